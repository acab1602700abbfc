"""White space is missing, doubled or misplaced next to markup or punctuation, where a reader sees it.

Translation systems drop the space behind bold and links (`**Durchsuchen**aus`), leave one before a comma, open a gap
inside brackets, or tear a link from its address. Each of these shows on the page.

What counts depends on how the language is written: Japanese, Chinese and Thai put no spaces between words, Korean and
Hungarian write endings onto a label, Arabic and Hebrew write conjunctions onto it, French sets a space before `;:!?`.
These facts are data. A spacing that the source has as well is not reported, nor is blank at the very ends
of a segment in Markdown. A string of a program must begin and end with white space where its source does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.lexicon import stem_of
from l10nqa.locale import LocaleFacts, facts_of
from l10nqa.markup import Inline, Kind, syntax_spans, torn_link
from l10nqa.model import PLAIN, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, Repair, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.lexicon import Lexicon

__all__ = ["spacing"]

_OPAQUE = (
    Kind.CODE
    | Kind.CODE_BLOCK
    | Kind.HTML
    | Kind.AUTOLINK
    | Kind.XREF
    | Kind.PLACEHOLDER
    | Kind.INCLUDE
    | Kind.VARIABLE
    | Kind.INLINE_CODE
)
_GAP = "[ \t\u00a0\u3000]"
_CONTAINERS = Kind.LINK | Kind.STRONG | Kind.EMPHASIS | Kind.CODE


_HALF = 4
"""Letters that half of a compound has at least; what is shorter is a word by itself."""
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_MET = 3
"""Segments that must have a word for it to be one by itself."""


class _Pattern(NamedTuple):
    """A kind of wrong spacing; one in the source excuses one in the target."""

    regex: re.Pattern[str]
    message: str
    spot: str
    """The group that is marked."""


# A pattern that begins with a class of characters is searched for many times as fast as one that begins with a look
# behind: that comes second.
_BEFORE_MARK = _Pattern(
    re.compile(
        rf"(?P<gap>{_GAP}(?<=[^\s>].){_GAP}*)(?=(?:\*{{1,3}}|_{{1,2}})?(?:[،؛؟。、，！？]|[,.;:!?](?![\w.\\/:]|{_GAP}*[,.])))"
    ),
    "white space stands before the punctuation mark",
    "gap",
)
_INSIDE_OPEN = _Pattern(
    re.compile(rf"(?<![\\!])[\[(（「『](?P<gap>{_GAP}+)(?=[^\s\])>])"),
    "white space follows the opening bracket",
    "gap",
)
_INSIDE_CLOSE = _Pattern(
    re.compile(rf"(?P<gap>{_GAP}(?<=[^\s\[(>\-–—].){_GAP}*)[\])）」』](?![\w:])"),
    "white space stands before the closing bracket",
    "gap",
)
_DOUBLE = _Pattern(
    re.compile("(?P<gap>\u00a0[ \u00a0]+| +\u00a0[ \u00a0]*)(?=\\S)"),
    "a space and a no-break space double the gap",
    "gap",
)
_NONE_AFTER_MARK = _Pattern(
    re.compile(r"(?<=[^\W\d]|[*)])(?P<gap>[,;،؛!?]\*{0,3}|:\*{1,3})(?=\*{0,3}[^\W\d_]{2})"),
    "no white space follows the mark",
    "gap",
)
_CJK_AFTER_MARK = _Pattern(
    re.compile(r"(?P<gap>[ \t](?<=[、，」』）].)[ \t]*)(?=[\u3040-\u30ff\u3400-\u9fff])"),
    "white space follows a full-width mark",
    "gap",
)
_LOPSIDED = re.compile(r"(?<=[^\s\-–—\d])[-–—](?= +\S)|(?<=[^\s\-–—] )[–—](?=[^\s\-–—\d>,.;:*)])")
"""A dash, or a hyphen in the place of one, with white space on one side only."""
_DASH = re.compile("[-–—]")
_SIGNS_ALONE = re.compile(r"(?<!\S)(?=\S{3})[^\w\s]*[/@+][^\s\w]*_?[/@+-]*_?\Z")
"""A list of signs, as in `@/./+/-/_`."""
_GAP_BEFORE = re.compile(rf"{_GAP}[*_]{{0,3}}[،؛؟。、，！？,.;:!?\])）」』–—\-\u00a0]")
_GAP_AFTER = re.compile(rf"[\[(（「『–—\-、，」』）\u00a0]{_GAP}")
_NO_GAP = re.compile(r"[,;،؛!?:]\*{0,3}[^\W\d_]")
"""What must stand in a text for any of these to be found; one of them costs a tenth of all."""
_SYMMETRIC = re.compile(r"(?<=\S) [-–—] (?=\S)|(?<=\w)—(?=\w)|(?<=\s)[-–—](?=\s)|\w[-] (?=\S)")


@rule(
    category=Category.WHITESPACE,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    repair=Repair.BLANKS,
    examples=(
        Example(
            "en>de", "Select **Browse**.", "Wählen Sie **Durchsuchen**⟦⟧aus.", fixed="Wählen Sie **Durchsuchen** aus."
        ),
        Example("en>de", "Select **Browse**.", "Wählen Sie **Durchsuchen** aus."),
        Example("en>ar", "If so, wait.", "إذا كان الأمر كذلك⟦ ⟧، فانتظر.", fixed="إذا كان الأمر كذلك، فانتظر."),
        Example(
            "en>ja", "See [Plans](u).", "[プラン⟦ ⟧](u)を参照してください。", fixed="[プラン](u)を参照してください。"
        ),
        Example(
            "en>lv",
            "See [Plans](https://a.b).",
            "Skatiet [Plāni]⟦ (https://a.b⟧).",
            fixed="Skatiet [Plāni](https://a.b).",
        ),
        Example("en>ja", "Select **Save**.", "**保存**を選択します。", note="written without spaces between words"),
        Example("en>ko", "Select **Save**.", "**저장**을 선택합니다.", note="the particle belongs to the label"),
        Example("en>de", "Meet the [requirements](u).", "Einrichtungs[anforderungen](u) erfüllen.", note="a compound"),
        Example("en>fr", "What is it?", "Qu’est-ce que c’est ?", note="French sets a space there"),
        Example("en>de", "Name: ", "Name:⟦⟧", fixed="Name: ", markup=PLAIN, note="a string of a program"),
        Example("en>fr", "Done.\n", "Fini.⟦⟧", fixed="Fini.\n", markup=PLAIN, note="a string of a program"),
        Example("en>sr", "Only @/./+/-/_ are.", "Само @/./+/-/_ .", markup=PLAIN, note="not one of the signs"),
        Example("en>ar", "**Save** and **Open**", "**حفظ** و**فتح**", note="the conjunction is written onto the word"),
    ),
)
def spacing(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue for every gap that is wrong and not the source's own."""
    source, target = segment.source, segment.target
    facts = facts_of(context.target_locale)
    if _GAP_BEFORE.search(target.text) or _GAP_AFTER.search(target.text):
        for pattern in (_BEFORE_MARK, _INSIDE_OPEN, _INSIDE_CLOSE, _DOUBLE):
            yield from _matches(pattern, source, target, facts)
        if facts.spaces_words:
            yield from _dashes(source, target, facts)
        else:
            yield from _matches(_CJK_AFTER_MARK, source, target, facts)
    if facts.spaces_words:
        if _NO_GAP.search(target.text):
            yield from _matches(_NONE_AFTER_MARK, source, target, facts)
        yield from _glued(source, target, facts, context.lexicon)
        if facts.suspended and "-" in target.text:
            yield from _cut_off(target, facts)
    if "](" in source.text:
        yield from _torn(source, target)
    if '"' in target.text:
        yield from _quotes(source, target)
    if not segment.segment.profile.markup.is_markdown:
        yield from _ends(source.text, target.text, facts)


