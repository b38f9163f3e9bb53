"""Which actions somebody wants to see. The names of the choices stand in the address.

List and export ask here, so that a sheet holds what the list shows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from plans.action_forms import FilterForm
from plans.models import Action
from schools.models import Membership
from themes.models import Card

EVERYTHING, MINE, LATE, ORPHANED = "alle", "mijn", "te-laat", "zonder-eigenaar"
CHOICES = {EVERYTHING: "Alle", MINE: "Van mij", LATE: "Te laat", ORPHANED: "Zonder eigenaar"}
Partners = dict[UUID, list[Membership]]  # who shares the work, by action


@dataclass(frozen=True, slots=True)
class Chosen:
    """The actions of one choice, the most urgent first; iterating gives those.

    `everything` holds them all, and `counts` how many each choice would give.
    """

    actions: list[Action]
    everything: list[Action]
    choice: str
    counts: dict[str, int]
    form: FilterForm
    card: Card | None
    partners: Partners

    def __iter__(self) -> Iterator[Action]:
        return iter(self.actions)

    def query(self, choice: str | None = None) -> str:
        """Return the query string that chooses the same, or another choice within it; "" for all."""
        given = {"toon": choice or self.choice} | self.form.given()
        if given["toon"] == EVERYTHING:
            del given["toon"]
        if self.card:
            given["kaart"] = self.card.pk
        return f"?{urlencode(given)}" if given else ""


def chosen(query: QueryDict, member: Membership, on: date) -> Chosen:
    """Return what this query chooses from the actions of the member's school. Four queries at most.

    Raises Http404 for a card that does not exist; any other value that is not there is left out.
    """
    card = card_in(query)
    actions, partners = list_actions(member, card), partners_of(member)
    form = FilterForm(query, actions=actions)
    kept = [action for action in actions if form.keeps(action)]
    by_choice = {code: _choose(code, kept, partners, member=member, on=on) for code in CHOICES}
    choice = query.get("toon")
    choice = choice if choice in CHOICES else EVERYTHING
    counts = {code: len(found) for code, found in by_choice.items()}
    return Chosen(by_choice[choice], actions, choice, counts, form, card, partners)


def list_actions(member: Membership, card: Card | None = None) -> list[Action]:
    """Return the actions of the member's school, or those of one card: the most urgent first."""
    actions = Action.objects.visible_to(member).with_names().most_urgent_first()
    return list(actions.filter(card=card) if card else actions)


def partners_of(member: Membership) -> Partners:
    """Return who shares the work of which action, by name. Two queries for the whole school."""
    actions = Action.objects.visible_to(member).filter(partners__isnull=False)
    pairs = list(actions.values_list("pk", "partners__member"))
    members = Membership.objects.visible_to(member).select_related("user")
    shared = members.in_bulk({partner for _, partner in pairs})
    found = defaultdict(list)
    for action, partner in pairs:
        found[action].append(shared[partner])
    return {
        pk: sorted(all, key=lambda partner: (partner.user.name, partner.pk)) for pk, all in found.items()
    }


def is_orphaned(action: Action) -> bool:
    """Tell whether nobody follows this open action up any more: its owner left the school."""
    return action.is_open and action.owner.left_at is not None


def card_in(query: QueryDict) -> Card | None:
    """Return the card that a query names; 404 when there is none."""
    if "kaart" not in query:
        return None
    return by_number(Card.objects.select_related("theme"), query["kaart"])


def by_number(rows: QuerySet, text: str):
    try:
        return get_object_or_404(rows, pk=int(text))
    except ValueError:
        raise Http404 from None


def _choose(
    choice: str, actions: Iterable[Action], partners: Partners, *, member: Membership, on: date
) -> list[Action]:
    tests = {
        EVERYTHING: lambda action: True,
        MINE: lambda action: member in (action.owner, *partners.get(action.pk, ())),
        LATE: lambda action: action.is_late(on),
        ORPHANED: is_orphaned,
    }
    return [action for action in actions if tests[choice](action)]
