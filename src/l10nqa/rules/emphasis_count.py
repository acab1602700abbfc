"""Bold or italic text of the source is missing, was added, changed its kind, or does not render.

Bold names what the reader must look for on the screen; where it is lost, the sentence loses its signposts. An emphasis
whose delimiters do not render (CommonMark's flanking rules: `** text**`, `**注意：**保存`) shows its asterisks instead.

Not reported: asterisks that the source shows as well.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from l10nqa.lexicon import unmatched
from l10nqa.locale import facts_of
from l10nqa.markup import EMPHASES, Inline, Kind, Node, parse_inline, rendering_edits
from l10nqa.model import Dialect, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["emphasis_count"]

_NAMES = {Kind.STRONG: "bold", Kind.EMPHASIS: "italic"}
_LABEL_IN_BRACKETS = re.compile(r"\[[^\[\]*\n]{1,60}\]|［[^［］*\n]{1,60}］|【[^【】*\n]{1,60}】|「[^「」*\n]{1,60}」")
_DELIMITER = re.compile("[*_]")
_LITERAL = re.compile(
    r"\*\*+|(?<![\s\d*])\*(?![\s\d*])|(?<!\S)\*(?=\w)|(?<=\w)\*(?!\S)|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)"
)


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.STRONG | Kind.EMPHASIS,
    silent_on_prose=True,
    dialects={Dialect.MARKDOWN},
    repair=Repair.DELIMITERS,
    examples=(
        Example(
            "en>lv", "Select **Open** and **Save**.", "Atlasiet **Atvērt** un Saglabāt.⟦⟧", note="lost: no spot to mark"
        ),
        Example("en>de", "Select **Open**.", "Wählen Sie **Datei** und ⟦**Öffnen**⟧."),
        Example(
            "en>ja",
            "**Note:** Save.",
            "⟦**⟧注意：⟦**⟧保存します。",
            fixed="**注意：** 保存します。",
            note="shows its asterisks",
        ),
        Example("en>lv", "Select **Save**.", "Atlasiet ⟦**⟧ Saglabāt⟦**⟧.", fixed="Atlasiet **Saglabāt**."),
        Example("en>ja", "_Save_ it.", "⟦_⟧Save⟦_⟧をします。", fixed="*Save*をします。", note="within a word"),
        Example("en>ar", "Select **Save**.", "حدد ⟦*حفظ*⟧.", note="italic instead of bold"),
        Example(
            "en>de", "Select **Open** and **Save**.", "Wählen Sie **Speichern** und **Öffnen**.", note="order is free"
        ),
        Example("en>ja", "Select **Settings**.", "**[設定]** を選択します。"),
        Example("en>tr", "Select** Save**, then **Open**.", "**Kaydet**, ardından **Aç**.", note="mended"),
        Example("en>th", "Open the mailbox.", "เปิดกล่องจดหมาย (⟦*mailbox*⟧)", note="possible only: a gloss in italics"),
    ),
)
def emphasis_count(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for each kind of emphasis whose number differs, and for delimiters that show."""
    source, target = segment.source, segment.target
    literals = _literals(target) + (_underscores(source, target) if "_" in target.text else [])
    if not literals and all(len(source.of(kind)) == len(target.of(kind)) for kind in _NAMES):
        return
    shown = literals[len(_literals(source)) :]
    repairs = rendering_edits(source, target, literals, parse_inline) if shown else {}
    for span in shown:
        edits = repairs.get(span, ())
        yield Issue(f"“{span.of(target.text)}” does not render as emphasis and shows", None, span, edits)
    differences = {kind: _difference(source, target, kind) for kind in _NAMES}
    for kind, difference in differences.items():
        if difference < 0 and not shown:
            spots = _missing(segment, kind, context)
            more = [each for each in _NAMES if each != kind and differences[each] > 0]
            others = [node for each in more for node in target.of(each)]
            near = _share(spots[0], source) if spots else 0.0
            is_slip = any(_is_half_escaped(node, source) for node in spots)
            unusual = kind is Kind.EMPHASIS and not others and _leaves_italics_out(target, context)
            bracketed = _puts_in_brackets(target, -difference, context)
            certainty = Certainty.POSSIBLE if is_slip or unusual else None
            if bracketed and not certainty:
                certainty = Certainty.LIKELY if context.origin == "MT" else Certainty.POSSIBLE
            where = min(others, key=lambda node: abs(_share(node, target) - near)).span if others else None
            yield Issue(
                _message(_NAMES[kind], len(source.of(kind)), len(target.of(kind))),
                spots[0].span if spots else None,
                where,
                certainty=certainty,
            )
        elif difference > 0:
            if any(differences[each] < 0 for each in _NAMES if each != kind):
                continue  # reported there: it changed its kind
            nodes = target.of(kind)
            gloss = kind is Kind.EMPHASIS and _is_gloss(nodes[-1], target, source)
            # A person who emphasizes a word has a reason.
            added = None if context.origin == "MT" else Certainty.LIKELY
            certainty = Certainty.POSSIBLE if gloss else added
            message = _message(_NAMES[kind], len(source.of(kind)), len(nodes))
            yield Issue(message, None, nodes[-1].span, certainty=certainty)


