"""A school with a plan to put forward, and what the tests of its versions share."""

from assessments.models import Round
from plans.models import File, State, Version
from plans.services.versions import adopt_version, propose_version
from plans.snapshot import fingerprint
from schools.models import Membership
from tests.factories import NOW, make_answer, make_card, make_round, make_theme
from themes.models import Kind

URL = "https://school.example/controle/een/"


def make_plan(member: Membership, **fields) -> Round:
    """Make a round with one agreement, so that there is a plan."""
    card = make_card(make_theme(name="Sexting", code="sexting"), kind=Kind.OPEN, title="Meldpunt")
    round = make_round(member, card.theme, **fields)
    make_answer(round, card.questions.get(), 2, text="An belt.")
    return round


def propose(member: Membership, round: Round | None = None, at=NOW) -> Version:
    """Put the plan of a round forward: by default that of the school, which is made when there is none."""
    round = round or Round.unscoped.filter(school=member.school_id).first() or make_plan(member)
    return propose_version(round, by=member, at=at)


def adopt(version: Version, by: Membership, at=NOW) -> Version:
    adopt_version(version, by=by, at=at, adopted_on=at.date(), check_url=URL)
    return fresh(version)


def fresh(version: Version) -> Version:
    return Version.unscoped.get(pk=version.pk)


def make_ready(file: File, content: bytes) -> None:
    """Do what the maker of files does."""
    made = {"content": content, "made_at": NOW, "sha256": sha256_of(content)}
    assert File.unscoped.filter(pk=file.pk).update(state=State.DONE, **made) == 1


def sha256_of(content: bytes) -> str:
    return fingerprint(content.decode())


def agree(round: Round, text: str) -> None:
    """Let the group word its agreement otherwise."""
    round.answers.update(text=text)
