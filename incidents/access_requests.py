"""Finding a name, and taking the names of others out of a text. Words in, words out: no database.

A name is looked for as whole words, whatever their accents, case or order. Other people become the
label they have in the incident; where it cannot be known who is meant, the text is left as it is and
the word is pointed out, so that a person decides.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple
from unicodedata import category, combining, normalize

# A letter with the accents that stand apart behind it belongs to the word.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
BETWEEN = re.compile(r"[\s\-'’.,]{1,3}")  # what may stand between the words of one name
PARTICLES = {
    *(
        "al",
        "d",
        "da",
        "de",
        "del",
        "den",
        "der",
        "di",
        "du",
        "el",
        "en",
        "het",
        "la",
        "le",
        "op",
        "s",
        "t",
    ),
    *("te", "ten", "ter", "van", "vande", "vanden", "vander", "ver", "von", "y"),
}
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
ALIKE, LONG_ENOUGH = 0.85, 4  # how much two words of that length must have in common
SHORTEST_OWNER = 3  # letters of a name that may be followed by an s: "Jans fiets"
OWN = ""  # the label of the person who asks: that name stays


def fold(word: str) -> str:
    """Return a word without accents and capitals."""
    plain = "".join(c for c in normalize("NFKD", word) if not combining(c))
    return plain.casefold().translate(LETTERS)


def words_of(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in WORD.findall(text))


# Finding


def is_like(asked: str, name: str) -> bool:
    """Tell whether this could be the name that is asked for.

    The shorter of the two must be found in the longer: a first name alone is enough, because that is
    often all that was noted. An initial counts beside a whole word, and a letter may differ.
    """
    shorter, longer = sorted([_telling(asked), _telling(name)], key=len)
    whole = any(_alike(a, b) for a in shorter for b in longer)
    return whole and all(any(_alike(a, b) or _is_initial(a, b) for b in longer) for a in shorter)


def _telling(name: str) -> list[str]:
    """Return the words of a name without "van" and "de", unless there are no others."""
    words = words_of(name)
    return [word for word in words if word not in PARTICLES] or list(words)


def _alike(a: str, b: str) -> bool:
    if a == b:
        return len(a) > 1
    return min(len(a), len(b)) >= LONG_ENOUGH and SequenceMatcher(None, a, b).ratio() >= ALIKE


def _is_initial(a: str, b: str) -> bool:
    return 1 in (len(a), len(b)) and a[0] == b[0]


# Taking out


class Redacted(NamedTuple):
    """A text without the names of others, and the words of which it is not known who is meant."""

    text: str
    unsure: tuple[str, ...]


class Redactor:
    """Replaces the names of others by labels; made once for an incident.

    `names` are (label, name); the label OWN is that of who asks.
    """

    def __init__(self, names: Iterable[tuple[str, str]]):
        self._labels: Mapping[tuple[str, ...], set[str]] = defaultdict(set)
        for label, name in names:
            for form in _forms(words_of(name)):
                self._labels[form].add(label)
        self._longest = max(map(len, self._labels), default=0)

    def redact(self, text: str) -> Redacted:
        text = "".join(c for c in text if category(c) != "Cf")  # what nobody sees splits no name
        tokens, parts, unsure, done = list(WORD.finditer(text)), [], {}, 0
        for start, end, form, owner in self._found(text, tokens):
            labels, said = self._labels[form], text[start:end]
            if OWN in labels and len(labels) > 1:
                unsure[said] = True
            if OWN not in labels:
                parts += [text[done:start], " of ".join(sorted(labels)), owner]
                done = end
        return Redacted("".join([*parts, text[done:]]), tuple(unsure))

    def _found(self, text: str, tokens: list[re.Match]) -> Iterator[tuple[int, int, tuple, str]]:
        """Yield (start, end, form, "’s" or "") of each name; a longer one before those within it."""
        at = 0
        while at < len(tokens):
            found = self._longest_at(text, tokens, at)
            if found is None:
                at += 1
                continue
            length, form, owner = found
            yield tokens[at].start(), tokens[at + length - 1].end(), form, owner
            at += length

    def _longest_at(self, text: str, tokens: list[re.Match], at: int) -> tuple[int, tuple, str] | None:
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            these = tokens[at : at + length]
            gaps = [text[a.end() : b.start()] for a, b in zip(these, these[1:], strict=False)]
            if not all(BETWEEN.fullmatch(gap) for gap in gaps):
                continue
            form = tuple(fold(token[0]) for token in these)
            if form in self._labels:
                return length, form, ""
            owner = (*form[:-1], form[-1][:-1])
            if form[-1].endswith("s") and len(owner[-1]) >= SHORTEST_OWNER and owner in self._labels:
                return length, owner, "’s"
        return None


def _forms(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Return how people write a name: in full, surname first, a part of it, one word of it."""
    cuts = range(1, len(words))
    forms = {words} | {words[k:] + words[:k] for k in cuts}
    forms |= {words[:k] for k in cuts} | {words[k:] for k in cuts} | {(word,) for word in words}
    return {form for form in forms if any(len(w) > 1 and w not in PARTICLES for w in form)}
