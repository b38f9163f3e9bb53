"""Opens and seals. The only door from a sealed column to a text.

The key file opens the key of a school, that opens the key of an incident, that opens its columns.
The school is always that of the member who asks, never that of the row.
"""

from uuid import UUID, uuid4

from django.db.models import Model

from incidents import content, key_file
from incidents.envelope import CannotOpen, key_id_of, new_key, seal, unseal
from incidents.fields import Sealed
from incidents.models import CaseKey, Incident, SchoolKey
from schoolsafety.prepared import prepared


@prepared
def _school_keys(school_id):
    return SchoolKey.unscoped.filter(school=school_id).order_by("number")


class SchoolVault:
    """The keys of one school, opened. Make it once for a request: it costs a query.

    A school without a key gets one when something is first sealed. Raises KeyFileFault.
    """

    def __init__(self, school_id: UUID):
        self.school_id, self._school = school_id, str(school_id)
        self._read_keys()

    def _read_keys(self) -> None:
        self._keys = {row.pk: unwrap_school_key(row) for row in _school_keys(self.school_id)}
        self._by_id = {pk.hex: key for pk, key in self._keys.items()}  # as envelopes name them

    def _keep_newest(self) -> UUID:
        """Return the newest key, which now stays until the transaction ends.

        A change of keys (services/keys.py) waits for that before it deletes an old one.
        """
        if not self._keys:
            row, key = make_school_key(self.school_id, number=1)
            self._keys[row.pk] = self._by_id[row.pk.hex] = key
        newest = next(reversed(self._keys))
        if not SchoolKey.unscoped.select_for_update().filter(pk=newest).values_list("pk"):
            self._read_keys()
            return self._keep_newest()
        return newest

    def seal(self, row: Model, column: str, text: str) -> Sealed:
        """Seal what belongs to the school itself, for this column of this row; within a transaction."""
        return self._seal(self._keep_newest(), text, f"{self.school_id}/{_column(row, column)}")

    def _seal(self, key_id: UUID, text: str, place: str) -> Sealed:
        return Sealed(seal(self._keys[key_id], key_id.hex, text, place=place))

    def open(self, row: Model, column: str) -> str:
        """Raises CannotOpen, also for what another school sealed."""
        return self._unseal(getattr(row, column), f"{self.school_id}/{_column(row, column)}")

    def _unseal(self, sealed: str, place: str) -> str:
        """Open with the key that the envelope names, if it is one of this school."""
        key_id = key_id_of(sealed)
        key = self._by_id.get(key_id)
        if key is None:
            raise CannotOpen
        return unseal(key, key_id, sealed, place=place)

    # Incidents

    def new_case(self, incident: Incident) -> tuple[CaseKey, "CaseVault"]:
        """Return a key for a new incident, not yet saved, and what it opens."""
        key, row = new_key(), CaseKey(id=uuid4(), school_id=self.school_id, incident=incident)
        self.wrap(row, key)
        return row, CaseVault(_case_place(self._school, incident.pk), row.pk, key)

    def case(self, row: CaseKey) -> "CaseVault":
        """Open the key of an incident. Raises CannotOpen."""
        return self.case_of(row.incident_id, row.pk, row.wrapped)

    def case_of(self, incident_id: UUID, key_id: UUID, wrapped: str) -> "CaseVault":
        """The same for who has no row but what stands in it."""
        place = _case_place(self._school, incident_id)
        key = self._unseal(wrapped, _key_place(place, key_id))
        return CaseVault(place, key_id, bytes.fromhex(key))

    def unwrap(self, row: CaseKey) -> bytes:
        place = _key_place(_case_place(self._school, row.incident_id), row.pk)
        return bytes.fromhex(self._unseal(row.wrapped, place))

    def wrap(self, row: CaseKey, key: bytes) -> None:
        """Wrap the key of an incident with the school's newest key; within a transaction."""
        row.school_key_id = self._keep_newest()
        place = _key_place(_case_place(self._school, row.incident_id), row.pk)
        row.wrapped = self._seal(row.school_key_id, key.hex(), place)


