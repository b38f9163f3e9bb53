"""The plan as it is printed for somebody: of the draft, or of a version, with what its cover says."""

from datetime import date
from io import BytesIO

import segno
from django.utils.timezone import localdate

from assessments.models import Round
from plans.action_words import day, member_name
from plans.audiences import for_audience
from plans.document.edition import Edition
from plans.document.gather import gather_plan
from plans.models import Audience, Version
from plans.snapshot import from_json
from schools.models import Membership

MODULE = 4  # pixels of a PNG, or units of an SVG, for each square of a QR code


def draft_edition(round: Round, member: Membership, audience: Audience, on: date) -> Edition:
    """Return the plan as it is on that day; nobody put it before the principal yet."""
    plan = gather_plan(round, member=member, on=on)
    return Edition(plan=for_audience(plan, audience), audience=audience, standing=f"Ontwerp van {day(on)}")


def version_edition(version: Version, audience: Audience, check_url: str) -> Edition:
    """Return a version as it was kept. For its standing, who adopted it should be loaded along."""
    return Edition(
        plan=for_audience(from_json(version.data), audience),
        audience=audience,
        standing=standing_of(version, audience),
        number=version.number,
        fingerprint=version.sha256,
        check_url=check_url,
    )


def standing_of(version: Version, audience: Audience = Audience.FULL) -> str:
    """Return where a version stands, in a sentence. Only the full plan names who adopted it."""
    if version.status == Version.Status.WITHDRAWN:
        return f"Ingetrokken op {day(localdate(version.withdrawn_at))}"
    if version.status == Version.Status.PROPOSED:
        return f"Voorgesteld op {day(localdate(version.proposed_at))}"
    who = member_name(version.adopted_by) if audience == Audience.FULL else "de directie"
    return f"Vastgesteld op {day(version.adopted_on)} door {who}"


def check_qr(url: str, kind: str = "svg") -> bytes:
    """Return a QR code of this address as a picture: "svg" for PDF, "png" for Word.

    A quarter of it may be spoilt before a telephone cannot read it any more.
    """
    drawn = BytesIO()
    plain = {"xmldecl": False, "svgclass": None, "lineclass": None} if kind == "svg" else {}
    segno.make(url, error="q", micro=False).save(drawn, kind=kind, scale=MODULE, **plain)
    return drawn.getvalue()
