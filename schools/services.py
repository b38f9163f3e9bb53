"""What changes who belongs to a school: make one, invite, join, change roles, leave."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.urls import reverse

from schools import audit, emails, walls
from schools.models import Invitation, Membership, MembershipQuerySet, School, User
from schools.permissions import Role

INVITATION_VALID = timedelta(hours=72)


class AlreadyMember(Exception):
    """This address belongs to a member of the school."""


class AlreadyInvited(Exception):
    """This address has an invitation without an answer."""


class InvitationGone(Exception):
    """The invitation was accepted or withdrawn, or its link has expired."""


class WrongAddress(Exception):
    """The invitation is for somebody else."""


class MemberLeft(Exception):
    """The membership ended meanwhile."""


class LastAdmin(Exception):
    """The school would be left without an administrator."""


class OneSchoolOnly(Exception):
    """SQLite serves one school: it has no row-level security to keep two apart."""


class SchoolHasAdmin(Exception):
    """The school has an administrator, who invites the others."""


# Making a school


@transaction.atomic
def create_school(
    *, name: str, place: str, country: str, admin_email: str, admin_name: str, site: str, at: datetime
) -> str:
    """Make a school, invite its first administrator, and return the link that is mailed.

    For a school that nobody joined yet it makes a new link, and the old one stops working. Raises
    SchoolHasAdmin, or OneSchoolOnly for a second school on SQLite.
    """
    school = School.objects.filter(name=name, place=place).first()
    if school is None:
        school = _add_school(name=name, place=place, country=country, created_at=at)
    with walls.in_school(school.pk):
        return _invite_first_admin(school, email=admin_email.lower(), name=admin_name, site=site, at=at)


def _add_school(**fields) -> School:
    if connection.vendor == "sqlite" and School.objects.exists():
        raise OneSchoolOnly
    school = School.objects.create(**fields)
    audit.record("school.created", school, by=None, at=school.created_at, school=school)
    return school


def _invite_first_admin(school: School, *, email: str, name: str, site: str, at: datetime) -> str:
    if Membership.unscoped.active().filter(school=school).exists():
        raise SchoolHasAdmin
    for earlier in Invitation.unscoped.pending().filter(school=school):
        withdraw_invitation(earlier, by=None, at=at)
    invitation = Invitation(school=school, email=email, name=name, roles=[Role.ADMIN], invited_at=at)
    link = _put_new_link(invitation, site=site, at=at)
    invitation.save()
    audit.record("invitation.sent", invitation, by=None, at=at)
    emails.send_invitation(invitation, link=link, robust=True)
    return link


# Inviting


@walls.committed
def invite_member(*, email: str, roles: list[str], site: str, by: Membership, at: datetime) -> Invitation:
    """Invite an address to the school of `by`; `site` is where the link leads ("https://host").

    Raises AlreadyMember (which also keeps people from inviting themselves), AlreadyInvited, or
    MailNotSent when the invitation is kept but its mail could not leave.
    """
    email = email.lower()
    if Membership.unscoped.active().filter(school=by.school, user__email=email).exists():
        raise AlreadyMember
    invitation = Invitation(
        school=by.school, email=email, roles=_in_order(roles), invited_by=by, invited_at=at
    )
    link = _put_new_link(invitation, site=site, at=at)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        raise AlreadyInvited from None
    audit.record("invitation.sent", invitation, by=by, at=at)
    emails.send_invitation(invitation, link=link)
    return invitation


@walls.committed
def resend_invitation(invitation: Invitation, *, site: str, by: Membership, at: datetime) -> None:
    """Mail a new link, valid for the full time again; the old link stops working.

    Raises InvitationGone, or MailNotSent as `invite_member` does.
    """
    link = _put_new_link(invitation, site=site, at=at)
    pending = Invitation.unscoped.pending().filter(pk=invitation.pk)
    if not pending.update(token_hash=invitation.token_hash, expires_at=invitation.expires_at):
        raise InvitationGone
    audit.record("invitation.resent", invitation, by=by, at=at)
    emails.send_invitation(invitation, link=link)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Membership | None, at: datetime) -> None:
    """Make the link stop working. Raises InvitationGone when there is nothing left to withdraw."""
    if not Invitation.unscoped.pending().filter(pk=invitation.pk).update(withdrawn_at=at):
        raise InvitationGone
    audit.record("invitation.withdrawn", invitation, by=by, at=at)


def _put_new_link(invitation: Invitation, *, site: str, at: datetime) -> str:
    """Give the invitation a new secret and term; return the only place where the secret is written."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = _hash(token)
    invitation.expires_at = at + INVITATION_VALID
    return site.rstrip("/") + reverse("schools:accept", args=[token])


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _in_order(roles: list[str]) -> list[str]:
    return [role.value for role in Role if role in roles]


# Joining


def find_invitation(token: str, *, at: datetime) -> Invitation | None:
    """Return the invitation behind a link, when it can still be accepted. The link leads to its school."""
    known = Invitation.unscoped.open(at).filter(token_hash=_hash(token))
    with walls.with_invitation(_hash(token)):
        school_id = known.values_list("school", flat=True).first()
    with walls.in_school(school_id):
        return known.select_related("school", "invited_by__user").first()


