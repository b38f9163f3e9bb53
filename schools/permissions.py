"""Who may do what: one list of verbs, one table from role to verbs, one decorator for views.

A member without a verb gets 403. A row that a member may not know about is 404, which is the work of
`visible_to`, not of this module.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum, auto
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.shortcuts import redirect


class Role(TextChoices):
    TEAM = "team", "werkgroep"
    CONTACT = "contact", "aanspreekpunt"
    PRINCIPAL = "principal", "directie"
    ADMIN = "admin", "beheerder"
    LOG_READER = "log_reader", "DPO"


def role_names(roles: Iterable[str]) -> str:
    """Return the labels of these roles, in the order of the list above."""
    return ", ".join(role.label for role in Role if role in roles)


# What each role comes to do; one line beside the choice.
ROLE_HELP = {
    Role.TEAM: "Scoort de kaarten, spreekt af en plant acties.",
    Role.CONTACT: "Volgt op wat er gebeurt en helpt wie iets meldt.",
    Role.PRINCIPAL: "Leest waar de school staat en stelt het beleidsplan vast.",
    Role.ADMIN: "Nodigt leden uit en regelt hun rollen.",
    Role.LOG_READER: "Kijkt na wie wat gelezen heeft.",
}


class Permission(StrEnum):
    ASSESSMENT_READ = auto()
    ASSESSMENT_WRITE = auto()
    ROUND_MANAGE = auto()
    ACTION_READ = auto()
    ACTION_WRITE = auto()
    PLAN_READ = auto()
    PLAN_WRITE = auto()
    PLAN_ADOPT = auto()
    MEMBER_READ = auto()
    MEMBER_MANAGE = auto()
    AUDIT_READ = auto()
    INCIDENT_READ = auto()
    INCIDENT_HANDLE = auto()
    INCIDENT_BREAK_GLASS = auto()
    REQUEST_APPROVE = auto()
    STATISTICS_READ = auto()
    RETENTION_READ = auto()
    RETENTION_MANAGE = auto()


_READ = {
    Permission.ASSESSMENT_READ,
    Permission.ACTION_READ,
    Permission.PLAN_READ,
    Permission.STATISTICS_READ,
}
_WORK = _READ | {Permission.ASSESSMENT_WRITE, Permission.ACTION_WRITE, Permission.PLAN_WRITE}
# Every member may be invited to an incident: which ones somebody reads, the incidents themselves decide.
_ANYBODY = {Permission.INCIDENT_READ}

ROLE_PERMISSIONS: dict[str, set[Permission]] = {
    Role.TEAM: _ANYBODY | _WORK | {Permission.ROUND_MANAGE},
    Role.CONTACT: _ANYBODY
    | _WORK
    | {
        Permission.INCIDENT_HANDLE,
        Permission.REQUEST_APPROVE,
        Permission.MEMBER_READ,
        Permission.AUDIT_READ,
    },
    Role.PRINCIPAL: _ANYBODY
    | _WORK
    | {
        Permission.ROUND_MANAGE,
        Permission.PLAN_ADOPT,
        Permission.INCIDENT_BREAK_GLASS,
        Permission.REQUEST_APPROVE,
        Permission.MEMBER_READ,
        Permission.AUDIT_READ,
        Permission.RETENTION_READ,
    },
    Role.ADMIN: _ANYBODY
    | _READ
    | {
        Permission.MEMBER_READ,
        Permission.MEMBER_MANAGE,
        Permission.AUDIT_READ,
        Permission.RETENTION_READ,
        Permission.RETENTION_MANAGE,
    },
    Role.LOG_READER: _ANYBODY | {Permission.MEMBER_READ, Permission.AUDIT_READ, Permission.RETENTION_READ},
}

# These roles see or decide most: they log in with a second factor.
SECOND_FACTOR_ROLES = {Role.CONTACT, Role.PRINCIPAL, Role.ADMIN}


def requires(permission: Permission) -> Callable:
    """Let a view through for members whose role has the permission; 403 for the others.

    Somebody who is logged in but belongs to no school is shown what to do about that.
    """

    def decorator(view):
        @wraps(view)
        def wrapper(request, *args, **kwargs):
            if not request.member:
                return redirect("schools:none")
            if not request.member.can(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        wrapper.permission = permission
        return wrapper

    return decorator
