"""Possessive repeats and atomic groups go through `compile_pattern`: Python 3.11.0 to 3.11.4 get them wrong."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from installed import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FUNCTIONS = frozenset("compile search match fullmatch sub subn split findall finditer".split())
_CLASS = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""An escape, or a class of characters: a `+` in these is no repeat."""
_POSSESSIVE = re.compile(r"(?:[*+?]|\{[\d,]*\})\+|\(\?>")
_FOLDERS = ("src", "tests", "benchmarks", "docs")
_FILES = [file for folder in _FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]


def offenders(source: str) -> Iterator[int]:
    """Yield the lines with a call of `re` whose pattern, names of the module resolved, has a possessive part."""
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        module, name = node.func.value, node.func.attr
        if isinstance(module, ast.Name) and module.id == "re" and name in _FUNCTIONS and _has(node.args[0], named):
            yield node.lineno


def _has(node: ast.AST, named: dict[str, ast.expr], depth: int = 0) -> bool:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str | bytes):
            text = part.value if isinstance(part.value, str) else part.value.decode("latin-1")
            if _POSSESSIVE.search(_CLASS.sub("x", text)):
                return True
        elif isinstance(part, ast.Name) and part.id in named and depth < 5 and _has(named[part.id], named, depth + 1):
            return True
    return False


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_possessive_pattern_is_compiled_by_re(file: Path) -> None:
    assert list(offenders(file.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('re.compile(r"a*+")', True),
        ('re.search(rb"(?:a|b)++", x)', True),
        ('A = "a?+"\nB = rf"({A})"\nre.fullmatch(B, x)', True),
        ('re.compile(r"(?>a)")', True),
        ('re.compile(r"a{2,3}+")', True),
        ('re.compile(rf"{a}{{2}}+")', True),
        ('re.compile(r"[*+]+")', False),
        (r're.compile(r"\++[^]*+]")', False),
        ('re.compile(r"a+?")', False),
        ('compile_pattern(r"a*+")', False),
        ('regex.compile(r"a*+")', False),
    ],
)
def test_what_is_found(source: str, *, expected: bool) -> None:
    assert bool(list(offenders(source))) is expected