def _is_half_escaped(node: Node, inline: Inline) -> bool:
    """Tell an emphasis of which the author escaped half of the delimiters: `\\**Start*`."""
    return inline.text[: node.span.start].endswith("\\*") or inline.text.startswith("\\*", node.span.end)


def _leaves_italics_out(target: Inline, context: RuleContext) -> bool:
    """Tell a target without italics, and without what is left of them, by people whose script has no such letters."""
    if _DELIMITER.search("".join(node.value for node in target.of(Kind.TEXT | Kind.ESCAPE))):
        return False
    return context.origin != "MT" and not facts_of(context.target_locale).slants_letters


def _puts_in_brackets(target: Inline, count: int, context: RuleContext) -> bool:
    """Tell whether as many labels stand in brackets, by which people who write Chinese or Japanese tell labels."""
    if facts_of(context.target_locale).spaces_words:
        return False
    labels = [match for node in target.of(Kind.TEXT) for match in _LABEL_IN_BRACKETS.finditer(node.value)]
    return len(labels) >= count


def _is_gloss(node: Node, target: Inline, source: Inline) -> bool:
    """Tell whether an emphasis quotes words of the source beside their translation."""
    words = target.visible(node.inner).casefold()
    return words in source.visible(Span(0, len(source.text))).casefold()


def _difference(source: Inline, target: Inline, kind: Kind) -> int:
    """Return how many emphases the target has more.

    Where the source emphasizes word by word, runs of emphases are compared: their number of words is free.
    """
    difference = len(target.of(kind)) - len(source.of(kind))
    escaped = sum(node.value == "*" for node in source.of(Kind.ESCAPE))
    if difference > 0 and escaped >= 2 * difference:
        return 0  # what the source failed to make bold, the target made
    if difference > 0 and len(_literals(source)) >= 2 * difference:
        return 0  # the same where the delimiters of the source do not render: `Select** Save**`
    runs = _runs(source, kind)
    word_by_word = runs < len(source.of(kind))
    return 0 if difference and word_by_word and _runs(target, kind) == runs else difference


def _runs(inline: Inline, kind: Kind) -> int:
    """Count the emphases, taking those that only white space separates as one: `**Total** **amount**`."""
    nodes = inline.of(kind)
    joined = sum(
        not inline.text[a.span.end : b.span.start].strip() for a, b in pairwise(nodes) if a.span.end < b.span.start
    )
    return len(nodes) - joined


def _share(node: Node, inline: Inline) -> float:
    """Return how far into the text the node stands, from 0 to 1: where its counterpart is most likely to stand."""
    return node.span.start / max(len(inline.text), 1)


def _message(name: str, wanted: int, found: int) -> str:
    spans = "span" if wanted == 1 else "spans"
    return f"the source has {wanted} {name} {spans}, the target {found}"


def _missing(segment: ParsedSegment, kind: Kind, context: RuleContext) -> list[Node]:
    """Return the emphases of the source without a counterpart: by the words, or where these say nothing by spelling."""
    source, target = segment.source, segment.target
    if context.lexicon and context.lexicon.segments:
        lost = unmatched(source, target, kind, context.lexicon)
        if lost:
            return lost
    words = [node.inner.of(target.text) for node in target.of(kind)]
    unlike = [node for node in source.of(kind) if node.inner.of(source.text) not in words]
    return unlike or source.of(kind)


def _underscores(source: Inline, target: Inline) -> list[Span]:
    """Return where single underscores show around what the source emphasizes: within words they do not render."""
    if len(target.of(EMPHASES)) >= len(source.of(EMPHASES)):
        return []
    wanted = {f"_{node.inner.of(source.text)}_" for node in source.of(Kind.EMPHASIS)}
    found = []
    for node in target.of(Kind.TEXT):
        for shown in wanted:
            index = node.value.find(shown)
            if index >= 0 and node.value == node.span.of(target.text):
                start = node.span.start + index
                end = start + len(shown)
                found += [Span(start, start + 1), Span(end - 1, end)]
    return sorted(found)


def _literals(inline: Inline) -> list[Span]:
    """Return where asterisks and underscores show that look like delimiters."""
    # Every delimiter that renders is part of no text node; most texts have none that do not.
    if not any("*" in node.value or "__" in node.value for node in inline.of(Kind.TEXT)):
        return []
    return [
        Span(node.span.start + match.start(), node.span.start + match.end())
        for node in inline.of(Kind.TEXT)
        for match in _LITERAL.finditer(node.span.of(inline.text))
    ]
