"""In which school a transaction works: PostgreSQL shows it the rows of that school and no others.

The walls themselves stand in the migrations (`schools.wall_sql`), the roles in docs/postgresql.md. What
is said here holds until the transaction ends, and until it is said nothing is visible. SQLite has no
walls and serves one school: there, all of this does nothing. Within a request it begins the request's
transaction, when none is under way; elsewhere there must be one.

    walls.enter_user(user.pk)                 their own memberships can be read
    walls.enter_school(school.pk, member.pk)  the rows of this school
    with walls.in_school(school.pk): ...      the same for a while; then what was before comes back
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from functools import wraps
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

NO_SCHOOL = UUID(int=0)  # in the place of a school: what belongs to none, such as its audit log
NAMES = ("user", "school", "member", "invitation", "version")
UNSAFE_ROLE = "SELECT EXISTS (SELECT FROM pg_roles WHERE {} AND pg_has_role(current_user, oid, 'MEMBER'))"
UNSAFE = {
    "is a superuser, or can become one": UNSAFE_ROLE.format("rolsuper"),
    "has BYPASSRLS, or can become a role that has": UNSAFE_ROLE.format("rolbypassrls"),
    "owns a table whose wall is not forced on its owner": """
        SELECT EXISTS (
            SELECT FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
            WHERE relkind IN ('r', 'p') AND attname = 'school_id' AND NOT attisdropped
            AND NOT relforcerowsecurity AND pg_has_role(current_user, relowner, 'MEMBER')
        )
    """,
}


def has_walls() -> bool:
    return connection.vendor == "postgresql"


# Saying where one is: each lasts until the transaction ends


def enter_user(user_id: int) -> None:
    """Let this user's own memberships be read, in whichever school."""
    _enter(user=user_id)


def enter_school(school_id: UUID | None, member_id: UUID | None = None) -> None:
    """Work in this school, as this member when there is one."""
    _enter(school=school_id, member=member_id)


def enter_invitation(token_hash: str) -> None:
    """Let the invitation with this secret be read: who is invited has no school yet."""
    _enter(invitation=token_hash)


def enter_version(version_id: UUID) -> None:
    """Let this version of a policy plan be read, if ever adopted: a reader of paper has no school."""
    _enter(version=version_id)


def _enter(**context) -> None:
    if not has_walls():
        return
    if not connection.in_atomic_block:
        begin()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Where one works is said within a transaction.")
    said = {name: str(value or "") for name, value in context.items()}
    values = [v for name, value in said.items() for v in (f"app.{name}", value)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["set_config(%s, %s, true)"] * len(said)), values)
    if request := _of_request.get():
        request.remember(said)


# For a while: afterwards, what was before comes back


def in_school(school_id: UUID | None) -> AbstractContextManager:
    """Work in this school for a while. Who is in it already stays the member they are."""
    return _for_a_while(lambda: enter_school(school_id), school=school_id)


def as_user(user_id: int) -> AbstractContextManager:
    return _for_a_while(lambda: enter_user(user_id), user=user_id)


def with_invitation(token_hash: str) -> AbstractContextManager:
    return _for_a_while(lambda: enter_invitation(token_hash), invitation=token_hash)


def with_version(version_id: UUID) -> AbstractContextManager:
    return _for_a_while(lambda: enter_version(version_id), version=version_id)


@contextmanager
def _for_a_while(enter: Callable, **wanted) -> Iterator[None]:
    there, request = {name: str(value or "") for name, value in wanted.items()}, _of_request.get()
    if not has_walls() or (request and request.is_in(there)):
        yield
        return
    if not connection.in_atomic_block:  # nothing was said, and the end of the transaction takes all back
        with transaction.atomic():
            enter()
            yield
        return
    before = _present()
    if there.items() <= before.items():
        yield
        return
    with transaction.atomic():  # an error takes back what was said, too
        enter()
        yield
        _enter(**before)


def _present() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('app.{name}', true)" for name in NAMES))
        return {name: value or "" for name, value in zip(NAMES, cursor.fetchone(), strict=True)}


# The transaction of a request


class RequestTransaction:
    """All that a request does, its page included, in one transaction: kept as a whole, or undone.

    It begins when it is first needed, so that a page that needs no database works without one.
    """

    def __init__(self):
        self._stack = ExitStack()
        self._is_begun = False

    def __enter__(self) -> "RequestTransaction":
        self._token = _of_request.set(self)
        return self

    def __exit__(self, *error) -> None:
        try:
            self._end(*error)
        finally:
            _of_request.reset(self._token)

    def begin(self) -> None:
        if has_walls() and not self._is_begun:
            self._block = transaction.atomic()
            self._stack.enter_context(self._block)
            self._is_begun = True
            self._savepoints, self._said = [], {}

    def remember(self, said: dict[str, str]) -> None:
        """Note where it was said that the transaction works, and within which savepoints."""
        if self._is_begun:
            known = self._said if self._still_holds() else {}
            self._savepoints, self._said = connection.savepoint_ids[:], known | said

    def is_in(self, there: dict[str, str]) -> bool:
        """Tell without asking the database whether it works there; False also when that is not known."""
        return self._is_begun and self._still_holds() and there.items() <= self._said.items()

    def _still_holds(self) -> bool:
        """Tell whether what was noted can be relied on: undoing a savepoint takes it back."""
        return connection.savepoint_ids[: len(self._savepoints)] == self._savepoints

    def undo(self) -> None:
        if self._is_begun:
            transaction.set_rollback(True)

    def commit(self) -> None:
        """Keep what was done so far, and go on in the same place in a new transaction."""
        if not self._is_begun:
            return
        if connection.atomic_blocks[-1] is not self._block:
            raise transaction.TransactionManagementError("A part of a service is not committed by itself.")
        context = _present()
        try:
            self._end(None, None, None)
        finally:
            self.begin()
            _enter(**context)

    def _end(self, *error) -> None:
        """End the transaction, and the one that what waited for its commit may have begun."""
        self._is_begun = False
        try:
            self._stack.__exit__(*error)
        finally:
            self._is_begun = False


_of_request: ContextVar[RequestTransaction | None] = ContextVar("request_transaction", default=None)


def begin() -> None:
    """Begin the transaction of the request that is under way, if it has not begun."""
    if request := _of_request.get():
        request.begin()


def committed(service: Callable) -> Callable:
    """Make a service one transaction that is committed when it returns, also in the middle of a request.

    For who must hear what only happens after a commit: a mail that could not leave (MailNotSent).
    """

    @wraps(service)
    def wrapper(*args, **kwargs):
        with transaction.atomic():
            result = service(*args, **kwargs)
        if request := _of_request.get():
            request.commit()
        return result

    return wrapper


# Starting


def refuse_unsafe_role() -> None:
    """Raise ImproperlyConfigured when the role of DATABASE_URL walks through the walls."""
    if not has_walls():
        return
    with connection.cursor() as cursor:
        faults = [fault for fault, query in UNSAFE.items() if cursor.execute(query).fetchone()[0]]
    user = connection.settings_dict["USER"]
    connection.close()  # a server that forks after this shares no connection
    if faults:
        raise ImproperlyConfigured(
            f"The database role {user!r} {' and '.join(faults)}, so nothing would keep two schools "
            "apart. Connect as the role app of docs/postgresql.md."
        )
