"""Plain text with placeholders and perhaps HTML tags: the strings of a user interface.

`*`, `_`, `` ` ``, `[` and `#` are text here. Placeholders, and `<words>`, stand in the list of nodes beside the text
node that they lie in, as the extensions of Markdown do; tags, entities and escaped signs part text nodes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup.icu import looks_like_icu, parse_icu
from l10nqa.markup.masking import inline_of
from l10nqa.markup.node import Inline, Kind, Node
from l10nqa.markup.placeholders import find_placeholders
from l10nqa.markup.stretches import meets, remainder, union_of
from l10nqa.markup.tags import find_tags
from l10nqa.model import PlaceholderSyntax
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Markup

__all__ = ["parse_plain"]

_SPECIAL = re.compile(r"[<&%{}$_~]|#\{|''")
_PARTING = Kind.HTML | Kind.ENTITY | Kind.ESCAPE | Kind.AUTOLINK
"""What stands between texts, and in none."""
_ACCELERATOR = re.compile(r"[(（][&_~][A-Za-z0-9][)）]|(?<![&\w])&(?=[^\W_])|(?<=[^\W_])&(?=[a-z])")
_GTK = re.compile(r"(?<![^\W_])[_~](?=[^\W_])|(?<=[^\W\d_])_(?=[a-z])")
_ICU = frozenset({PlaceholderSyntax.ICU, PlaceholderSyntax.JAVA})
_BRACED = _ICU | {PlaceholderSyntax.PYTHON_BRACE}


def parse_plain(text: str, markup: Markup) -> Inline:
    """Parse a text that is not Markdown; one without any sign that could begin something costs one search."""
    whole = Span(0, len(text))
    if not _SPECIAL.search(text):
        return Inline(text, (Node(Kind.TEXT, whole, whole, text),), Kind.TEXT) if text else Inline(text, (), 0)
    syntaxes = markup.placeholders
    message = None
    if "{" in text or "''" in text:
        by_file = syntaxes is not None and not _ICU.isdisjoint(syntaxes)
        if by_file or (syntaxes is None and looks_like_icu(text)):
            message = parse_icu(text)
    if message is None:
        return inline_of(text, _scanned(text, [whole], syntaxes))
    # In a message braces are spoken for, and apostrophes too.
    rest = (syntaxes or frozenset({PlaceholderSyntax.DOUBLE_BRACE})) - _BRACED
    return inline_of(text, [*message.nodes, *_scanned(text, sorted(message.texts), rest, message.nodes)])


def _scanned(
    text: str, spans: Sequence[Span], syntaxes: frozenset[PlaceholderSyntax] | None, known: Sequence[Node] = ()
) -> list[Node]:
    """Return the nodes in some stretches of text, and the text between them. `known` are nodes found before."""
    tags = [tag for span in spans for tag in find_tags(text, span)] if "<" in text or "&" in text else []
    entities = union_of(node.span for node in tags if node.kind is Kind.ENTITY)
    found = [node for node in find_placeholders(text, spans, syntaxes) if not meets(node.span, entities)]
    # `%<name>s` is a placeholder, and no `<name>` stands in it.
    held = {node.span.start + 1 for node in found if text.startswith("%<", node.span.start)}
    tags = [tag for tag in tags if tag.span.start not in held]
    nodes = [*found, *tags]
    nodes += _accelerators(text, spans, union_of(node.span for node in (*nodes, *known)))
    texts = remainder(spans, union_of(node.span for node in nodes if node.kind & _PARTING))
    return [*nodes, *(Node(Kind.TEXT, span, span, span.of(text)) for span in texts)]


def _accelerators(text: str, spans: Sequence[Span], taken: Sequence[Span]) -> list[Node]:
    """Return the mark of the one accelerator that a string may have."""
    for pattern, signs in ((_ACCELERATOR, "&)）"), (_GTK, "_~")):
        if any(sign in text for sign in signs):
            found = [Span(*match.span()) for span in spans for match in pattern.finditer(text, *span)]
            found = [span for span in found if not meets(span, taken)]
            if pattern is _GTK and text.count("_") + text.count("~") > 1:
                return []  # `_emphasis_` or a name
            if found:
                return [Node(Kind.ACCELERATOR, found[0], found[0], found[0].of(text))] if len(found) == 1 else []
    return []
