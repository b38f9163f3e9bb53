"""The policy plan: what it contains and lacks, and the plan itself as PDF."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from assessments.models import Round
from plans.document.content import CardPlan, PlanDocument
from plans.document.gather import gather_plan
from plans.document.themes import score_scale
from schools.login_log import record_export
from schools.models import Membership
from schools.permissions import Permission, requires
from schoolsafety import pdf


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
    return _page(request, *_rounds(request))


@require_safe
@requires(Permission.PLAN_READ)
def plan_pdf(request: HttpRequest) -> HttpResponse:
    """Give the plan as PDF; when that cannot be made, 503 and the page that says what to do."""
    round, others = _rounds(request)
    if round is None:
        raise Http404
    try:
        content = pdf.render_pdf(plan_html(round, request.member, timezone.localdate()))
    except pdf.LibraryMissing:
        return _page(request, round, others, status=503)
    except pdf.RenderingFailed:
        return _page(request, round, others, status=503, pdf_failed=True)
    record_export("plan.pdf", by=request.member, at=timezone.now())
    name = f"beleidsplan-{slugify(round.school.name) or 'school'}-{round.name.replace('–', '-')}.pdf"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def plan_html(round: Round, member: Membership, on: date) -> str:
    """Return the plan of a round as the page that becomes PDF."""
    document = gather_plan(round, member=member, on=on)
    return render_to_string("pdf/plan.html", {"plan": document, "scale": score_scale()})


def _rounds(request: HttpRequest) -> tuple[Round | None, list[Round]]:
    """Return the round that is asked for, or else the newest one; and the school's other rounds."""
    scoped = Round.objects.visible_to(request.member).select_related("school", "criteria_set")
    rounds = list(scoped.newest_first())
    asked = request.GET.get("ronde") or next((str(round.pk) for round in rounds), None)
    chosen = next((round for round in rounds if str(round.pk) == asked), None)
    if chosen is None and "ronde" in request.GET:
        raise Http404
    return chosen, [round for round in rounds if round != chosen]


def _page(
    request: HttpRequest,
    round: Round | None,
    others: list[Round],
    *,
    status: int = 200,
    pdf_failed: bool = False,
) -> HttpResponse:
    member = request.member
    context = {"round": round, "others": others, "may_manage": member.can(Permission.ROUND_MANAGE)}
    context["pdf_failed"] = pdf_failed
    if round:
        document = gather_plan(round, member=member, on=timezone.localdate())
        context |= {"plan": document, "can_make_pdf": pdf.is_available()}
        context |= _missing(round, document, may_add=member.can(Permission.ACTION_WRITE))
    return render(request, "plans/plan.html", context, status=status)


def _missing(round: Round, document: PlanDocument, *, may_add: bool) -> dict:
    """Return links to what the plan lacks. The cards of a closed round cannot be filled in any more."""
    base = reverse("assessments:board", args=[round.pk, "_"]).removesuffix("_/")
    add, here = reverse("plans:add"), reverse("plans:plan")

    def card_link(card: CardPlan) -> Link:
        return Link(card.title, f"{card.theme} · {card.pillar}", f"{base}{card.theme_code}/{card.code}/")

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
                f"{base}{theme.code}/",
            )
            for theme in document.themes
            if theme.to_discuss
        ]
    return lacking
