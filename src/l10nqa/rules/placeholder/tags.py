"""HTML tags that were lost, added or renamed, and their attributes; in plain text also how they nest."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, attributes_of, is_text_value, pair_by_value
from l10nqa.model import Issue
from l10nqa.quality import Certainty
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.markup import Attribute

__all__ = ["compared_tags"]

_HTML_NAME = re.compile(r"</?[A-Za-z\d][\w:.-]*")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content and without an end tag (WHATWG living standard, section 13.1.2)."""
_FORMATTING = frozenset("b bdi code em i q s small span strong sub sup u".split())
"""Elements that only say how their words look, or that they are of another kind."""
_ADDRESSES = frozenset({"cite", "href", "src", "srcset"})
_IDENTIFYING = frozenset("class classname for htmlfor id name".split())
_OF_LANGUAGE = frozenset("dir hreflang lang xml:lang".split())
"""Attributes that a translation may add or change."""
_OF_LOOKS = frozenset("align border height hspace rel style target valign vspace width".split())
"""Attributes that say how an element looks or behaves; a translation may need them otherwise."""


def compared_tags(source: Inline, target: Inline, *, is_markdown: bool) -> Iterator[Issue]:
    """Yield an issue for every kind of tag that one side has and the other has not."""
    wanted = Counter(_tag_name(node) for node in source.of(Kind.HTML))
    found = Counter(_tag_name(node) for node in target.of(Kind.HTML))
    for name in wanted - found if is_markdown else _once_a_pair(wanted - found):
        node = next(node for node in source.of(Kind.HTML) if _tag_name(node) == name)
        yield Issue(f"the tag “{node.value}” of the source is missing", node.span)
    for name in found - wanted if is_markdown else _once_a_pair(found - wanted):
        node = next(node for node in target.of(Kind.HTML) if _tag_name(node) == name)
        # A language may need what another does not: French sets its ordinals high.
        formats = not is_markdown and name[1:] in _FORMATTING and found[f"</{name[1:]}"] == found[name]
        certainty = Certainty.POSSIBLE if formats else None
        yield Issue(f"the tag “{node.value}” is not in the source", None, node.span, certainty=certainty)
    if wanted == found:
        if not is_markdown:
            yield from _nesting(source, target)
        yield from _attributes(source, target, is_markdown=is_markdown)


def _once_a_pair(names: Counter[str]) -> list[str]:
    """Return the names without those of end tags whose start tag is there as well."""
    return [name for name in names if not (name.startswith("</") and f"<{name[2:]}" in names)]


def _tag_name(node: Node) -> str:
    name = _HTML_NAME.match(node.value)
    # What a comment says may be translated.
    return name[0].lower() if name else node.value[:4]


def _nesting(source: Inline, target: Inline) -> Iterator[Issue]:
    stray = _stray(target)
    if stray and not _stray(source):
        yield Issue(f"the tag “{stray.value}” closes what is not open there", None, stray.span)


def _stray(inline: Inline) -> Node | None:
    """Return the first end tag that does not belong to the element opened last."""
    opened: list[str] = []
    for node in inline.of(Kind.HTML):
        name = _tag_name(node)
        if name.startswith("</"):
            if not opened or opened.pop() != name[2:]:
                return node
        elif name.startswith("<") and not node.value.endswith(("/>", "-->")) and name[1:] not in _VOID:
            opened.append(name[1:])
    return None


def _attributes(source: Inline, target: Inline, *, is_markdown: bool) -> Iterator[Issue]:
    """Yield tags whose attributes are not those of the source. Tags of one name may stand in another order."""
    _, missing, extra = pair_by_value(*(_with_structure(side.of(Kind.HTML)) for side in (source, target)))
    by_name: dict[str, list[Node]] = {}
    for node in extra:
        by_name.setdefault(_tag_name(node), []).append(node)
    for was in missing:
        if not by_name.get(_tag_name(was)):
            continue
        now = by_name[_tag_name(was)].pop(0)
        known = dict(attributes_of(was.span.of(source.text)))
        shown = dict(attributes_of(now.span.of(target.text)))
        lost = [name for name in known if name not in shown]
        for name in shown:
            component = target.text[now.span.start + 1].isupper() and is_markdown
            certainty = _of_change(name, known, shown, lost, is_markdown=is_markdown, of_component=component)
            if certainty:
                yield Issue(_message(name, known, shown), was.span, _spot(now, name, target), certainty=certainty)
        if lost and not shown.keys() - known.keys():
            serious = any(name in _IDENTIFYING or name in _ADDRESSES for name in lost)
            certainty = Certainty.LIKELY if serious and is_markdown else Certainty.POSSIBLE
            yield Issue(
                f"the tag lacks the attribute “{lost[0]}” of the source", was.span, now.span, certainty=certainty
            )


def _with_structure(nodes: list[Node]) -> list[Node]:
    """Return the tags with what must be the same in every language as their values."""
    return [
        node._replace(value=f"{_tag_name(node)} {sorted(_structural(attributes_of(node.value)))}")
        for node in nodes
        if not node.value.startswith("</")
    ]


def _structural(attributes: list[Attribute]) -> Iterator[str]:
    for name, value in attributes:
        if name not in _OF_LANGUAGE:
            yield f"{name}={'' if is_text_value(name, value) else ' '.join(value.split())}"


def _of_change(
    name: str,
    known: dict[str, str],
    shown: dict[str, str],
    lost: list[str],
    *,
    is_markdown: bool,
    of_component: bool = False,
) -> Certainty | None:
    """Return how sure it is that an attribute of the target is at fault; None where it is not."""
    value = shown[name]
    if name in _OF_LANGUAGE or (name in known and known[name].split() == value.split()):
        return None
    if name not in known:
        # With another attribute gone it was renamed.
        return Certainty.CERTAIN if lost else None if is_text_value(name, value) else Certainty.POSSIBLE
    is_expression = "{" in (value[:1], known[name][:1])
    if is_text_value(name, known[name]) and not is_expression:
        return None
    if of_component and name not in _OF_LOOKS and " " not in known[name]:
        return Certainty.LIKELY  # a property, which its program compares
    if name in _IDENTIFYING or is_expression:
        return Certainty.CERTAIN if is_markdown else Certainty.LIKELY
    is_changed = name in _ADDRESSES and is_markdown and not _is_localized(known[name], value)
    return Certainty.CERTAIN if is_changed else Certainty.POSSIBLE


def _is_localized(was: str, now: str) -> bool:
    """Tell whether an address may be that of the target's language: only parts with the shape of a locale differ."""
    old, new = (_PARTS.split(address.lower()) for address in (was, now))
    if len(old) != len(new):
        return False
    return all(a == b or (_LOCALE.fullmatch(a) and _LOCALE.fullmatch(b)) for a, b in zip(old, new, strict=True))


_PARTS = re.compile(r"[/.?&=#]+")
_LOCALE = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,2}")


def _message(name: str, known: dict[str, str], shown: dict[str, str]) -> str:
    if name in known:
        return f"the attribute “{name}” is “{shown[name]}”, in the source “{known[name]}”"
    return f"the attribute “{name}” is not in the source"


def _spot(node: Node, name: str, target: Inline) -> Span:
    """Return where an attribute stands in a tag."""
    found = re.compile(rf"(?<![\w:.-]){re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)", re.IGNORECASE)
    match = found.search(target.text, *node.span)
    return Span(*match.span()) if match else node.span
