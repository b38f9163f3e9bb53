"""The files of the repository as text, for the tests that hold the house rules."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("themes", "schools", "incidents", "assessments", "plans")


def read_files(pattern: str, *folders: str) -> dict[str, str]:
    """Return the text of the files in these folders by their path in the repository."""
    found = sorted(path for folder in folders for path in (ROOT / folder).rglob(pattern))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in found}


# Migrations are generated: they are not ours to keep short.
CODE = {p: s for p, s in read_files("*.py", "schoolsafety", *APPS).items() if "/migrations/" not in p}
TESTS = read_files("*.py", "tests")
TEMPLATES = read_files("*.*", "templates")
PAGES = {path: source for path, source in TEMPLATES.items() if path.endswith(".html")}


@cache
def nodes(source: str) -> list[ast.AST]:
    """Return everything in a module; parsed once, because a dozen rules look at every file."""
    return list(ast.walk(ast.parse(source)))


def functions(source: str) -> list[ast.FunctionDef]:
    """Return every function and method of a module."""
    return [node for node in nodes(source) if isinstance(node, ast.FunctionDef)]


def calls(source: str) -> list[tuple[str, ast.Call]]:
    """Return every call in a module with the last part of the name that is called."""
    found = [node for node in nodes(source) if isinstance(node, ast.Call)]
    return [(ast.unparse(call.func).rpartition(".")[2], call) for call in found]


def names(source: str) -> set[str]:
    """Return every name that a module uses, defines or looks up in something."""
    found = {node.attr for node in nodes(source) if isinstance(node, ast.Attribute)}
    return found | {node.id for node in nodes(source) if isinstance(node, ast.Name)}


def violations(rule, files: dict[str, str]) -> dict[str, list]:
    """Return what a rule finds, by file; {} when all files keep it."""
    return {path: found for path, source in files.items() if (found := rule(source))}
