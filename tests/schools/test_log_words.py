"""Every act that the code records has Dutch words."""

import ast
import re

import pytest

from schools.log_words import KINDS, WORDS, on_what, what
from tests.source_files import CODE, calls, functions, nodes, violations

CODE_SHAPE = re.compile(r"[a-z_]+\.[a-z_]+")
# Who passes a code on to audit.record; whoever calls these says it, or has it as their `action`.
RECORDERS = {"record", "record_for_user", "record_export", "record_act"}
PASS_IT_ON = {
    "schools/login_log.py",
    "schools/views/second_factor.py",
    "plans/services/files.py",
    "incidents/services/cases.py",
    "incidents/services/sheets.py",
    "incidents/services/forgetting.py",
}
PREFIXES = {code.partition(".")[0] for codes in WORDS.values() for code in codes}


def recordings(source: str) -> list[ast.expr]:
    """Return what stands in the place of the code, in every call that records an act."""
    return [call.args[0] for name, call in calls(source) if name in RECORDERS and call.args]


def called_action(source: str) -> list[ast.AST]:
    """Return what is given as an `action`: to a call, to a class, or when nothing else is said."""
    found = [key.value for _, call in calls(source) for key in call.keywords if key.arg == "action"]
    for node in nodes(source):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "action":
            found.append(node.value)
    for arguments in [function.args for function in functions(source)]:
        given = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        found += [default for argument, default in given if argument.arg == "action" and default]
    return found


def said(node: ast.AST) -> set[str]:
    """Return the codes that stand in an expression."""
    texts = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return {text for text in texts if CODE_SHAPE.fullmatch(text)}


def recorded(source: str) -> list[str]:
    """Return the codes that a module records; where some come from a list, all that look like one."""
    found = set().union(*map(said, [*recordings(source), *called_action(source)]))
    if unclear(source):
        found |= {code for code in said(ast.parse(source)) if code.partition(".")[0] in PREFIXES}
    return sorted(found)


def wordless(source: str) -> list[str]:
    return [code for code in recorded(source) if what(code) == code]


def unclear(source: str) -> list[str]:
    """Return the calls that do not say which act they record."""
    return [ast.unparse(node) for node in recordings(source) if not said(node)]


def test_every_code_that_is_recorded_has_words():
    assert violations(wordless, CODE) == {}


def test_codes_are_said_where_they_are_recorded():
    assert set(violations(unclear, CODE)) <= PASS_IT_ON


def test_codes_of_this_project_are_found():
    found = set().union(*map(recorded, CODE.values()))

    assert {"member.left", "member.ended", "member.second_factor_added", "log.exported"} <= found
    assert len(found) > 25


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('audit.record("a.b", x, by=by, at=at)', ["a.b"]),
        ('audit.record("a.b" if x else "c.d", x, by=by)', ["a.b", "c.d"]),
        ('open_case(x, by=by, at=at, action="a.b")', ["a.b"]),
        ('def open_case(x, *, action="a.b"): ...', ["a.b"]),
        ('for verb in ["key.x"]:\n    audit.record(verb, x, by=by, at=at)', ["key.x"]),
        ('class A(B):\n    action = "a.b"', ["a.b"]),
    ],
)
def test_code_without_words_is_seen(source, codes):
    assert wordless(source) == codes


def test_code_that_is_not_said_is_seen():
    assert unclear("audit.record(verb, x, by=by, at=at)") == ["verb"]


def test_a_code_has_one_kind():
    codes = [code for codes in WORDS.values() for code in codes]

    assert len(codes) == len(set(codes))
    assert set(WORDS) == set(KINDS)


def test_thing_without_words_is_shown_as_it_is():
    assert on_what("schools.membership:3f2a91c0-1111-2222-3333-444444444444") == "lid 3f2a91c0"
    assert on_what("things.thing:12") == "things.thing 12"
