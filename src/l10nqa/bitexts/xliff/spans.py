"""Where the elements of an XLIFF document stand in its text, so that one can change while all others keep theirs.

What they say is `parse`'s business. The document is one that lxml has read: here nothing is checked.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Element", "alone", "declarations_of", "units_in", "with_attributes"]

_UNITS = frozenset({"trans-unit", "unit"})
_MARKUP = re.compile(
    r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|!DOCTYPE[^>\[]*+(?:\[.*?\]\s*)?>"
    r"""|(?P<close>/?)(?P<name>[^\s<>/!?]++)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>)""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Element(NamedTuple):
    """An element, by the spans of its tags; an empty one with a single tag ends where its start tag ends."""

    name: str
    """Without its prefix."""
    prefix: str
    """With its colon; empty where it has none."""
    namespace: str
    start_tag: Span
    end_tag: Span
    children: tuple[Element, ...]
    declared: Mapping[str, str]
    """The namespaces in force inside it, by `xmlns` or `xmlns:prefix`."""

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(self.start_tag.start, self.end_tag.end)

    @property
    def inside(self) -> Span:
        """What is between its tags."""
        return Span(self.start_tag.end, max(self.start_tag.end, self.end_tag.start))

    def child(self, name: str) -> Element | None:
        """Return its first child of its own namespace with the name."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[Element]:
        """Return its children of its own namespace with the name."""
        return [each for each in self.children if (each.name, each.namespace) == (name, self.namespace)]

    def walk(self) -> Iterator[Element]:
        """Yield it and all elements in it, in the order of their start tags."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Open(NamedTuple):
    """An element whose end has not been met."""

    qualified: str
    start_tag: Span
    declared: Mapping[str, str]
    children: list[Element]

    def ended(self, end_tag: Span) -> Element:
        prefix, colon, name = self.qualified.rpartition(":")
        namespace = self.declared.get(f"xmlns:{prefix}" if colon else "xmlns", "")
        children = tuple(self.children)
        return Element(name, prefix + colon, namespace, self.start_tag, end_tag, children, self.declared)


def units_in(text: str) -> Iterator[tuple[Element, Span]]:
    """Yield the units of a document, those that `xliff_entries` gives in its order, and the start tag of the root."""
    stack: list[_Open] = []
    for found in _MARKUP.finditer(text):
        if found["name"] is None:
            continue
        at = Span(*found.span())
        if not found["close"]:
            declared = stack[-1].declared if stack else {}
            if "xmlns" in found["attributes"]:
                declared = {**declared, **_declarations(found["attributes"])}
            stack.append(_Open(found["name"], at, declared, []))
            if not found["attributes"].endswith("/"):
                continue
            at = Span(at.end, at.end)
        if not stack:  # broken, which whoever reads its entries says
            return
        element = stack.pop().ended(at)
        root = stack[0] if stack else None
        if root and element.name in _UNITS and _is_of(root, element):
            yield element, root.start_tag
        if root and _is_in_unit(stack):
            stack[-1].children.append(element)


def declarations_of(element: Element) -> str:
    """Return the namespaces in force inside an element, as attributes."""
    return "".join(f" {name}={quoteattr(uri)}" for name, uri in element.declared.items())


def alone(unit: str, element: Element) -> tuple[str, Element]:
    """Return a document of the one unit that is written so, with the namespaces of the one given; and where it is."""
    name = f"{element.prefix}xliff"
    document = f"<{name}{declarations_of(element)}>{unit}</{name}>"
    *_, (last, _root) = units_in(document)  # units of no namespace in it come before it
    return document, last


def _is_of(root: _Open, element: Element) -> bool:
    namespace = root.ended(root.start_tag).namespace
    return not namespace or element.namespace in (namespace, "")


def _is_in_unit(stack: list[_Open]) -> bool:
    return any(each.qualified.rpartition(":")[2] in _UNITS for each in stack)


def _declarations(attributes: str) -> dict[str, str]:
    found = {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(attributes)}
    return {name: value for name, value in found.items() if name == "xmlns" or name.startswith("xmlns:")}


def with_attributes(start_tag: str, attributes: Mapping[str, str | None]) -> str:
    """Return a start tag with the attributes set, those that are None taken out; the others stay as they are."""
    for name, value in attributes.items():
        pattern = re.compile(rf"""(\s+){re.escape(name)}\s*=\s*(?:"[^"]*"|'[^']*')""")
        new = "" if value is None else f' {name}="{value}"'
        start_tag, count = pattern.subn(lambda _: new, start_tag, count=1)  # noqa: B023 - called at once
        if not count and new:
            start_tag = re.sub(r"\s*(/?>)\Z", lambda end: new + end[1], start_tag)  # noqa: B023
    return start_tag
