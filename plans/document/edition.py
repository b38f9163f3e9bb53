"""A plan as it is printed for somebody: what its cover and foot say of its standing."""

from dataclasses import dataclass

from plans.document.content import PlanDocument
from plans.models import Audience


@dataclass(frozen=True, slots=True)
class Edition:
    """`plan` is already what this audience may read (plans/audiences.py). A draft has no number."""

    plan: PlanDocument
    audience: Audience
    standing: str  # "Ontwerp van 20 november 2026", "Vastgesteld op 3 december 2026 door …"
    number: int = 0
    fingerprint: str = ""  # the SHA-256 of the version's snapshot
    check_url: str = ""  # where whoever has the file can check it
