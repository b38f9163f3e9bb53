"""The one door to a school's rows: `Model.objects.visible_to(member)`."""

from django.db import models


class UnscopedQuery(Exception):
    """Rows of a school were asked for without saying for whom."""


class ScopedQuerySet(models.QuerySet):
    """Rows with a `school`: each member sees those of their own school."""

    def visible_to(self, member):
        """Keep the rows of this member's school."""
        return self.filter(school=member.school_id)


class ScopedManager(models.Manager):
    """A manager with a single way in: `visible_to(member)`. All else raises."""

    def visible_to(self, member):
        return super().get_queryset().visible_to(member)

    def get_queryset(self):
        raise UnscopedQuery(f"Use {self.model.__name__}.objects.visible_to(member).")
