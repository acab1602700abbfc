"""An XML document as its text and a tree of elements with their positions in the text.

The text is one that an XML parser has accepted (`check_xml`), cleaned of forbidden characters or not: nothing is
verified here. Names, attributes and texts are those that the parser gives (XML 1.0 and Namespaces in XML 1.0), but
that the attribute defaults of a DTD are not applied, and that a reference to an entity is kept as it is written.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.safe_xml.cleaned import FORBIDDEN
from l10nqa.text import Span, compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["XML_NAMESPACE", "Element", "TextRun", "characters", "parse_tree", "runs", "with_attributes"]

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_MARKUP = compile_pattern(
    r"<(?:!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>|!DOCTYPE[^>\[]*+(?:\[(?:<!--.*?-->|[^\]])*+\]\s*)?>"
    r"""|(?P<close>/?)(?P<name>[^\s<>/!?]++)(?P<attributes>(?:[^>"']++|"[^"]*+"|'[^']*+')*+)>)""",
    re.DOTALL,
)
_ATTRIBUTE = compile_pattern(r"""\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NOT_VERBATIM = compile_pattern(f"[&<\r]|{FORBIDDEN.pattern}")
_PIECE = compile_pattern(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[(?P<cdata>.*?)\]\]>|&(?P<name>[^;&<\s]+);|(?P<end>\r\n?)"
    # A surrogate that somebody has encoded as UTF-8, which the decoder has taken byte by byte (PEP 383).
    f"|(?P<forbidden>\udced[\udca0-\udcbf][\udc80-\udcbf]|{FORBIDDEN.pattern})",
    re.DOTALL,
)
_IN_CDATA = compile_pattern(f"(?P<end>\r\n?)|(?P<forbidden>\udced[\udca0-\udcbf][\udc80-\udcbf]|{FORBIDDEN.pattern})")
_ENTITIES = MappingProxyType({"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"})
_SPACE_IN_ATTRIBUTE = compile_pattern("\r\n|[\t\n\r]")
_REFERENCE = compile_pattern(r"&([^;&<\s]+);")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Element:
    """An element and the positions of its tags in the text of its document, in code points.

    An element with a single tag, such as `<x/>`, has an empty end tag after its start tag.
    """

    __slots__ = (
        "_attributes",
        "_text",
        "children",
        "declared",
        "end",
        "inner_end",
        "inner_start",
        "name",
        "namespace",
        "parent",
        "prefix",
        "start",
    )

    def __init__(
        self, text: str, names: tuple[str, str], span: Span, declared: Mapping[str, str], parent: Element | None
    ) -> None:
        self._text = text
        self._attributes: Mapping[str, str] | None = None
        prefix, self.name = names
        self.prefix = prefix
        """With its colon; empty where it has none."""
        self.declared = declared
        """The namespaces in force inside the element, by prefix."""
        self.namespace = declared.get(prefix[:-1], "")
        self.parent = parent
        self.children: list[Element] | tuple[()] = ()
        self.start, self.inner_start = span
        self.inner_end = self.end = self.inner_start

    @property
    def span(self) -> Span:
        """The whole element."""
        return Span(self.start, self.end)

    @property
    def start_tag(self) -> Span:
        """Its start tag."""
        return Span(self.start, self.inner_start)

    @property
    def end_tag(self) -> Span:
        """Its end tag, of no length where it has none."""
        return Span(self.inner_end, self.end)

    @property
    def inside(self) -> Span:
        """Its content, without the tags."""
        return Span(self.inner_start, self.inner_end)

    @property
    def is_single_tag(self) -> bool:
        """Whether it is written `<x/>`."""
        return self.inner_start == self.end

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes by name, those of a namespace by `{namespace}name`, without the declarations of namespaces."""
        if self._attributes is None:
            self._attributes = self._read_attributes()
        return self._attributes

    def _read_attributes(self) -> Mapping[str, str]:
        found = {}
        for name, double, single in _ATTRIBUTE.findall(self._text, self.start, self.inner_start):
            prefix, colon, local = name.rpartition(":")
            if name == "xmlns" or prefix == "xmlns":
                continue
            space = XML_NAMESPACE if prefix == "xml" else self.declared.get(prefix, "")
            found[f"{{{space}}}{local}" if colon else name] = _attribute(double or single)
        return found or _NO_ATTRIBUTES

    def forget_attributes(self) -> None:
        """Free the memory that the attributes take in the element and all elements in it, until they are asked for."""
        for element in self.walk():
            element._attributes = None  # noqa: SLF001 - of the same class

    def get(self, name: str, default: str = "") -> str:
        """Return the value of an attribute."""
        return self.attributes.get(name, default)

    def add(self, child: Element) -> None:
        """Add a child behind the others."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:  # most elements have none, and an empty list for each takes more memory than the text of many
            self.children = [child]

    def child(self, name: str) -> Element | None:
        """Return the first child with the name that is of the namespace of the element itself."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Yield all such children."""
        return (each for each in self.children if each.name == name and each.namespace == self.namespace)

    def any(self, name: str) -> Iterator[Element]:
        """Yield all children with the name, of any namespace."""
        return (each for each in self.children if each.name == name)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all elements in it, in the order of their start tags."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Element]:
        """Yield its parent, the parent of that, and so on."""
        parent = self.parent
        while parent is not None:
            yield parent
            parent = parent.parent

    def declarations(self) -> str:
        """Return the namespaces in force inside the element as the attributes that declare them."""
        return "".join(
            f" xmlns:{prefix}={_quoted(uri)}" if prefix else f" xmlns={_quoted(uri)}"
            for prefix, uri in self.declared.items()
        )


class TextRun(NamedTuple):
    """A stretch of characters, and its span in the document."""

    value: str
    start: int
    end: int
    is_whole: bool = False
    """The stretch cannot be divided: the document has not one code point for each character."""


def parse_tree(text: str) -> Element | None:
    """Return the root element of a document; None if there is none, or if tags do not match."""
    root: Element | None = None
    parent: Element | None = None
    names: dict[str, tuple[str, str]] = {}
    for found in _MARKUP.finditer(text):
        name = found["name"]
        if name is None:
            continue
        if found["close"]:
            if parent is None:
                return None
            parent.inner_end, parent.end = found.span()
            parent = parent.parent
            continue
        attributes = found["attributes"]
        declared = parent.declared if parent else _NO_ATTRIBUTES
        if "xmlns" in attributes:
            declared = {**declared, **_declarations(attributes)}
        if name not in names:
            prefix, colon, local = name.rpartition(":")
            names[name] = (prefix + colon, local)
        element = Element(text, names[name], Span(*found.span()), declared, parent)
        if parent:
            parent.add(element)
        elif root is None:
            root = element
        else:
            return None
        if not attributes.endswith("/"):
            parent = element
    return root if parent is None else None


def _declarations(attributes: str) -> dict[str, str]:
    found = {name: _attribute(double or single) for name, double, single in _ATTRIBUTE.findall(attributes)}
    names = {name: name.removeprefix("xmlns").removeprefix(":") for name in found}
    return {prefix: found[name] for name, prefix in names.items() if name == "xmlns" or name.startswith("xmlns:")}


def characters(text: str, span: Span) -> str:
    """Return the characters of a stretch between two tags, references resolved."""
    raw = text[span.start : span.end]
    if not _NOT_VERBATIM.search(raw):
        return raw
    return "".join(run.value for run in runs(text, span))


def runs(text: str, span: Span) -> list[TextRun]:
    """Return the characters of a stretch between two tags with their places."""
    return list(_runs(text, span, _PIECE)) if span.start < span.end else []


def _runs(text: str, span: Span, piece: re.Pattern[str]) -> Iterator[TextRun]:
    reached = span.start
    for found in piece.finditer(text, span.start, span.end):
        start, end = found.span()
        if reached < start:
            yield TextRun(text[reached:start], reached, start)
        reached = end
        if found["end"]:
            yield TextRun("\n", start, end, is_whole=True)
        elif found["forbidden"]:
            yield TextRun(_REPLACEMENT, start, end, is_whole=True)
        elif piece is _PIECE and found["name"]:
            yield TextRun(_referred(found["name"]), start, end, is_whole=True)
        elif piece is _PIECE and found["cdata"]:
            yield from _runs(text, Span(*found.span("cdata")), _IN_CDATA)
    if reached < span.end:
        yield TextRun(text[reached : span.end], reached, span.end)


def _referred(name: str) -> str:
    if not name.startswith("#"):
        return _ENTITIES.get(name, f"&{name};")
    try:
        character = chr(int(f"0{name[1:]}", 0) if name[1:2] == "x" else int(name[1:]))
    except (ValueError, OverflowError):
        return _REPLACEMENT
    return _REPLACEMENT if FORBIDDEN.match(character) else character


def _attribute(raw: str) -> str:
    """Return the value of an attribute, normalised after XML 1.0, section 3.3.3."""
    if _NOT_VERBATIM.search(raw) or "\n" in raw or "\t" in raw:
        raw = FORBIDDEN.sub(_REPLACEMENT, _SPACE_IN_ATTRIBUTE.sub(" ", raw))
        return _REFERENCE.sub(lambda found: _referred(found[1]), raw)
    return raw


def _quoted(value: str) -> str:
    """Return the value of an attribute in quotation marks."""
    from xml.sax.saxutils import quoteattr  # noqa: PLC0415 - brings a client of HTTP along, 40 ms of every start

    return quoteattr(value)


def with_attributes(start_tag: str, attributes: Mapping[str, str | None]) -> str:
    """Return a start tag with the given attributes set, those that are None removed, and all others unchanged."""
    for name, value in attributes.items():
        new = "" if value is None else f" {name}={_quoted(value)}"
        found = next((each for each in _ATTRIBUTE.finditer(start_tag) if each[1] == name), None)
        if found:
            before, after = start_tag[: found.start()].rstrip(), start_tag[found.end() :]
            start_tag = before + new + after
        elif new:
            close = "/>" if start_tag.endswith("/>") else ">"
            start_tag = f"{start_tag.removesuffix(close).rstrip()}{new}{close}"
    return start_tag