class CaseVault:
    """The key of one incident, opened."""

    __slots__ = ("_key", "_key_id", "_place")

    def __init__(self, place: str, key_id: UUID, key: bytes):
        self._place, self._key_id, self._key = place, key_id.hex, key

    def seal(self, row: Model, column: str, text: str) -> Sealed:
        return Sealed(seal(self._key, self._key_id, text, place=f"{self._place}/{_column(row, column)}"))

    def open(self, row: Model, column: str) -> str:
        """Raises CannotOpen when it was changed, or was sealed for another place."""
        return self._open_at(_column(row, column), getattr(row, column))

    def _open_at(self, column: str, sealed: str) -> str:
        return unseal(self._key, self._key_id, sealed, place=f"{self._place}/{column}")

    def put(self, row: Model, column: str, value) -> None:
        """Seal a content dataclass into a column of a row."""
        setattr(row, column, self.seal(row, column, content.dump(value)))

    def get(self, row: Model, column: str, kind: type):
        """Return the content dataclass of a column."""
        return content.load(kind, self.open(row, column))

    def get_at(self, column: str, sealed: str, kind: type):
        """The same for who has no row but knows where it stands (column_of)."""
        return content.load(kind, self._open_at(column, sealed))


def open_case_key(row: CaseKey, school_id: UUID) -> CaseVault:
    """Open the key of one incident with the key of the school that came along with it.

    `school_id` is the school of who asks: with a key of another one it stays shut. Raises CannotOpen.
    """
    if row.school_id != school_id or row.school_key.school_id != school_id:
        raise CannotOpen
    wrapping, place = unwrap_school_key(row.school_key), _case_place(school_id, row.incident_id)
    key = unseal(wrapping, row.school_key_id.hex, row.wrapped, place=_key_place(place, row.pk))
    return CaseVault(place, row.pk, bytes.fromhex(key))


def make_school_key(school_id: UUID, *, number: int) -> tuple[SchoolKey, bytes]:
    """Make a key for a school, wrapped with the active key of the key file."""
    key, row = new_key(), SchoolKey(id=uuid4(), school_id=school_id, number=number)
    wrap_school_key(row, key)
    row.save(force_insert=True)
    return row, key


def wrap_school_key(row: SchoolKey, key: bytes) -> None:
    """Wrap a school's key with the active key of the key file; not yet saved."""
    row.wrapped_by = key_file.active_number()
    wrapping = key_file.keys()[row.wrapped_by]
    row.wrapped = Sealed(seal(wrapping, str(row.wrapped_by), key.hex(), place=_school_key_place(row)))


def unwrap_school_key(row: SchoolKey) -> bytes:
    """Return a school's key. Raises KeyFileFault when the key file lost what it was wrapped with."""
    wrapping = key_file.keys().get(row.wrapped_by)
    if wrapping is None:
        raise key_file.KeyFileFault(f"Key {row.wrapped_by} is not in the key file.")
    return bytes.fromhex(unseal(wrapping, str(row.wrapped_by), row.wrapped, place=_school_key_place(row)))


def _school_key_place(row: SchoolKey) -> str:
    return f"{row.school_id}/{_column(row, 'wrapped')}"


def _case_place(school_id: UUID | str, incident_id: UUID) -> str:
    return f"{school_id}/{incident_id}"


def _key_place(case_place: str, key_id: UUID) -> str:
    return f"{case_place}/{column_of(CaseKey, 'wrapped', key_id)}"


def column_of(model: type[Model], column: str, pk: UUID) -> str:
    """Return where a column of a row stands, as what is sealed for it says."""
    return f"{model._meta.db_table}.{column}/{pk.hex}"


def _column(row: Model, column: str) -> str:
    return column_of(type(row), column, row.pk)