@transaction.atomic
def join_as_new(invitation: Invitation, *, name: str, password: str, at: datetime) -> Membership:
    """Make an account for the invited address and a member of it. Raises InvitationGone."""
    with walls.in_school(invitation.school_id):
        _take(invitation, at=at)
        user = User.objects.create_user(invitation.email, password, name=name)
        return _join(invitation, user, at=at)


@transaction.atomic
def join(invitation: Invitation, *, user: User, at: datetime) -> Membership:
    """Make this user a member. Raises WrongAddress when it is not theirs, InvitationGone."""
    if user.email != invitation.email:
        raise WrongAddress
    with walls.in_school(invitation.school_id):
        _take(invitation, at=at)
        return _join(invitation, user, at=at)


def _take(invitation: Invitation, *, at: datetime) -> None:
    if not Invitation.unscoped.open(at).filter(pk=invitation.pk).update(accepted_at=at):
        raise InvitationGone


def _join(invitation: Invitation, user: User, *, at: datetime) -> Membership:
    is_contact = Role.CONTACT in invitation.roles
    member = Membership.unscoped.create(
        school=invitation.school,
        user=user,
        roles=invitation.roles,
        joined_at=at,
        contact_since=at if is_contact else None,
    )
    audit.record("member.joined", member, by=member, at=at)
    if is_contact:
        _announce_contact(member, given_by=invitation.invited_by)
    return member


# Being a member


def memberships_of(user: User) -> MembershipQuerySet:
    """Return where this user is a member now, the oldest first; for the rest of the transaction."""
    walls.enter_user(user.pk)
    memberships = Membership.unscoped.active().filter(user=user)
    return memberships.select_related("school").order_by("joined_at", "pk")


@transaction.atomic
def record_login(user: User, *, at: datetime) -> None:
    """Write a login down in each school of this user, in one order for everybody: each waits its turn."""
    for member in memberships_of(user).order_by("school"):
        audit.record("member.logged_in", member, by=member, at=at)


@transaction.atomic
def change_roles(member: Membership, *, roles: list[str], by: Membership, at: datetime) -> None:
    """Give a member these roles and no others. Raises LastAdmin or MemberLeft."""
    current = _lock(member)
    if Role.ADMIN not in roles:
        _keep_an_admin(current)
    was_contact = Role.CONTACT in current.roles
    is_new_contact = Role.CONTACT in roles and not was_contact
    current.roles = _in_order(roles)
    if Role.CONTACT not in roles:
        current.contact_since = None
    elif is_new_contact:
        current.contact_since = at
    current.save(update_fields=["roles", "contact_since"])
    audit.record("member.roles_changed", current, by=by, at=at)
    if is_new_contact:
        _announce_contact(current, given_by=by)
    elif was_contact and Role.CONTACT not in roles:
        _announce_contact_left(current)


@transaction.atomic
def end_membership(member: Membership, *, by: Membership, at: datetime) -> None:
    """End a membership: somebody leaves (`by` is the member) or is shown out.

    Without another school every session of the user ends at once. Raises LastAdmin or MemberLeft.
    """
    current = _lock(member)
    _keep_an_admin(current)
    current.left_at = at
    current.save(update_fields=["left_at"])
    with walls.as_user(current.user_id):
        if not memberships_of(current.user).exists():
            User.objects.filter(pk=current.user_id).update(sessions_ended=F("sessions_ended") + 1)
    audit.record("member.left" if by.pk == member.pk else "member.ended", current, by=by, at=at)
    if Role.CONTACT in current.roles:
        _announce_contact_left(current)


def is_last_admin(member: Membership) -> bool:
    """Tell whether the school would have no administrator without this member."""
    admins = Membership.unscoped.active().filter(school=member.school_id, user__is_active=True)
    return Role.ADMIN in member.roles and not admins.holding(Role.ADMIN).exclude(pk=member.pk).exists()


def _keep_an_admin(member: Membership) -> None:
    if is_last_admin(member):
        raise LastAdmin


def _lock(member: Membership) -> Membership:
    """Return the member as they are now, after locking the school.

    One change of members at a time: two administrators cannot remove each other.
    """
    School.objects.select_for_update().get(pk=member.school_id)
    current = Membership.unscoped.active().select_related("school", "user").filter(pk=member.pk).first()
    if current is None:
        raise MemberLeft
    return current


def _announce_contact(contact: Membership, *, given_by: Membership) -> None:
    members = Membership.unscoped.active().filter(school=contact.school_id).exclude(pk=contact.pk)
    told = members.holding(Role.CONTACT, Role.PRINCIPAL).select_related("user").order_by("pk")
    emails.announce_contact(contact, given_by=given_by, to=told)


def _announce_contact_left(contact: Membership) -> None:
    members = Membership.unscoped.active().filter(school=contact.school_id).exclude(pk=contact.pk)
    told = members.holding(Role.PRINCIPAL).select_related("user").order_by("pk")
    emails.announce_contact_left(contact, to=told)
