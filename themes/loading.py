"""Write a checked fixture folder to the criteria tables. Safe to run twice: rows are found by code."""

from collections import Counter
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Model, ProtectedError

from themes.fixture_files import Folder
from themes.models import Card, CriteriaSet, Protocol, ProtocolStep, Question, Theme

NOT_COLUMNS = {"cards", "questions", "steps", "grave"}


@transaction.atomic
def load(folder: Folder, *, at: datetime) -> Counter:
    """Make the tables equal to the folder; return how many rows were made, changed, retired, deleted.

    A question that is gone, or that became one of another kind, is deleted; when a school has
    answered it, it is retired instead, so that old rounds keep their answers and their words.
    """
    counts = Counter()
    sets = CriteriaSet.objects.in_bulk(field_name="code")
    meta = folder.criteria_set
    criteria_set = _upsert(CriteriaSet, sets, {meta["code"]: _columns(meta)}, counts)[meta["code"]]
    _load_themes(criteria_set, folder.themes, counts, at)
    _load_protocols(criteria_set, folder.protocols, counts)
    if any(counts.values()):
        criteria_set.revision = uuid4()
        criteria_set.save(update_fields=["revision"])
    return counts


def _load_themes(criteria_set, themes, counts, at):
    existing = {t.code: t for t in criteria_set.themes.all()}
    wanted = {t["code"]: _columns(t) | {"criteria_set": criteria_set} for t in themes}
    theme_rows = _upsert(Theme, existing, wanted, counts)

    cards = Card.objects.filter(theme__criteria_set=criteria_set).select_related("theme")
    existing = {(c.theme.code, c.code): c for c in cards}
    wanted = {
        (t["code"], c["code"]): {"note": "", "more_info": ""}
        | _columns(c)
        | {"theme": theme_rows[t["code"]], "order": n}
        for t in themes
        for n, c in enumerate(t["cards"], start=1)
    }
    card_rows = _upsert(Card, existing, wanted, counts)
    _load_questions(criteria_set, themes, card_rows, counts, at)
    _delete_unused([c for key, c in existing.items() if key not in wanted], counts)
    _delete_unused([t for t in criteria_set.themes.all() if t.code not in theme_rows], counts)


def _load_questions(criteria_set, themes, card_rows, counts, at):
    current = Question.objects.current().filter(card__theme__criteria_set=criteria_set)
    existing = {(q.card_id, q.code, q.kind): q for q in current.select_related("card")}
    wanted = {
        (card_rows[t["code"], c["code"]].pk, q["code"], q["kind"]): {"group": ""}
        | q
        | {"card": card_rows[t["code"], c["code"]], "order": n}
        for t in themes
        for c in t["cards"]
        for n, q in enumerate(c["questions"], start=1)
    }
    for question in _delete_unused([q for key, q in existing.items() if key not in wanted], counts):
        question.retired_at = at
        question.save(update_fields=["retired_at"])
        counts["retired"] += 1
    _upsert(Question, existing, wanted, counts, added_at=at)


def _load_protocols(criteria_set, protocols, counts):
    existing = {p.code: p for p in criteria_set.protocols.all()}
    wanted = {
        p["code"]: {"principle": "", "examples": [], "facts": []}
        | _columns(p)
        | {"criteria_set": criteria_set, "order": n}
        for n, p in enumerate(protocols, start=1)
    }
    rows = _upsert(Protocol, existing, wanted, counts)
    _delete_unused([p for code, p in existing.items() if code not in wanted], counts)

    steps = ProtocolStep.objects.filter(protocol__in=rows.values()).select_related("protocol")
    existing = {(s.protocol.code, s.code): s for s in steps}
    wanted = {
        (p["code"], s["code"]): {"when": "", "law": ""}
        | _columns(s)
        | {"is_grave": s.get("grave", False), "protocol": rows[p["code"]], "order": n}
        for p in protocols
        for n, s in enumerate(p["steps"], start=1)
    }
    _upsert(ProtocolStep, existing, wanted, counts)
    _delete_unused([s for key, s in existing.items() if key not in wanted], counts)


def _columns(entry: dict) -> dict:
    return {key: value for key, value in entry.items() if key not in NOT_COLUMNS}


def _upsert(model: type[Model], existing: dict, wanted: dict, counts, **new_only) -> dict:
    """Bring rows in line with the wanted values; return the wanted rows by key."""
    made, changed = {}, []
    for key, values in wanted.items():
        row = existing.get(key)
        if row is None:
            made[key] = model(**values, **new_only)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    model.objects.bulk_create(made.values())
    if changed:
        model.objects.bulk_update(changed, list(next(iter(wanted.values()))))
    counts["created"] += len(made)
    counts["changed"] += len(changed)
    return {key: made.get(key) or existing[key] for key in wanted}


def _delete_unused(rows: list[Model], counts) -> list[Model]:
    """Delete the rows that nothing refers to; return the rows that are still in use."""
    kept = []
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
            counts["deleted"] += 1
        except ProtectedError:
            kept.append(row)
    return kept
