"""One word for each concept, in plain English: the glossary, held by the syntax tree of every module."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1] / "src" / "l10nqa"
_MODULES = sorted(_PACKAGE.rglob("*.py"))

_HOME_MADE = {"asked", "told", "offers", "standing", "spared", "witnesses", "lessons", "verdict", "hit", "hits"}
"""Words that no name of a class, function, parameter or variable contains."""
_VAGUE = {
    "at": "index, offset, path, line",
    "least": "min_…",
    "many": "count",
    "one": "source, first, the name of the thing",
    "other": "target, second, the name of the thing",
}
"""Whole names that do not tell what they hold, with those that do."""
_CLASSES = {"Choice", "Choices"}
"""Names of classes that say nothing of what is chosen."""
_STILTED = re.compile(
    r"\b[Ww]hat [^.;:,]*\b(?:is|are) what\b"
    r"|\bthat which\b|\bthose which stand|\bis to stand\b|\bare to stand\b|\bstands beside what\b"
    r"|\bWhat every worker is told once\b|\bwhat stands (?:beside|behind|before|there)\b|\bis told of\b"
)
"""Phrases that a reader must read twice."""

# Modules that are still to be cleaned; a line without a breach behind it must go.
_NOT_YET = ()
# `hits` is a key of the server's JSON.
_WIRE = {"server/wire.py": {"hits"}}


def _name(module: Path) -> str:
    return module.relative_to(_PACKAGE).as_posix()


def _names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the names that a module gives, with their lines; `other` is Python's word for the operand of a method."""
    operands = {id(arg) for arg in _operands(tree)}
    for node in ast.walk(tree):
        if id(node) in operands:
            continue
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, node.lineno
            case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name, node.lineno
            case ast.alias(asname=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                yield name, node.lineno
            case _:
                pass


def _operands(tree: ast.Module) -> Iterator[ast.arg]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [arg.arg for arg in node.args.args]
            if names[:2] == ["self", "other"] and len(names) == 2:
                yield node.args.args[1]


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def _breaches(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for name, line in _names(tree):
        bare = name.lstrip("_")
        if bare in _VAGUE or bare in _CLASSES:
            yield bare, line
        else:
            yield from ((word, line) for word in _words(name) & _HOME_MADE)


def _texts(module: Path) -> Iterator[tuple[str, int]]:
    """Yield docstrings, and strings that document a name, with their lines."""
    for node in ast.walk(_parsed(module)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value, node.lineno


_CLEAN = [module for module in _MODULES if not _name(module).startswith(_NOT_YET)]


def _parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", _CLEAN, ids=_name)
def test_names_are_of_the_glossary(module: Path) -> None:
    allowed = _WIRE.get(_name(module), set())
    assert [(word, line) for word, line in _breaches(_parsed(module)) if word not in allowed] == []


@pytest.mark.parametrize("excused", _NOT_YET)
def test_only_what_needs_it_is_excused(excused: str) -> None:
    assert any(next(_breaches(_parsed(module)), None) for module in _MODULES if _name(module).startswith(excused))


@pytest.mark.parametrize("module", _CLEAN, ids=_name)
def test_docstrings_are_plain(module: Path) -> None:
    assert [(line, found[0]) for text, line in _texts(module) if (found := _STILTED.search(text))] == []


def test_a_class_name_stands_for_one_thing() -> None:
    homes = defaultdict(list)
    for module in _MODULES:
        for node in _parsed(module).body:
            if isinstance(node, ast.ClassDef):
                homes[node.name.lstrip("_")].append(_name(module))
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}
