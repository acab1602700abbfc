"""ICU MessageFormat: arguments lost from a message or from one of its branches, and branches no program asks for.

Each branch of the target is compared with the branch of the source that a program would show in its place: that of the
same selector, or `other`. What stands outside an argument belongs to all of its branches.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Inline, Kind, Node
from l10nqa.model import Issue
from l10nqa.quality import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["compared_branches"]

_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})
"""Plural categories (Unicode TR 35, part 3, section 5.1.1)."""
_ONE_NUMBER = frozenset({"zero", "one", "two"})
"""Categories that are of one number in most languages."""
_ONE_OF_SEVERAL = frozenset("be bs br ceb dsb fil gd gv hr hsb is kw lt lv mk ru sh sl sr tl uk".split())
"""Languages in which `one` is of other numbers than 0 and 1 as well (CLDR 46, plurals.xml, cardinals)."""
_MAX_BRANCHES = 200
"""Branches of both sides beyond which they are not compared with each other."""


class _Branch(NamedTuple):
    argument: str
    node: Node
    """The ICU_BRANCH."""
    path: tuple[tuple[str, str], ...]
    """The arguments and selectors on the way to it, its own last."""
    names: frozenset[str]
    """The names of the arguments that stand in it, in none of its branches."""


class _Message(NamedTuple):
    """A side as a tree of branches."""

    arguments: dict[str, list[Node]]
    """The arguments with branches, by value."""
    branches: list[_Branch]
    outside: frozenset[str]
    """The names of the arguments outside all branches."""


def compared_branches(source: Inline, target: Inline, locale: str) -> Iterator[Issue]:
    """Yield an issue for every argument that the message or one of its branches lacks, and for wrong selectors."""
    wanted, found = _message(source), _message(target)
    shown = found.outside.union(*(branch.names for branch in found.branches))
    for value, nodes in wanted.arguments.items():
        if value not in found.arguments:
            # A language without plurals may do with the number alone.
            certainty = Certainty.POSSIBLE if _name(value) in shown else None
            message = f"the argument “{value}” of the source is missing, or its braces do not match"
            yield Issue(message, nodes[0].span, certainty=certainty)
    for value, nodes in found.arguments.items():
        if value not in wanted.arguments:
            known = _name(value) in wanted.outside.union(*(branch.names for branch in wanted.branches))
            yield Issue(
                f"the argument “{value}” is not in the source",
                None,
                nodes[0].span,
                certainty=Certainty.POSSIBLE if known else None,
            )
        else:
            yield from _selectors(value, wanted.arguments[value], nodes, source, target)
    yield from _names(source, wanted, found, locale)


def _message(inline: Inline) -> _Message:
    arguments: dict[str, list[Node]] = {}
    open_arguments: list[Node] = []
    open_branches: list[tuple[Node, Node, set[str]]] = []
    branches: list[_Branch] = []
    outside: set[str] = set()

    def close(before: int) -> None:
        while open_branches and open_branches[-1][1].span.end <= before:
            argument, branch, names = open_branches[-1]
            path = tuple((owner.value, node.value) for owner, node, _ in open_branches)
            branches.append(_Branch(argument.value, branch, path, frozenset(names)))
            open_branches.pop()
        while open_arguments and open_arguments[-1].span.end <= before:
            open_arguments.pop()

    for node in inline.of(Kind.ICU_ARGUMENT | Kind.ICU_BRANCH | Kind.VARIABLE):
        close(node.span.start)
        if node.kind is Kind.ICU_ARGUMENT:
            arguments.setdefault(node.value, []).append(node)
            open_arguments.append(node)
        elif node.kind is Kind.ICU_BRANCH:
            open_branches.append((open_arguments[-1], node, set()))
        else:
            names = open_branches[-1][2] if open_branches else outside
            names.add(_name(_number_of(open_branches)) if node.value == "#" else _name(node.value))
    close(len(inline.text) + 1)
    return _Message(arguments, branches, frozenset(outside))


def _number_of(open_branches: list[tuple[Node, Node, set[str]]]) -> str:
    """Return the plural whose number a `#` shows: the innermost."""
    plurals = [owner.value for owner, _, _ in open_branches if not owner.value.endswith("select}")]
    return plurals[-1] if plurals else "#"


def _name(value: str) -> str:
    """Return the name of an argument, whatever its type: `{n, plural}` and `{n}` show the same number."""
    return value.strip("{}").partition(",")[0]


def _selectors(value: str, wanted: list[Node], found: list[Node], source: Inline, target: Inline) -> Iterator[Issue]:
    is_plural = not value.endswith("select}")
    known = {branch.value for node in wanted for branch in _branches_of(node, source)}
    for node in found:
        branches = _branches_of(node, target)
        present = {branch.value for branch in branches}
        if "other" not in present:
            yield Issue(f"the argument “{value}” has no branch “other”", None, node.span)
        for branch in branches:
            if is_plural and branch.value not in _CATEGORIES and not branch.value.startswith("="):
                yield Issue(f"“{branch.value}” is no plural category", None, branch.span)
            elif not is_plural and branch.value not in known:
                yield Issue(f"the branch “{branch.value}” of “{value}” is not in the source", None, branch.span)
        if not is_plural:
            for selector in sorted(known - present - {"other"}):
                yield Issue(f"the branch “{selector}” of “{value}” is missing", None, node.span)


def _branches_of(argument: Node, inline: Inline) -> list[Node]:
    """Return the branches of an argument without those of the arguments in them."""
    branches: list[Node] = []
    for node in inline.within(argument.inner, Kind.ICU_BRANCH):
        if not branches or node.span.start >= branches[-1].span.end:
            branches.append(node)
    return branches


def _names(source: Inline, wanted: _Message, found: _Message, locale: str) -> Iterator[Issue]:
    known = wanted.outside.union(*(branch.names for branch in wanted.branches), map(_name, wanted.arguments))
    if not found.branches:
        yield from _lost(source, wanted, found)
    for branch in found.branches if len(found.branches) + len(wanted.branches) <= _MAX_BRANCHES else ():
        number, selector = _name(branch.argument), branch.node.value
        twin = _twin(branch, wanted, locale)
        needed = _shown_with(twin, wanted) if twin else wanted.outside
        shown = _shown_with(branch, found).union(*(inner.names for inner in _inside(branch, found)))
        if selector.startswith("=") or not _means_several(selector, locale):
            needed -= {number}  # its words say the number
        for name in sorted(needed - shown):
            yield Issue(f"the branch “{selector}” lacks “{{{name}}}”", None, branch.node.span)
        for name in sorted(branch.names - known):
            yield Issue(f"“{{{name}}}” in the branch “{selector}” is not in the source", None, branch.node.span)


def _lost(source: Inline, wanted: _Message, found: _Message) -> Iterator[Issue]:
    """Yield the arguments that a target without branches lacks."""
    nodes = {_name(node.value): node for node in source.of(Kind.VARIABLE) if node.value != "#"}
    for name in sorted(nodes.keys() - found.outside - {_name(value) for value in wanted.arguments}):
        yield Issue(f"the variable “{nodes[name].span.of(source.text)}” of the source is missing", nodes[name].span)


def _means_several(selector: str, locale: str) -> bool:
    """Tell whether a plural category is of more than one number, so that the number must be shown."""
    return selector not in _ONE_NUMBER or (selector == "one" and locale.partition("-")[0].lower() in _ONE_OF_SEVERAL)


def _twin(branch: _Branch, message: _Message, locale: str) -> _Branch | None:
    """Return the branch of the source that is shown where the target shows the given one."""
    same = [candidate for candidate in message.branches if candidate.path == branch.path]
    # The source says “one file” of 1 only; where `one` is 21 as well, the branch for the rest tells what is needed.
    if same and (branch.node.value != "one" or not _means_several("one", locale)):
        return same[0]
    alike = [
        candidate
        for candidate in message.branches
        if candidate.argument == branch.argument and candidate.node.value == "other"
    ]
    return alike[0] if alike else None


def _shown_with(branch: _Branch, message: _Message) -> frozenset[str]:
    """Return what is shown together with a branch: what stands in it, around it, and in other arguments beside it."""
    names = set(message.outside | branch.names)
    for shown in message.branches:
        if branch.path[: len(shown.path)] == shown.path or shown.path[0][0] != branch.path[0][0]:
            names |= shown.names
    return frozenset(names)


def _inside(branch: _Branch, message: _Message) -> list[_Branch]:
    return [inner for inner in message.branches if inner.path[: len(branch.path)] == branch.path]
