"""What became of the actions: new, done, dropped, handed over, put off."""

from collections import defaultdict
from collections.abc import Iterator

from plans.changes.words import Change, Weight, quoted, same
from plans.document.content import ActionLine, PlanDocument
from plans.document.sections import Section


def action_changes(old: PlanDocument, new: PlanDocument) -> dict[str, list[Change]]:
    """Return the changes by the name of the theme of their action."""
    known, printed, past, present = _printed(old), _printed(new), _all(old), _all(new)
    cards = {card.id for card in new.cards}
    changes = defaultdict(list)
    for action in printed.values():
        changes[action.theme] += _came(action) if action.id not in past else ()
    for action in known.values():
        now = printed.get(action.id)
        later = _changed(action, now) if now else _went(action, present.get(action.id), cards)
        changes[now.theme if now else action.theme] += later
    return changes


def _all(plan: PlanDocument) -> dict[str, ActionLine]:
    on_cards = [action for card in plan.cards for action in card.actions]
    return {action.id: action for action in [*on_cards, *plan.actions]}


def _printed(plan: PlanDocument) -> dict[str, ActionLine]:
    """Return the actions that a reader of this plan sees: under a work point, or in the action plan."""
    under = [action for card in plan.work_points for action in card.actions]
    listed = plan.actions if Section.ACTIONS not in plan.hidden else ()
    return {action.id: action for action in [*under, *listed]}


def _came(action: ActionLine) -> Iterator[Change]:
    what = quoted(action.what)
    if action.is_open:
        yield Change(Weight.CARD, f"Nieuwe actie: {what}, tegen {action.due}.")
    else:
        yield Change(Weight.CARD, f"Klaar: actie {what}.")


def _went(action: ActionLine, now: ActionLine | None, cards: set[int]) -> Iterator[Change]:
    """Tell what became of an action that the plan does not print any more.

    A done action is not gathered when its card is not in the plan, so that then nothing more is known.
    """
    if not action.is_open or (now and now.is_open):
        return
    what = quoted(action.what)
    if now:
        yield Change(Weight.CARD, f"Klaar: actie {what}.")
    elif action.card_id in cards:
        yield Change(Weight.CARD, f"Geschrapt: actie {what}.")
    else:
        yield Change(Weight.CARD, f"Niet meer in het plan: actie {what}.")


def _changed(old: ActionLine, new: ActionLine) -> Iterator[Change]:
    what = quoted(new.what)
    if not same(old.what, new.what):
        yield Change(Weight.DETAIL, f"De actie {quoted(old.what)} heet nu {what}.")
    if old.is_open and not new.is_open:
        yield Change(Weight.CARD, f"Klaar: actie {what}.")
    elif new.is_open and not old.is_open:
        yield Change(Weight.CARD, f"Opnieuw open: actie {what}, tegen {new.due}.")
    elif new.is_open:
        yield from (Change(Weight.DETAIL, f"Actie {what}{told}.") for told in _details(old, new))


def _details(old: ActionLine, new: ActionLine) -> Iterator[str]:
    if old.owner != new.owner:
        yield f": {new.owner} neemt over van {old.owner}"
    if old.due != new.due:
        yield f" is verschoven van {old.due} naar {new.due}"
    if old.status != new.status:
        yield f" staat nu op {new.status}"
    if old.partners != new.partners:
        yield " wordt met andere mensen gedaan" if new.partners else " wordt nu door één persoon gedaan"
    if not same(old.success_sign, new.success_sign):
        yield ": waaraan we zien dat het lukt, is anders verwoord"
