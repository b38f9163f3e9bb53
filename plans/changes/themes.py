"""What changed theme by theme: what is in the plan, scores, strengths, agreements, and its actions."""

from collections.abc import Callable, Iterator

from plans.changes.questions import question_changes
from plans.changes.words import Change, Weight, gone_and_new, in_both, listed, same, text_change
from plans.document.content import CardPlan, PlanDocument, Score, ThemePlan

Named = Callable[[CardPlan], str]


def theme_changes(
    old: PlanDocument, new: PlanDocument, of_actions: dict[str, list[Change]]
) -> Iterator[Change]:
    """Yield the changes of each theme in the order of the new plan; what left it comes last.

    Takes the changes of its actions out of `of_actions`: what stays in there is of no theme in the plan.
    """
    before, after = ({theme.code: theme for theme in plan.themes} for plan in (old, new))
    named = _named(old, new)
    for code, theme in after.items():
        if code in before:
            yield from _theme(before[code], theme, named)
            yield from of_actions.pop(before[code].name, ())
        else:
            yield Change(Weight.PLAN, f"Het thema {theme.name} is nieuw in het plan.")
        yield from of_actions.pop(theme.name, ())
    for theme in gone_and_new(before, after)[0]:
        yield Change(Weight.PLAN, f"Het thema {theme.name} staat niet meer in het plan.")
        yield from of_actions.pop(theme.name, ())


def _named(old: PlanDocument, new: PlanDocument) -> Named:
    """Return how to name a card: with its theme when another one has the same title."""
    cards = {(card.theme_code, card.code): card.title for card in [*old.cards, *new.cards]}
    titles = list(cards.values())
    return lambda card: card.title if titles.count(card.title) < 2 else f"{card.title} ({card.theme})"


def _theme(old: ThemePlan, new: ThemePlan, named: Named) -> Iterator[Change]:
    name = new.name
    if old.name != name:
        yield Change(Weight.PLAN, f"Het thema {old.name} heet nu {name}.")
    if old.target != new.target:
        yield Change(Weight.PLAN, f"{name}: de streefscore ging van {old.target} naar {new.target}.")
    for told in text_change(
        old.intro,
        new.intro,
        came=f"{name}: er is nu een inleiding.",
        went=f"{name}: de inleiding is weggelaten.",
        differs=f"{name}: de inleiding is herschreven.",
    ):
        yield Change(Weight.DETAIL, told)
    for told in _cells(dict(old.cells), dict(new.cells)):
        yield Change(Weight.PLAN, f"{name}: {told}.")
    yield from _cards(old, new, named)


def _cells(old: dict[str, Score], new: dict[str, Score]) -> Iterator[str]:
    for pillar, score in new.items():
        word, before, now = pillar.lower(), old[pillar].number if pillar in old else "", score.number
        if before == now:
            continue
        if before and now:
            verb = "steeg" if _value(now) > _value(before) else "daalde"
            yield f"de score voor {word} {verb} van {before} naar {now}"
        elif now:
            yield f"{word} heeft nu een score: {now}"
        else:
            yield f"{word} heeft nu geen score, het was {before}"


def _value(number: str) -> float:
    return float(number.replace(",", "."))


def _cards(old: ThemePlan, new: ThemePlan, named: Named) -> Iterator[Change]:
    before, after = ({card.code: card for card in theme.cards} for theme in (old, new))
    gone, came = gone_and_new(before, after)
    both = list(in_both(before, after))
    yield from _turns(both, new.name, named)
    for was, card in both:
        if not same(was.title, card.title):
            yield Change(Weight.DETAIL, f"Kaart {named(was)} heet nu {named(card)}.")
        yield from question_changes(was.questions, card.questions, named(card))
    for card in came:
        yield Change(Weight.DETAIL, f"Nieuwe kaart bij {new.name}: {card.title}.")
        yield from question_changes((), card.questions, named(card))
    for card in gone:
        yield Change(Weight.DETAIL, f"Kaart {named(card)} staat niet meer in het plan.")


def _turns(cards: list[tuple[CardPlan, CardPlan]], theme: str, named: Named) -> Iterator[Change]:
    """Yield what cards became or are no longer, in one sentence for those of the theme that go together."""
    turns = {}
    for old, new in cards:
        if words := _turn(old, new):
            turns.setdefault(words, []).append(new)
    for (one, many), turned in turns.items():
        if len(turned) == 1:
            yield Change(Weight.CARD, f"Kaart {named(turned[0])} {one}.")
        else:
            titles = listed([card.title for card in turned])
            yield Change(Weight.CARD, f"{theme}: de kaarten {titles} {many}.")


def _turn(old: CardPlan, new: CardPlan) -> tuple[str, str] | None:
    """Return what became of a card, as said of one and of several; what it is now says it best."""
    if new.is_in_place and not old.is_in_place:
        return "is nu een sterkte", "zijn nu sterktes"
    if new.is_work_point and not old.is_work_point:
        return "is nu een werkpunt", "zijn nu werkpunten"
    was_told = old.is_in_place or old.is_work_point
    if was_told and new.exact is None and not new.is_done:  # a new round starts from nothing
        return "is nog te bespreken", "zijn nog te bespreken"
    if old.is_in_place and not new.is_in_place:
        return "is geen sterkte meer", "zijn geen sterktes meer"
    if old.is_work_point and not new.is_work_point:
        return "is geen werkpunt meer", "zijn geen werkpunten meer"
    return None