def _ends(source: str, target: str, facts: LocaleFacts) -> Iterator[Issue]:
    """Yield white space that a string of a program begins or ends with, or does not, other than its source.

    Programs put such strings together, and lines that end where they must not end are told by `msgfmt` as well.
    """
    if not source.strip() or not target.strip():
        return
    wanted, found = len(source) - len(source.lstrip()), len(target) - len(target.lstrip())
    yield from _end("begins", source[:wanted], Span(0, found), target, facts)
    wanted, found = len(source.rstrip()), len(target.rstrip())
    yield from _end("ends", source[wanted:], Span(found, len(target)), target, facts)


def _end(verb: str, wanted: str, where: Span, target: str, facts: LocaleFacts) -> Iterator[Issue]:
    found = where.of(target)
    edits = (Edit(where.start, where.end, wanted),)
    if wanted.count("\n") != found.count("\n"):
        message = f"the target {verb} with {_lines(found)}, the source with {_lines(wanted)}"
        yield Issue(message, None, where, edits)
    elif bool(wanted) != bool(found):
        # Where words are not spaced, a full-width mark holds the space behind it.
        certainty = Certainty.LIKELY if facts.spaces_words else Certainty.POSSIBLE
        message = f"only the {'target' if found else 'source'} {verb} with white space"
        yield Issue(message, None, where, edits, certainty)


def _lines(white: str) -> str:
    count = white.count("\n")
    return "no line end" if not count else f"{count} line end" if count == 1 else f"{count} line ends"


