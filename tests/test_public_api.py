"""`__all__` of every module is sorted, true, and names all that other modules take from it."""

from __future__ import annotations

import ast
import importlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_SOURCE = Path(__file__).parents[1] / "src"
_PROGRAM = "l10nqa.__main__"


def _name(file: Path) -> str:
    return ".".join(file.relative_to(_SOURCE).with_suffix("").parts).removesuffix(".__init__")


def _says_more_than_what_it_is(file: Path) -> bool:
    """Tell whether a module has more than a docstring; packages whose modules are imported themselves have not."""
    return len(ast.parse(file.read_text(encoding="utf-8")).body) > 1


_FILES = {_name(file): file for file in sorted((_SOURCE / "l10nqa").rglob("*.py"))}
_MODULES = [name for name, file in _FILES.items() if name != _PROGRAM and _says_more_than_what_it_is(file)]


def _imported() -> Iterator[tuple[str, str, str]]:
    """Yield importing module, imported module and name, for every import inside the package."""
    for importer, file in _FILES.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.partition(".")[0] == "l10nqa":
                for alias in node.names:
                    if f"{node.module}.{alias.name}" not in _FILES:
                        yield importer, node.module, alias.name


_TAKEN: dict[str, dict[str, str]] = defaultdict(dict)
for _importer, _module, _taken in _imported():
    _TAKEN[_module][_taken] = _importer


@pytest.mark.parametrize("name", _MODULES)
def test_a_module_says_what_it_offers_in_order(name: str) -> None:
    if name.startswith("l10nqa.server."):
        pytest.importorskip("fastapi", reason="needs l10nqa[server]")
    if name.startswith("l10nqa.lsp."):
        pytest.importorskip("pygls", reason="needs l10nqa[lsp]")
    module = importlib.import_module(name)
    offered: list[str] = module.__all__
    # ruff's RUF022: constants first, then classes, then the rest.
    assert offered == sorted(offered, key=_order)
    assert len(set(offered)) == len(offered)
    assert [each for each in offered if not hasattr(module, each)] == []


@pytest.mark.parametrize("name", _MODULES)
def test_a_module_offers_all_that_others_take(name: str) -> None:
    if name.startswith("l10nqa.server."):
        pytest.importorskip("fastapi", reason="needs l10nqa[server]")
    if name.startswith("l10nqa.lsp."):
        pytest.importorskip("pygls", reason="needs l10nqa[lsp]")
    hidden = {taken: by for taken, by in _TAKEN[name].items() if taken not in importlib.import_module(name).__all__}
    assert hidden == {}


def _order(name: str) -> tuple[int, str]:
    bare = name.lstrip("_")
    return (0 if bare.isupper() else 1 if bare[:1].isupper() else 2, name)
