"""Who you are, in which school, with which roles; and the record of what was done."""

import uuid
from datetime import datetime
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Lower, StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.crypto import salted_hmac

from schools.permissions import ROLE_PERMISSIONS, SECOND_FACTOR_ROLES, Permission, Role, role_names
from schools.scoping import ScopedManager, ScopedQuerySet


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user; without a password the account cannot be logged in to."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person with an e-mail address. What they may do follows from their memberships."""

    email = models.EmailField("e-mailadres", unique=True)
    name = models.CharField("naam", max_length=100)
    is_active = models.BooleanField("actief", default=True)
    date_joined = models.DateTimeField("sinds", auto_now_add=True)
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """Bind a session to the password and to `sessions_ended`: changing either ends them all."""
        value = f"{self.sessions_ended}:{self.password}"
        return salted_hmac("schools.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class Country(models.TextChoices):
    """The country decides which duties by law apply, and the school holidays."""

    FLANDERS = "BE", "België (Vlaanderen)"
    NETHERLANDS = "NL", "Nederland"


class School(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("naam", max_length=100)
    place = models.CharField("plaats", max_length=100)
    country = models.CharField("land", max_length=2, choices=Country, default=Country.FLANDERS)
    created_at = models.DateTimeField("aangemaakt")

    def __str__(self):
        return f"{self.name}, {self.place}"


def holds(*roles: Role) -> Q:
    """Return the condition that a membership has one of these roles.

    As text, because SQLite cannot look into JSON lists; and where it stands, because a query with
    "contains" SQLite compiles anew each time it is asked.
    """
    text = Cast("roles", models.TextField())
    return reduce(or_, [Q(GreaterThan(StrIndex(text, Value(f'"{role}"')), 0)) for role in roles])


class MembershipQuerySet(ScopedQuerySet):
    def active(self):
        return self.filter(left_at=None)

    def holding(self, *roles: Role):
        """Keep the members with one of these roles."""
        return self.filter(holds(*roles))


class Membership(models.Model):
    """A user in a school, with one or more roles. Leaving ends it; the row stays for what it signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    roles = models.JSONField("rollen", default=list)
    joined_at = models.DateTimeField("lid sinds")
    left_at = models.DateTimeField("vertrokken", null=True, blank=True)
    # A new contact reads older incidents a day later: whoever was told by mail can still object.
    contact_since = models.DateTimeField("aanspreekpunt sinds", null=True, blank=True)
    # Which mails about actions they want (schools.mail_choices); all of them, until they choose.
    wants_reminders = models.BooleanField("wil herinneringen", default=True)
    wants_digest = models.BooleanField("wil het weekoverzicht", default=True)
    reminders_since = models.DateTimeField("opnieuw herinneringen sinds", null=True, blank=True)

    unscoped = MembershipQuerySet.as_manager()
    objects = ScopedManager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "user"], condition=Q(left_at=None), name="one_active_membership"
            ),
        ]

    def __str__(self):
        return self.user.name

    def can(self, permission: Permission) -> bool:
        """Tell whether one of the roles has this permission."""
        return any(permission in ROLE_PERMISSIONS[role] for role in self.roles)

    @property
    def needs_second_factor(self) -> bool:
        return not SECOND_FACTOR_ROLES.isdisjoint(self.roles)

    @property
    def role_names(self) -> str:
        return role_names(self.roles)


class InvitationQuerySet(ScopedQuerySet):
    def pending(self):
        """Keep the invitations without an answer, also when their link has expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, at):
        """Keep the invitations that can still be accepted at that moment."""
        return self.pending().filter(expires_at__gt=at)


class Invitation(models.Model):
    """An offer to join a school, bound to one address. The link's secret is kept as a hash only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    email = models.EmailField("e-mailadres")
    name = models.CharField("naam", max_length=100, blank=True)
    roles = models.JSONField("rollen", default=list)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField("uitgenodigd")
    expires_at = models.DateTimeField("geldig tot")
    accepted_at = models.DateTimeField("aanvaard", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken", null=True, blank=True)

    unscoped = InvitationQuerySet.as_manager()
    objects = ScopedManager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="one_open_invitation",
            ),
        ]

    def __str__(self):
        return self.email

    @property
    def role_names(self) -> str:
        return role_names(self.roles)

    def is_expired(self, at: datetime) -> bool:
        return self.expires_at <= at


class AuditEntry(models.Model):
    """One act: who did what to which row, and when. Ids and verbs only, never content.

    The entries of a school are numbered and each is sealed to the one before; those without a school
    make one chain together. Only `audit.record` makes them, and the database refuses to change them.
    """

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    number = models.PositiveBigIntegerField("nummer", editable=False)
    at = models.DateTimeField("wanneer")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    action = models.CharField("wat", max_length=50)
    target = models.CharField("waarop", max_length=100)
    hash = models.CharField("zegel", max_length=64, editable=False)

    unscoped = ScopedQuerySet.as_manager()
    objects = ScopedManager.from_queryset(ScopedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="audit_number"),
            models.UniqueConstraint(
                fields=["number"], condition=Q(school=None), name="audit_number_without_school"
            ),
        ]
        indexes = [models.Index(fields=["school", "target"], name="audit_of_target")]

    def __str__(self):
        return f"{self.action} {self.target}"


class AuditHead(models.Model):
    """How far a chain of audit entries has come. Locked while an entry is added, so that none fork.

    `last_change` is the number of the last act that changed anything, for who wants to know whether
    something did: the acts behind it are of people who looked, and there may be thousands.
    """

    chain = models.CharField(primary_key=True, max_length=36)  # the id of the school, or "installation"
    number = models.PositiveBigIntegerField(default=0, editable=False)
    hash = models.CharField(max_length=64, editable=False)
    last_change = models.PositiveBigIntegerField(default=0, editable=False)

    def __str__(self):
        return f"{self.chain} {self.number}"