def _matches(pattern: _Pattern, source: Inline, target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    found = [span for span in _spans(pattern, target) if not _is_usual(target.text, span, facts)]
    if not found:
        return
    for span in found[len(_spans(pattern, source)) :]:
        edits = _repaired(pattern, target, span, facts)
        # `[ **label** ]`, open on both sides, is a style of its own.
        style = _STYLED.search(target.text, max(span.start - 200, 0), span.end + 200) if "[ *" in target.text else None
        styled = style is not None and style.start() <= span.start < style.end()
        yield Issue(pattern.message, None, span, edits, Certainty.POSSIBLE if styled else None)


def _spans(pattern: _Pattern, inline: Inline) -> list[Span]:
    spans = [Span(*match.span(pattern.spot)) for match in pattern.regex.finditer(inline.text.rstrip())]
    if not spans:
        return []
    opaque = [node.span for node in inline.of(_OPAQUE)]
    opaque += [Span(node.inner.end + 1, node.span.end - 1) for node in inline.of(Kind.LINK | Kind.IMAGE)]
    opaque += syntax_spans(inline)
    return [span for span in spans if not any(span.overlaps(other) for other in opaque)]


def _repaired(pattern: _Pattern, target: Inline, span: Span, facts: LocaleFacts) -> tuple[Edit, ...]:
    text = target.text
    if pattern is _DOUBLE:
        return (Edit(span.start, span.end, "\u00a0" if text[span.end] in facts.spaced_marks else " "),)
    if pattern is _NONE_AFTER_MARK:
        # Delimiters behind the mark open there, or they close what it ends.
        opens = any(node.span.start == span.start + 1 for node in target.of(_CONTAINERS))
        at = span.start + 1 if opens else span.end
        return (Edit(at, at, " "),)
    edits = [Edit(span.start, span.end, "")]
    # The space may be missing on the other side.
    if facts.spaces_words and pattern is _INSIDE_OPEN and text[: span.start - 1][-1:].isalnum():
        edits.insert(0, Edit(span.start - 1, span.start - 1, " "))
    elif facts.spaces_words and pattern is _BEFORE_MARK and _word(text, span.end + 1):
        edits.append(Edit(span.end + 1, span.end + 1, " "))
    return tuple(edits)


def _is_usual(text: str, gap: Span, facts: LocaleFacts) -> bool:
    if text[gap.start - 1] in "/_@+-" and _SIGNS_ALONE.search(text, max(gap.start - 20, 0), gap.start):
        return True  # the mark would seem to be one of the signs that are meant
    following = text[gap.end :].lstrip("*_")[:1]
    return bool(following) and following in facts.spaced_marks


def _glued(source: Inline, target: Inline, facts: LocaleFacts, lexicon: Lexicon | None) -> Iterator[Issue]:
    """Yield words glued to the end (or, where nothing is written onto words, the beginning) of links and emphasis."""
    if not (source.kinds | target.kinds) & _CONTAINERS:
        return
    after = (
        []
        if facts.attaches_suffixes
        else [node for node in target.of(_CONTAINERS) if _letter(target.text, node.span.end)]
    )
    excused = sum(_letter(source.text, node.span.end) for node in source.of(_CONTAINERS))
    for node in after[excused:]:
        spot = Span(node.span.end, node.span.end)
        if _is_compound(target.text, spot.end, facts, target.text[: node.inner.end], linked=False):
            continue
        # `*name*.ext` that lost its full stop wants that back.
        joined = _is_joined(source, target.text[spot.end :]) or _is_half(target.text, spot.end, facts, lexicon)
        edits = () if joined else (Edit(spot.start, spot.end, " "),)
        yield Issue("no white space follows the markup", None, spot, edits)
    if facts.attaches_prefixes:
        return
    before = [node for node in target.of(_CONTAINERS) if _word(target.text, node.span.start - 1)]
    excused = sum(_word(source.text, node.span.start - 1) for node in source.of(_CONTAINERS))
    for node in before[excused:]:
        if _is_compound(target.text, node.inner.start, facts, target.text[: node.span.start], linked=True):
            continue
        spot = Span(node.span.start, node.span.start)
        yield Issue("no white space stands before the markup", None, spot, (Edit(spot.start, spot.end, " "),))


def _is_compound(text: str, offset: int, facts: LocaleFacts, before: str, *, linked: bool) -> bool:
    """Tell whether the word at the offset ends a compound that `before` begins.

    Its ending tells, or, if `linked`, the link before it. Where nouns have capitals, what begins a compound has one.
    """
    word = _word_at(text, offset)
    if not facts.linking or not word.islower():
        return False
    first = _LAST_WORD.search(before)
    if first is None or (facts.noun_endings and not first[0][0].isupper()):
        return False
    by_link = linked and len(word) >= _HALF and before.endswith(facts.linking)
    return by_link or any(map(word.endswith, facts.noun_endings))


def _is_half(text: str, offset: int, facts: LocaleFacts, lexicon: Lexicon | None) -> bool:
    """Tell whether the word at the offset is hardly met by itself where compounds are written as one word."""
    word = _word_at(text, offset)
    if not facts.linking or lexicon is None or not lexicon.segments or len(word) < _HALF:
        return False
    number = lexicon.targets.get(stem_of(word))
    return number is None or lexicon.target_counts[number] < _MET


def _word_at(text: str, offset: int) -> str:
    match = re.compile(r"[^\W\d_]*").match(text, offset)
    return match[0] if match else ""


def _is_joined(source: Inline, rest: str) -> bool:
    """Tell whether a mark joins the word that `rest` begins with to a link or emphasis of the source."""
    match = re.match(r"\w+", rest)
    joined = re.compile(rf"[^\w\s]{re.escape(match[0])}\b") if match else None
    return joined is not None and any(joined.match(source.text, node.span.end) for node in source.of(_CONTAINERS))


def _letter(text: str, offset: int) -> bool:
    if text.startswith("\\-", offset):
        return False  # a hyphen joins the two halves of a compound
    return offset < len(text) and (text[offset].isalpha() or text[offset] in "&>\\")


def _word(text: str, offset: int) -> bool:
    return 0 <= offset < len(text) and text[offset].isalpha()


def _cut_off(target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    for word in facts.suspended:
        for match in re.finditer(rf"(?<=\w|\")-(?={re.escape(word)}\s)", target.text):
            yield Issue(
                "no white space follows the hyphen of a cut-off compound",
                None,
                Span(match.end(), match.end()),
                (Edit(match.end(), match.end(), " "),),
            )


def _dashes(source: Inline, target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    text = target.text
    if not _DASH.search(text):
        return
    lopsided = [match for match in _LOPSIDED.finditer(text) if not _is_suspended(text, match.end(), facts)]
    if len(lopsided) > len(_LOPSIDED.findall(source.text)) and len(_SYMMETRIC.findall(source.text)) > len(
        _SYMMETRIC.findall(text)
    ) - len(lopsided):
        opaque = [node.span for node in target.of(_OPAQUE)] + [node.span for node in target.of(Kind.LINK)]
        for match in lopsided[len(_LOPSIDED.findall(source.text)) :]:
            if not any(other.start <= match.start() < other.end for other in opaque):
                spot = Span(*match.span())
                yield Issue("the dash has white space on one side only", None, spot, _dash_edits(text, spot))


def _dash_edits(text: str, dash: Span) -> tuple[Edit, ...]:
    before, after = text[: dash.start], text[dash.end :]
    if before.endswith("<") or after.lstrip().startswith(("\\", "<", ">")):
        return ()  # an arrow
    at = dash.end if before[-1:].isspace() else dash.start
    return (Edit(at, at, " "),)


def _quotes(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield gaps behind an opening, or before a closing, straight quotation mark."""
    gaps = _quote_gaps(target)
    for span in gaps[len(_quote_gaps(source)) :]:
        start = len(target.text[: span.end].rstrip())
        end = len(target.text) - len(target.text[span.start :].lstrip())
        yield Issue("white space stands inside the quotation marks", None, span, (Edit(start, end, ""),))


def _quote_gaps(inline: Inline) -> list[Span]:
    quotes = [
        node.span.start + match.start()
        for node in inline.of(Kind.TEXT)
        for match in re.finditer('"', node.span.of(inline.text))
    ]
    if len(quotes) % 2:
        return []  # which of them open and which close is anybody's guess
    text, gaps = inline.text, []
    for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
        if text[opening + 1].isspace() and (opening == 0 or text[opening - 1].isspace()):
            gaps.append(Span(opening + 1, opening + 2))
        if text[closing - 1].isspace() and closing - 1 > opening + 1 and not text[closing + 1 : closing + 2].isalnum():
            gaps.append(Span(closing - 1, closing))
    return gaps


def _is_suspended(text: str, offset: int, facts: LocaleFacts) -> bool:
    return bool(facts.suspended) and text[offset:].lstrip().startswith(facts.suspended)


def _torn(source: Inline, target: Inline) -> Iterator[Issue]:
    addresses = {node.value for node in source.of(Kind.LINK)} | set(_ADDRESS.findall(source.text))
    present = {node.value for node in target.of(Kind.LINK)}
    for address in addresses:
        torn = torn_link(target.text, address)
        if torn and address not in present and torn.of(target.text).strip(" \t\u00a0(") == address:
            yield Issue("white space tears the link apart", None, torn, (Edit(torn.start, torn.end, f"({address}"),))
            return


_STYLED = re.compile(r"\[ \*\*[^*\n]*\*\* \]")
_ADDRESS = re.compile(r"\]\(([^\s()]+(?:\([^\s()]*\)[^\s()]*)*)")
