"""A sealed value opens in its own place, unchanged, with its own key; and never otherwise."""

from itertools import permutations

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from incidents import envelope
from incidents.envelope import CannotOpen
from incidents.models import CaseKey, Incident
from incidents.services.cases import vault_of
from incidents.vault import CaseVault, SchoolVault
from tests.factories import make_incident
from tests.proofs.sealed import make_register, opens, places_of

pytestmark = pytest.mark.proof


@pytest.fixture
def places(contact, outsider):
    """All that two schools sealed: several incidents, persons, records, columns and keys."""
    for member in (contact, outsider):
        make_register(member)
    return places_of(contact) + places_of(outsider)


def one_of_each(places):
    return list({place.name: place for place in places}.values())


def test_every_value_opens_in_its_own_place(places):
    assert {place.name for place in places} == {
        "SchoolKey.wrapped",
        "CaseKey.wrapped",
        "Incident.head",
        "Entry.record",
        "Person.involvement",
        "Person.name",
        "Lesson.sealed",
        "Tally.sealed",
        "AccessRequest.sealed",
    }
    assert [place for place in places if not opens(place, place.value)] == []
    assert len(places) == 40


def swaps(places) -> list[tuple[str, str]]:
    """Return each value that can be read in the place of another one."""
    return [(a.name, b.name) for a, b in permutations(places, 2) if opens(a, b.value)]


def test_value_in_another_place_is_refused(places):
    """Between rows, columns, persons of one incident, incidents and schools."""
    assert swaps(places) == []


def test_without_the_place_values_can_be_swapped(contact, monkeypatch):
    """The hole that binding the place closes: within an incident all values then open everywhere."""
    monkeypatch.setattr(envelope, "_bound_to", lambda key_id, place: b"")
    make_register(contact)

    assert ("Person.name", "Entry.record") in swaps(places_of(contact))


def flips(value: str) -> list[str]:
    """Return the value with each bit of each of its characters turned over, one at a time."""
    return [
        value[:n] + chr(ord(char) ^ (1 << bit)) + value[n + 1 :]
        for n, char in enumerate(value)
        for bit in range(8)
    ]


def test_every_single_bit_that_flips_is_found(places):
    found = {p.name: [v for v in flips(p.value) if opens(p, v)] for p in one_of_each(places)}

    assert found == {p.name: [] for p in one_of_each(places)}
    assert min(len(flips(p.value)) for p in places) > 3000


def test_without_the_tag_a_flipped_bit_goes_unseen(places, monkeypatch):
    """The hole that authentication closes: with AES in counter mode alone, a flip changes the text."""
    monkeypatch.setattr(envelope, "AESGCM", Unauthenticated)
    [place] = [p for p in one_of_each(places) if p.name == "Person.name"]

    assert len([v for v in flips(place.value) if opens(place, v)]) > 1000


class Unauthenticated:
    """AES-GCM that does not look at the tag."""

    def __init__(self, key):
        self.key = key

    def decrypt(self, nonce, data, _):
        counter = algorithms.AES(self.key), modes.CTR(nonce + (2).to_bytes(4, "big"))
        return Cipher(*counter).decryptor().update(data[:-16])


def test_key_row_of_another_incident_opens_nothing(contact):
    mine, other = make_incident(contact), make_incident(contact)
    key = other.key
    key.incident = mine

    with pytest.raises(CannotOpen):
        SchoolVault(contact.school_id).case(key)


def test_incident_without_its_key_stays_shut(contact):
    """With every other key of the school, and with that of the school itself."""
    gone, others = make_incident(contact), [make_incident(contact) for _ in range(3)]
    sealed_with = gone.key.pk
    CaseKey.unscoped.filter(incident=gone).delete()

    with pytest.raises(CaseKey.DoesNotExist):
        vault_of(Incident.unscoped.get(pk=gone.pk), contact)
    school = SchoolVault(contact.school_id)
    keys = [*school._keys.values(), *(school.unwrap(other.key) for other in others)]
    vaults = [CaseVault(f"{contact.school_id}/{gone.pk}", sealed_with, key) for key in keys]
    assert [vault for vault in vaults if reads(vault, gone)] == []


def reads(vault: CaseVault, incident: Incident) -> bool:
    try:
        return bool(vault.open(incident, "head"))
    except CannotOpen:
        return False
