"""A column that holds sealed text and nothing else."""

from django.db import models


class Sealed(str):
    """Text in its envelope. Only a vault makes one of a plain text."""

    __slots__ = ()


class PlainText(Exception):
    """A text was about to be stored without its envelope."""


class SealedField(models.TextField):
    """Stores what a vault sealed. A plain text is refused, so that none slips into the database."""

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(value)

    def get_prep_value(self, value):
        if value is not None and not isinstance(value, Sealed):
            raise PlainText(f"{self.model.__name__}.{self.name} takes what a vault sealed.")
        return None if value is None else str(value)
