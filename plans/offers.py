"""What the page of the plan offers to download, and how far each of it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import Audience, File, Format, Kind

What = tuple[str, str, str]  # kind, audience and format


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to download, in one or two formats."""

    title: str
    about: str
    kind: Kind
    audience: Audience
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One format of an offer: by `code` it is asked for, and `file` is there once somebody did."""

    label: str
    code: str
    file: File | None


BOTH = (Format.PDF, Format.WORD)
OFFERS = (
    Offer(
        "Volledig plan",
        "Voor de werkgroep en de directie: met scores, werkpunten en wie welke actie doet.",
        Kind.PLAN,
        Audience.FULL,
        BOTH,
    ),
    Offer(
        "Voor schoolraad en ouders",
        "Wat er al staat en wat jullie afspraken. Zonder scores, werkpunten en cijfers over meldingen.",
        Kind.PLAN,
        Audience.COUNCIL,
        BOTH,
    ),
    Offer("Voor leerlingen", "Bij wie ze terechtkunnen.", Kind.PLAN, Audience.PUPILS, (Format.PDF,)),
    Offer(
        "Hoofdstuk voor een ICT-beleidsplan",
        "Als Word, om in een breder plan over te nemen. Met wat schoolraad en ouders mogen lezen.",
        Kind.CHAPTER,
        Audience.COUNCIL,
        (Format.WORD,),
    ),
)
CODES: dict[str, What] = {
    f"{offer.kind}-{offer.audience}-{format}": (offer.kind, offer.audience, format)
    for offer in OFFERS
    for format in offer.formats
}


def offered(files: Iterable[File], *, with_pdf: bool) -> list[tuple[Offer, list[Choice]]]:
    """Return the offers with their formats. `files` are those of the draft as it is now."""
    known = {(file.kind, file.audience, file.format): file for file in files}
    return [
        (
            offer,
            [
                Choice(Format(format).label, code, known.get(what))
                for code, what in CODES.items()
                if what[:2] == (offer.kind, offer.audience)
                for format in [what[2]]
                if with_pdf or format != Format.PDF
            ],
        )
        for offer in OFFERS
    ]
