"""Queries of every page: built and compiled once in a process, then asked again with other values.

Building and compiling a queryset costs Django several times what asking it costs. So a function that
makes one for the busiest pages says @prepared, and is asked like any other:

    @prepared
    def _answers(round_id, themes, *, is_open):
        return Answer.unscoped.filter(round=round_id, ...)

    for answer in _answers(round.pk, ...): ...

Its positional arguments are values, of the type that the column has: they may stand wherever a queryset
takes an expression, such as in a filter, and not in a slice or in a list. Of a member only the id and
the school are there. What else decides how the query looks, a keyword argument says: of each there is a
query of its own. In the function itself no value is known, nor a role; and it may not look at the clock,
which would stand still. What has bytes in it, PostgreSQL gives in binary.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from inspect import signature
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BinaryField, Expression, JSONField, QuerySet
from django.db.transaction import TransactionManagementError


class Given(Expression):
    """The place in a query where a value comes: an argument, or an attribute of it."""

    def __init__(self, position: int, attribute: str = ""):
        super().__init__()
        self.position, self.attribute = position, attribute

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def among(self, arguments: tuple, database: BaseDatabaseWrapper) -> object:
        """Return the value as the database takes it. Raises TypeError for None, which equals nothing."""
        value = arguments[self.position]
        if self.attribute:
            value = getattr(value, self.attribute)
        if value is None:
            raise TypeError("A prepared query cannot be asked for None.")
        return adapted(value, database)


def adapted(value: object, database: BaseDatabaseWrapper) -> object:
    """Return a value as the database takes it."""
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return database.ops.adapt_datefield_value(value)
    return value


@dataclass(frozen=True)
class SomeMember:
    """Stands for the member in a query that is asked for any of them; so it has no roles."""

    pk: Given
    school_id: Given


class Compiled:
    """A queryset with its SQL. It is shared by threads, so that nothing in it changes."""

    def __init__(self, queryset: QuerySet):
        self.queryset = queryset
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        kinds = {type(column.output_field) for column in columns}
        self.in_binary = BinaryField in kinds and JSONField not in kinds  # Django reads JSON as text
        compiler.get_converters = lambda expressions: converters
        compiler.connection = None  # each who asks has one of their own
        self.compiler = compiler

    def ask(self, arguments: tuple) -> list:
        """Return the rows for these values, as the queryset itself would."""
        database = connections[DEFAULT_DB_ALIAS]
        if self.queryset.query.select_for_update and not database.in_atomic_block:
            raise TransactionManagementError("A lock lasts as long as the transaction: there is none.")
        params = tuple(p.among(arguments, database) if isinstance(p, Given) else p for p in self.params)
        compiler, rows = copy(self.compiler), self.queryset.all()
        compiler.connection = InBinary(database) if self.in_binary else database
        compiler.as_sql = lambda *args, **kwargs: (self.sql, params)
        rows.query.get_compiler = lambda *args, **kwargs: compiler
        return list(rows)


class InBinary:
    """A connection whose cursors PostgreSQL gives bytes as they are.

    Those of Django are answered in text: bytes twice as long, to be read back.
    """

    def __init__(self, database: BaseDatabaseWrapper):
        self._database = database

    def __getattr__(self, name: str):
        return getattr(self._database, name)

    def cursor(self):
        if self._database.vendor != "postgresql":
            return self._database.cursor()
        self._database.ensure_connection()
        driver = self._database.Database
        cursor = driver.Cursor(self._database.connection)
        cursor.format = driver.pq.Format.BINARY
        return self._database._prepare_cursor(cursor)


_compiled: dict[tuple, Compiled] = {}


def prepared(make: Callable[..., QuerySet]) -> Callable[..., list]:
    """Compile what this function makes when it is first asked."""
    parameters = signature(make).parameters.values()
    values = {p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD}

    @wraps(make)
    def ask(*arguments, **shape) -> list:
        key = make, len(arguments), frozenset(shape.items())
        if key not in _compiled:
            if not shape.keys().isdisjoint(values):
                raise TypeError(f"{make.__name__}: a value is given by position.")
            _compiled[key] = Compiled(make(*map(_place, range(len(arguments)), arguments), **shape))
        return _compiled[key].ask(arguments)

    return ask


def _place(position: int, argument: object) -> Given | SomeMember:
    if hasattr(argument, "school_id"):
        return SomeMember(Given(position, "pk"), Given(position, "school_id"))
    return Given(position)
