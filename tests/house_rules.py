"""The rules of the house style about one file: each finds what breaks it, and returns nothing when kept."""

import ast
import re
import tomllib
from itertools import chain
from pathlib import Path

from django.template import engines

from tests.source_files import ROOT, calls, functions, names, nodes

MAX_LINES = {"schoolsafety/settings.py": 250}
FUNCTION_LINES, TEST_FUNCTION_LINES = 25, 20
TRUSTED = {"mark_safe", "SafeString", "SafeText", "html_safe", "__html__", "from_string", "Template"}
TAG = re.compile(r"<(?!!)[^>]*>", re.S)
READ_ALOUD = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
DJANGO = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
UNSEEN = re.compile(
    r"<script\b.*?</script>|<style\b.*?</style>|<!--.*?-->|<code>.*?</code>|<meta name=.*?>", re.S
)
ENGLISH = re.compile(
    r"\b(submit|save|delete|sign (in|out|up)|log ?(in|out)|email|please|cancel|password|username|settings"
    r"|edit|add|search|back|next|previous|welcome|error|click|here|loading|the|and|your?|with|new)\b",
    re.I,
)


def too_long(files: dict[str, str], most: int) -> dict[str, int]:
    """Return the files with more lines than that, or than MAX_LINES says of them."""
    counts = {path: len(source.splitlines()) for path, source in files.items()}
    return {path: count for path, count in counts.items() if count > MAX_LINES.get(path, most)}


def length(function: ast.FunctionDef) -> int:
    """Return the lines from "def" to the end, without the docstring: explaining costs nothing."""
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is None:
        return lines
    docstring = function.body[0]
    return lines - (docstring.end_lineno - docstring.lineno + 1)


def long_functions(source: str, most: int = FUNCTION_LINES) -> list[tuple[str, int]]:
    return [(f.name, length(f)) for f in functions(source) if length(f) > most]


def long_tests(source: str) -> list[tuple[str, int]]:
    return [(n, count) for n, count in long_functions(source, TEST_FUNCTION_LINES) if n.startswith("test_")]


def inline(html: str) -> list[str]:
    """Return the styles, scripts and handlers that our Content-Security-Policy would block."""
    tags = TAG.findall(DJANGO.sub("x", html))
    blocked = re.compile(r"""<style\b|\sstyle\s*=|\s(?:(?:data-)?hx-)?on[\w:-]*\s*=|javascript:""", re.I)
    scripts = [tag for tag in tags if tag.lower().startswith("<script")]
    return [tag for tag in tags if blocked.search(tag)] + [
        tag for tag in scripts if "src=" not in tag and 'type="application/json"' not in tag
    ]


def unescaped(html: str) -> list[str]:
    return re.findall(r"\|\s*safe(?:seq)?\b|autoescape\s+off", html)


def trusted(source: str) -> set[str]:
    """Return the names that turn text into HTML, or into a template, without escaping it."""
    imported = {alias.name for n in nodes(source) if isinstance(n, ast.ImportFrom) for alias in n.names}
    return (names(source) | imported) & TRUSTED


def built_format(source: str) -> list[str]:
    """Return the calls of format_html whose first argument is not simply a text."""
    formats = [call for name, call in calls(source) if name == "format_html"]
    return [ast.unparse(call) for call in formats if not isinstance(call.args[0], ast.Constant)]


def tokenless(html: str) -> list[str]:
    """Return the opening tags of POST forms without a token."""
    found = re.findall(r"(<form\b[^>]*>)(.*?)</form>", html, re.S | re.I)
    return [
        tag for tag, inside in found if 'method="post"' in tag.lower() and "{% csrf_token %}" not in inside
    ]


def undescribed(html: str) -> bool:
    """Tell whether a part does not begin by saying what it is and, when it prints something, needs."""
    comment = re.match(r"\{# (?P<text>\w[^#]+) #\}\n", html)
    prints = re.search(r"\{\{|\{% (if|for|with) ", html)
    return not comment or bool(prints and "Needs: " not in comment["text"])


def seen(html: str) -> str:
    """Return what a person reads or hears of a template."""
    plain = UNSEEN.sub(" ", DJANGO.sub(" ", html))
    return " ".join(
        [TAG.sub(" ", plain), *chain.from_iterable(map(READ_ALOUD.findall, TAG.findall(plain)))]
    )


def english(html: str) -> list[str]:
    return [match[0] for match in ENGLISH.finditer(seen(html))]


def shouting(html: str) -> list[str]:
    return re.findall(r"\S*!|\bsuccesvol\w*", re.sub(r"<!doctype html>", "", seen(html)), re.I)


def silent_skips(source: str) -> list[str]:
    """Return the skips and expected failures without a reason."""
    marks = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)")
    explained = [
        call.func for _, call in calls(source) if marks.fullmatch(ast.unparse(call.func)) and _reason(call)
    ]
    found = [n for n in nodes(source) if isinstance(n, ast.Attribute) and marks.fullmatch(ast.unparse(n))]
    return [ast.unparse(n) for n in found if n not in explained]


def _reason(call: ast.Call) -> bool:
    given = [keyword.value for keyword in call.keywords if keyword.arg in ("reason", "msg")]
    if ast.unparse(call.func).endswith(".skip"):
        given += call.args[:1]
    return any(not isinstance(value, ast.Constant) or value.value for value in given)


def loud_strings(source: str) -> list[str]:
    """Return what the code says to people with an exclamation mark or "succesvol"."""
    texts = [node.value for node in nodes(source) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and re.search(r"\w!(\s|$)|succesvol", text)]


def ships_with_a_package(name: str) -> bool:
    """Tell whether our template takes the place of one with the same name in a package."""
    loaders = engines["django"].engine.template_loaders
    inner = chain.from_iterable(getattr(loader, "loaders", [loader]) for loader in loaders)
    origins = chain.from_iterable(loader.get_template_sources(name) for loader in inner)
    return any(
        Path(o.name).exists() for o in origins if not Path(o.name).is_relative_to(ROOT / "templates")
    )


def unexplained(pyproject: str) -> list[str]:
    """Return the dependencies without a comment on their line that gives the reason."""
    lines = pyproject.splitlines()
    found = tomllib.loads(pyproject)
    groups = [found["project"]["dependencies"], *found.get("dependency-groups", {}).values()]
    return [
        dependency
        for dependency in chain.from_iterable(groups)
        if not any(re.match(rf'\s*"{re.escape(dependency)}",\s+# \S+( \S+){{2,}}', line) for line in lines)
    ]
