"""Describes the public names of l10nqa as Markdown: signatures, docstrings, fields, taken from the source code."""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import l10nqa

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["api_reference"]

_SECTIONS = {
    "Functions": ("check", "fix", "extract", "export", "apply", "bitexts", "open_bitext"),
    "Options and results": ("CheckOptions", "Findings", "Finding", "Fix", "Edit", "Fixes", "Problem", "Score"),
    "Bitexts": ("Bitext", "Segment", "State", "Target"),
    "The memory": ("Memory", "Match", "TranslationUnit"),
    "Rules": ("Rule", "Example", "Issue"),
    "Grades": ("Severity", "Certainty", "Category"),
    "Errors": ("L10nqaError", "ConfigError", "InputError", "StoreError"),
}
"""The public names, section by section; `__version__` is a text and needs no description."""
RETURNED = {
    "model": ("CheckedDocument", "Failure", "Spot", "Suppression", "ProblemKind", "Profile", "Plural", "Written"),
    "workspace.fixing": ("FixedDocument",),
    "workspace.extracting": ("Extracted",),
    "workspace.exporting": ("Exported",),
    "workspace.applying": ("Applied",),
}
"""What public functions return beside the public names, by module: to be read, not made by callers."""
_INTERNAL = {
    "Memory": (
        *("transaction", "intake", "units_for", "repeated", "is_current", "index_file", "locale_pairs"),
        "prepare_search",
    )
}
"""Methods that only other modules of l10nqa call."""


class _Field(NamedTuple):
    name: str
    type: str
    documentation: str


def api_reference() -> Iterator[str]:
    """Yield the blocks of the reference.

    Raises:
        ValueError: a public name is in no section, or a section names what is not public.
    """
    listed = {name for names in _SECTIONS.values() for name in names}
    differing = listed ^ (set(l10nqa.__all__) - {"__version__"})
    if differing:
        raise ValueError(f"_SECTIONS and l10nqa.__all__ differ: {sorted(differing)}")
    for section, names in _SECTIONS.items():
        yield f"## {section}"
        for name in names:
            yield from _described(name, getattr(l10nqa, name))
    yield "## Values inside these"
    yield "Fields and results of the above have these types, which nobody needs to import."
    for module, names in RETURNED.items():
        for name in names:
            yield from _described(name, getattr(import_module(f"l10nqa.{module}"), name))


def _described(name: str, value: Any) -> Iterator[str]:
    (node,) = ast.parse(textwrap.dedent(inspect.getsource(value))).body
    yield f"### `{name}`"
    if isinstance(node, ast.FunctionDef):
        yield _fence(_signature(node, f"l10nqa.{name}"))
        yield from _documentation(node)
    elif isinstance(node, ast.ClassDef):
        yield from _documentation(node)
        if issubclass(value, Enum):
            yield _enumeration(node)
        else:
            yield from _members(name, node)


def _members(name: str, node: ast.ClassDef) -> Iterator[str]:
    functions = [each for each in node.body if isinstance(each, ast.FunctionDef)]
    constructor = next((each for each in functions if each.name == "__init__"), None)
    fields = [*_fields(node.body), *(_fields(constructor.body) if constructor else ())]
    fields += [
        _Field(each.name, _unparsed(each.returns), _one_line(ast.get_docstring(each)))
        for each in functions
        if _is_property(each) and not each.name.startswith("_")
    ]
    if fields:
        rows = [f"| `{field.name}` | {_code(field.type)} | {_cell(field.documentation)} |" for field in fields]
        yield "\n".join(["| field | type | meaning |", "|---|---|---|", *rows])
    if name == "Memory" and constructor:
        yield _fence(_signature(constructor, "l10nqa.Memory"))
        yield from _documentation(constructor)
    for each in functions:
        is_public = not each.name.startswith("_") and each.name not in _INTERNAL.get(name, ())
        if is_public and not each.decorator_list:
            yield _fence(_signature(each, f".{each.name}"))
            yield from _documentation(each)


def _fields(body: Sequence[ast.stmt]) -> Iterator[_Field]:
    """Yield the annotated attributes of a class or constructor, with the text that follows each."""
    for statement, following in zip(body, [*body[1:], None], strict=True):
        target = statement.target if isinstance(statement, ast.AnnAssign) else None
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Attribute):
            target = statement.targets[0]
        name = target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else "_"
        if not name.startswith("_"):
            type_ = _unparsed(statement.annotation) if isinstance(statement, ast.AnnAssign) else ""
            yield _Field(name, type_, _one_line(_text(following)))


def _enumeration(node: ast.ClassDef) -> str:
    rows = []
    for statement, following in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            value = _unparsed(statement.value).strip("'")
            rows.append(f"| `{statement.targets[0].id}` | `{value}` | {_cell(_one_line(_text(following)))} |")
    return "\n".join(["| member | value | meaning |", "|---|---|---|", *rows])


def _text(statement: ast.stmt | None) -> str:
    """Return the text that a statement consists of; empty if it is another statement."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return inspect.cleandoc(str(statement.value.value))
    return ""


def _is_property(node: ast.FunctionDef) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "property" for each in node.decorator_list)


def _signature(node: ast.FunctionDef, name: str) -> str:
    """Return the call as it is written, one argument a line if it is long."""
    arguments = re.sub(r"(: [^,=]+)=", r"\1 = ", _unparsed(node.args).removeprefix("self, ").removeprefix("self"))
    returns = f" -> {_unparsed(node.returns)}" if node.returns and node.name != "__init__" else ""
    text = f"{name}({arguments}){returns}".replace("'", '"')
    if len(text) <= 100:
        return text
    inner = textwrap.indent(re.sub(r", (?=\*|[a-z_]+:)", ",\n", arguments), "    ").replace("'", '"')
    return f"{name}(\n{inner},\n){returns}".replace("'", '"')


def _documentation(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Yield the paragraphs of a docstring; the errors that it says are raised become a list."""
    text, _, raised = (ast.get_docstring(node) or "").partition("\nRaises:\n")
    for paragraph in filter(None, text.split("\n\n")):
        yield " ".join(paragraph.split())
    if raised:
        errors = re.findall(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", raised, re.MULTILINE)
        lines = [f"- `{error}`: {_one_line(reason)}" for error, reason in errors]
        yield "\n".join(["Raises:", "", *lines])


def _unparsed(node: ast.AST | None) -> str:
    return ast.unparse(node) if node else ""


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _code(text: str) -> str:
    return f"`{_cell(text)}`" if text else ""


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _fence(text: str) -> str:
    return f"```python\n{text}\n```"
