"""The policy plan: what it contains and lacks, and what of it can be downloaded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.models import Round
from plans.document.content import CardPlan, PlanDocument
from plans.document.gather import gather_plan
from plans.models import Audience, File, Format, Kind, State
from plans.offers import offered
from plans.services.files import ask_for_draft
from plans.services.stamps import draft_stamp
from plans.views.files import file_response, to_give
from plans.views.plan_shared import chosen_round, rounds_of
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety import pdf
from schoolsafety.paths import path_to
from schoolsafety.prepared import prepared

FULL_PDF = {"kind": Kind.PLAN, "audience": Audience.FULL, "format": Format.PDF}


@dataclass(frozen=True, slots=True)
class Link:
    """Where something can be filled in."""

    text: str
    where: str
    path: str


@require_safe
@requires(Permission.PLAN_READ)
def plan(request: HttpRequest) -> HttpResponse:
    """Show what the plan contains and what it lacks, or what to do when there is no round."""
    member, on = request.member, timezone.localdate()
    round, others = rounds_of(request)
    context = {"round": round, "others": others, "may_manage": member.can(Permission.ROUND_MANAGE)}
    context["may_compose"] = member.can(Permission.PLAN_WRITE)
    if round:
        document, can_make_pdf = gather_plan(round, member=member, on=on), pdf.is_available()
        files = _files(member, draft_stamp(round, on=on)).light()
        context |= {"plan": document, "can_make_pdf": can_make_pdf}
        context["pdf_path"] = _pdf_path(round, files)
        context["offers"] = offered(files, with_pdf=can_make_pdf)
        context |= _missing(round, document, may_add=member.can(Permission.ACTION_WRITE))
    return render(request, "plans/plan.html", context)


@require_safe
@requires(Permission.PLAN_READ)
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """Give the plan as PDF at once when it was made and nothing changed since; else have it made.

    The page leads here while it finds no file ready.
    """
    round, now = chosen_round(request), timezone.now()
    if round is None:
        raise Http404
    for file in _ready(request.member, draft_stamp(round, on=timezone.localdate(now))):
        return file_response(request, file)
    file = ask_for_draft(round, **FULL_PDF, member=request.member, at=now)
    return redirect("plans:file_progress", pk=file.pk)


def _pdf_path(round: Round, files: Iterable[File]) -> str:
    """Return the address of the full plan as this page shows it, or of where it is made first."""
    wanted = FULL_PDF | {"state": State.DONE}
    for file in files:
        if all(getattr(file, name) == value for name, value in wanted.items()):
            return path_to("plans:file", file.pk)
    return f"{reverse('plans:plan_pdf')}?ronde={round.pk}"


def _files(member: Membership, stamp: str):
    """Return the files of the draft with this stamp."""
    return File.objects.visible_to(member).filter(version=None, stamp=stamp)


@prepared
def _ready(member: Membership, stamp: str):
    return to_give(_files(member, stamp).filter(**FULL_PDF))


def _missing(round: Round, document: PlanDocument, *, may_add: bool) -> dict:
    """Return links to what the plan lacks. The cards of a closed round cannot be filled in any more."""
    add, here = reverse("plans:add"), reverse("plans:plan")

    def card_link(card: CardPlan) -> Link:
        path = path_to("assessments:card", round.pk, card.theme_code, card.code)
        return Link(card.title, f"{card.theme} · {card.pillar}", path)

    def action_link(card: CardPlan) -> Link:
        link = card_link(card)
        return Link(link.text, link.where, f"{add}?kaart={card.id}&next={here}") if may_add else link

    lacking = {"without_action": [action_link(card) for card in document.without_action]}
    if round.is_open:
        lacking["without_text"] = [card_link(card) for card in document.cards if card.lacks_text]
        lacking["to_discuss"] = [
            Link(
                theme.name,
                f"{len(theme.to_discuss)} van {len(theme.cards)} kaarten",
                path_to("assessments:board", round.pk, theme.code),
            )
            for theme in document.themes
            if theme.to_discuss
        ]
    return lacking
