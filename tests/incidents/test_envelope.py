"""The envelope: what goes in comes out, in its own place only, and shows little from outside."""

from base64 import urlsafe_b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.envelope import CannotOpen, key_id_of, new_key, seal, unseal

KEY, OTHER_KEY = new_key(), new_key()
TEXTS = st.text(st.characters(codec="utf-8"), max_size=700)


def parts(sealed: str) -> list[bytes]:
    return [urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in sealed.split(".")[2:]]


@given(TEXTS)
def test_what_goes_in_comes_out(text):
    assert unseal(KEY, "k", seal(KEY, "k", text, place="p"), place="p") == text


@pytest.mark.parametrize("end", ["\x80", "\x00", "\x80\x00", "x" * 255, "x" * 256, "é" * 128])
def test_text_that_looks_like_padding_comes_out_whole(end):
    assert unseal(KEY, "k", seal(KEY, "k", f"a{end}", place="p"), place="p") == f"a{end}"


def test_same_text_is_sealed_differently_each_time():
    first, second = (seal(KEY, "k", "Fatima", place="p") for _ in range(2))

    assert parts(first)[0] != parts(second)[0]
    assert parts(first)[1] != parts(second)[1]


@given(st.text("abc", max_size=600))
def test_length_shows_in_blocks_of_256_bytes_only(text):
    _, ciphertext = parts(seal(KEY, "k", text, place="p"))

    assert len(ciphertext) - 16 == 256 * (len(text) // 256 + 1)  # 16 bytes are the tag


@pytest.mark.parametrize(
    ("key", "key_id", "place"), [(OTHER_KEY, "k", "p"), (KEY, "l", "p"), (KEY, "k", "q"), (KEY, "k", "")]
)
def test_other_key_or_place_is_refused(key, key_id, place):
    with pytest.raises(CannotOpen):
        unseal(key, key_id, seal(KEY, "k", "Fatima", place="p"), place=place)


@pytest.mark.parametrize(
    "sealed", ["", "v1", "v1.k..", "v2.k.AAAA.AAAA", "v1.k.é.é", "v1.k.AAAA.AAAA.AAAA", "Fatima"]
)
def test_what_is_no_envelope_is_refused(sealed):
    with pytest.raises(CannotOpen):
        unseal(KEY, "k", sealed, place="p")


@pytest.mark.parametrize(
    "change", [lambda s: s + "=", lambda s: s + "\n", lambda s: f" {s}", lambda s: s[:-1] + "+"]
)
def test_value_is_written_in_one_way_only(change):
    with pytest.raises(CannotOpen):
        unseal(KEY, "k", change(seal(KEY, "k", "Fatima", place="p")), place="p")


def test_key_is_named():
    assert key_id_of(seal(KEY, "k", "Fatima", place="p")) == "k"
    assert key_id_of("Fatima") == ""
