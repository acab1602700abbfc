"""What a site generator reads in Markdown: template tags, shortcodes, directives, attribute lists and anchors.

Liquid `{% tag %}`, Hugo `{{< shortcode >}}` and `{{% shortcode %}}`, directives `:::name attribute="value":::` of DocFX
and Docusaurus, attribute lists `{width=50}`, `{:.class}`, anchors `{#id}`, comments `{/* … */}`, footnotes `[^1]`, and
pages of wikis `[[name]]`. Their structure must not change; the values of attributes that a reader sees are text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup.tags import is_text_value
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Piece", "find_templates", "pieces_of", "structure_of"]

# Lengths are bounded: each opening is then tried in constant time.
_TEMPLATE = re.compile(
    r"\{\{[<%][^{}\n]{1,600}?[%>]\}\}"
    r"|\{%[^{}\n]{1,600}?%\}"
    r"|\{/\*[^{}\n]{1,300}?\*/\}"
    r"|\{[^\S\n]?#[^\S\n]?[\w-][^{}\n]{0,200}\}"
    r"|\{:[^{}\n]{1,200}\}"
    r"|\{[^\S\n]?(?:[.#][\w-]{1,60}[^\S\n])?[\w-]{1,60}[^\S\n]?=[^{}\n]{1,200}\}"
    r"|\[\^[^\[\]\s]{1,60}\]|\[\[[A-Za-z][\w./#-]{1,80}\]\](?!\()"
    r"|^:{3,}(?=[^\n]*\w)[^\n]{1,1000}|^:{3,}[^\S\n]*$",
    re.MULTILINE,
)
_SIGIL = re.compile(r"\{\{[<%]|\{[%#:]|\{/\*|\{|:::")
_PIECE = re.compile(
    r"(?P<name>[\w@:.-]+)[^\S\n]?=[^\S\n]?"
    r"(?:\"(?P<double>[^\"\n]*)\"|'(?P<single>[^'\n]*)'|[“„«](?P<curly>[^“”«»\n]*)[”“»]|(?P<bare>[^\s{}\"']+))"
    r"|\"(?P<text>[^\"\n]*)\"|'(?P<text_in_single>[^'\n]*)'"
    r"|(?P<word>[^\s{}<>%\"':=]+(?:[:=]+[^\s{}<>%\"':=]+)*)|(?P<sign>[^\s{}\w]+)"
)
_DIRECTIVE = re.compile(r":{3,}[^\S\n]*(?P<name>[\w-]+)?")


class Piece(NamedTuple):
    """A part of a template that must be the same in every language, and where it stands in the text."""

    value: str
    span: Span


def find_templates(text: str) -> list[Span]:
    """Return where the templates of a text stand, in order. Takes time in proportion to the length of the text."""
    return [Span(match.start(), match.start() + len(match[0].rstrip())) for match in _TEMPLATE.finditer(text)]


def structure_of(text: str, span: Span) -> str:
    """Return what a template has in every language: two with the same structure are equal."""
    return " ".join(piece.value for piece in pieces_of(text, span))


def pieces_of(text: str, span: Span) -> list[Piece]:
    """Return the parts of a template that must be the same in every language, its opening first."""
    opening = _SIGIL.match(text, span.start)
    if opening is None:
        return [Piece(span.of(text), span)]
    if opening[0] == ":::":
        return list(_directive(text, span))
    if opening[0] == "{#" and not span.of(text).endswith("#}"):
        return [Piece(span.of(text), span)]  # an anchor: a blank in it matters
    pieces = [Piece(opening[0], Span(*opening.span()))]
    if opening[0] in ("{/*", "{#"):
        return pieces  # what a comment says is nobody's business but the authors'
    for match in _PIECE.finditer(text, opening.end(), span.end):
        if match["word"]:
            pieces.append(Piece(match["word"], Span(*match.span())))
        elif match["sign"]:
            sign = match["sign"].rstrip("%>")
            pieces += [Piece(sign, Span(*match.span()))] if sign else []
        else:
            pieces.append(_valued(match))
    return pieces


def _directive(text: str, span: Span) -> Iterator[Piece]:
    opening = _DIRECTIVE.match(text, *span)
    name = opening["name"] if opening else None
    yield Piece(":::", Span(span.start, span.start + 3))
    if opening is None or name is None:
        return
    yield Piece(name, Span(*opening.span("name")))
    # Words behind the name are a title.
    for match in _PIECE.finditer(text, opening.end(), span.end):
        if match["name"]:
            yield _valued(match)


def _valued(match: re.Match[str]) -> Piece:
    """Return an attribute, or a string without a name; without its value where that is text."""
    name = match["name"] or ""
    values = (match[group] for group in ("double", "single", "curly", "bare", "text", "text_in_single"))
    value = next(value for value in values if value is not None)
    return Piece(f"{name}={'' if is_text_value(name, value) else value}", Span(*match.span()))
