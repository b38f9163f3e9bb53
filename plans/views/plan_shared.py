"""What the views of the plan share: the round that it is about, and its themes."""

from uuid import UUID

from django.http import Http404, HttpRequest

from assessments.models import Round
from schools.models import Membership
from schoolsafety.prepared import prepared
from themes.catalogue import themes_of
from themes.models import Theme


def rounds_of(request: HttpRequest) -> tuple[Round | None, list[Round]]:
    """Return the round that is asked for, or else the newest one; and the school's other rounds."""
    scoped = Round.objects.visible_to(request.member).select_related("school", "criteria_set")
    rounds = list(scoped.newest_first())
    asked = request.GET.get("ronde") or next((str(round.pk) for round in rounds), None)
    chosen = next((round for round in rounds if str(round.pk) == asked), None)
    if chosen is None and "ronde" in request.GET:
        raise Http404
    return chosen, [round for round in rounds if round != chosen]


def chosen_round(request: HttpRequest) -> Round | None:
    """Return the round that is asked for, or else the newest one, with nothing around it."""
    if "ronde" not in request.GET:
        return next(iter(_newest(request.member)), None)
    try:
        [round] = _with_id(request.member, UUID(request.GET["ronde"]))
    except ValueError:  # no id, or that of none that they may see
        raise Http404 from None
    return round


@prepared
def _newest(member: Membership):
    return Round.objects.visible_to(member).newest_first()[:1]


@prepared
def _with_id(member: Membership, pk: UUID):
    return Round.objects.visible_to(member).filter(pk=pk)


def themes_in(round: Round) -> list[Theme]:
    """Return the themes that the school chose for a round, in their order."""
    chosen = set(round.themes.values_list("theme", flat=True))
    return [theme for theme in themes_of(round.criteria_set).values() if theme.pk in chosen]
