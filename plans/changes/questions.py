"""What changed in the words of the school on one card: its agreements, and the remarks it prints."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from plans.changes.words import NUMBERS, Change, Weight, in_both, quoted, same
from plans.document.content import QuestionLine

Texts = dict[tuple, str]  # by the words of the question
Words = tuple[str, str, Callable[[str], str]]  # one, many, and how a new one is cited
AGREEMENT: Words = ("afspraak", "afspraken", lambda text: f": {quoted(text)}")
REMARK: Words = ("opmerking", "opmerkingen", lambda text: ".")


def question_changes(
    old: Iterable[QuestionLine], new: Iterable[QuestionLine], card: str
) -> Iterator[Change]:
    old, new = list(old), list(new)
    agreements = [_texts(lines, "agreement") for lines in (old, new)]
    yield from _changes(*agreements, AGREEMENT, card)
    remarks = [_texts(lines, "remark") for lines in (old, new)]
    yield from _changes(*remarks, REMARK, card)


def _texts(lines: list[QuestionLine], field: str) -> Texts:
    """Return what was written, by question: the words of a question stay when others come before it."""
    seen, texts = Counter(), {}
    for line in lines:
        words = (line.group, line.question)
        seen[words] += 1
        if text := getattr(line, field).strip():
            texts[*words, seen[words]] = text
    return texts


def _changes(old: Texts, new: Texts, words: Words, card: str) -> Iterator[Change]:
    """Yield what came, what differs and what went; a text that moved to another question is no change."""
    one, many, cited = words
    came = [text for key, text in new.items() if key not in old and not _has(old, text)]
    differs = [text for was, text in in_both(old, new) if not same(was, text)]
    went = [text for key, text in old.items() if key not in new and not _has(new, text)]
    for text in came:
        yield Change(Weight.CARD, f"Nieuwe {one} bij {card}{cited(text)}")
    differ = (len(differs), "is anders verwoord", "zijn anders verwoord")
    left = (len(went), "staat niet meer in het plan", "staan niet meer in het plan")
    for count, is_so, are_so in (differ, left):
        if count == 1:
            which = "De" if len(old) == 1 else "Een"
            yield Change(Weight.DETAIL, f"{which} {one} bij {card} {is_so}.")
        elif count:
            yield Change(Weight.DETAIL, f"{NUMBERS.get(count, count)} {many} bij {card} {are_so}.")


def _has(texts: Texts, text: str) -> bool:
    return any(same(text, other) for other in texts.values())
