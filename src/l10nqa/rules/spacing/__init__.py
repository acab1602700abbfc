"""White space is missing, doubled or misplaced next to markup or punctuation, where a reader sees it.

Translation systems drop the space behind bold and links (`**Durchsuchen**aus`), leave one before a comma, open a gap
inside brackets. Each of these shows on the page.

What counts depends on how the language is written: Japanese, Chinese and Thai put no spaces between words; Korean,
Hungarian and Marathi write endings onto a label, Arabic and Hebrew write conjunctions onto it; French sets a space
before `;:!?`; Spanish writes a dash onto the aside that it sets off. These facts are data. Where endings are written
onto words, a word that is none, or that the memory has by itself, is reported. An entity is the character that it
stands for. A spacing that the source has as well is not reported, nor is blank at the very ends of a segment in
Markdown. A string of a program must begin and end with white space where its source does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale import LocaleFacts, facts_of, mark_class
from l10nqa.markup import Inline, Kind, meets, resolved, syntax_spans, union_of
from l10nqa.model import PLAIN, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.spacing.customs import sets_asides_off
from l10nqa.rules.spacing.dashes import cut_off_compounds, hanging_dashes, lopsided_dashes
from l10nqa.rules.spacing.glued import CONTAINERS, OPAQUE, REFERENCES, glued_words
from l10nqa.rules.spacing.quotations import gaps_in_quotations
from l10nqa.rules.spacing.torn import torn_tokens, torn_words
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["spacing"]

_GAP = "[ \t\u00a0\u202f\u3000]"
_NEAR = 8
"""Characters that hold the delimiters beside a gap, and the next letter."""


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
        rf"(?P<gap>{_GAP}(?<=[^\s>].){_GAP}*)"
        rf"(?=(?:\*{{1,3}}|_{{1,2}})?(?:[،؛؟۔。、，！？։።፣፤፥]|[,.;:!?](?![\w.\\/:]|{_GAP}*[,.])))"
    ),
    "white space stands before the punctuation mark",
    "gap",
)
_EMPTIED = _Pattern(
    re.compile(rf"(?<=\s>)(?P<gap>{_GAP}+)(?=[.,;:!?](?!\w))"),
    "the last step of the path is missing, and white space stands before the mark",
    "gap",
)
_INSIDE_OPEN = _Pattern(
    re.compile(rf"(?<![\\!])[\[(（「『¿¡](?P<gap>{_GAP}+)(?=[^\s\])>])"),
    "white space follows the opening bracket",
    "gap",
)
_INSIDE_CLOSE = _Pattern(
    re.compile(rf"(?P<gap>{_GAP}(?<=[^\s\[(>\-–—].){_GAP}*)(?:[）」』]|[\])](?![\w:]))"),
    "white space stands before the closing bracket",
    "gap",
)
_DOUBLE = _Pattern(
    re.compile("(?P<gap>\u00a0(?<!\n.)[ \u00a0]+| +(?<!\n.)\u00a0[ \u00a0]*)(?=\\S)"),
    "a space and a no-break space double the gap",
    "gap",
)
_NONE_AFTER_MARK = _Pattern(
    re.compile(
        r"(?<=[^\W\d]|[*)])(?<!&[a-z]{2})(?<!&[a-z]{3})(?<!&[a-z]{4})(?P<gap>[,;،؛!?]\*{0,3}|:\*{1,3})(?=\*{0,3}[^\W\d_]{2})"
    ),
    "no white space follows the mark",
    "gap",
)
_CJK_AFTER_MARK = _Pattern(
    re.compile(r"(?P<gap>[ \t](?<=[、，」』）].)[ \t]*)(?=[\u3040-\u30ff\u3400-\u9fff])"),
    "white space follows a full-width mark",
    "gap",
)
_SIGNS_ALONE = re.compile(r"(?<!\S)(?=\S{3})[^\w\s]*[/@+][^\s\w]*_?[/@+-]*_?\Z")
"""A list of signs, as in `@/./+/-/_`."""
_GAP_BEFORE = re.compile(rf"{_GAP}[*_]{{0,3}}[،؛؟۔。、，！？։።፣፤፥,.;:!?\])）」』–—\-\u00a0\u202f]")
_GAP_AFTER = re.compile(rf"[\[(（「『¿¡–—\-、，」』）\u00a0\u202f]{_GAP}")
_NO_GAP = re.compile(r"[,;،؛!?:]\*{0,3}[^\W\d_]")
"""What must stand in a text for any of these to be found; one of them costs a tenth of all."""


@rule(
    category=Category.WHITESPACE,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT,
    silent_on_prose=True,
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
        Example("en>lv", "See [Plans](u).", "Skatiet [Plāni] (u).", note="torn: link-target reports it"),
        Example("en>ja", "Select **Save**.", "**保存**を選択します。", note="written without spaces between words"),
        Example("en>ko", "Select **Save**.", "**저장**을 선택합니다.", note="the particle belongs to the label"),
        Example("en>de", "Meet the [requirements](u).", "Einrichtungs[anforderungen](u) erfüllen.", note="a compound"),
        Example("en>fr", "What is it?", "Qu’est-ce que c’est ?", note="French sets a space there"),
        Example("en>de", "Name: ", "Name:⟦⟧", fixed="Name: ", markup=PLAIN, note="a string of a program"),
        Example("en>fr", "Done.\n", "Fini.⟦⟧", fixed="Fini.\n", markup=PLAIN, note="a string of a program"),
        Example("en>sr", "Only @/./+/-/_ are.", "Само @/./+/-/_ .", markup=PLAIN, note="not one of the signs"),
        Example("en>ar", "**Save** and **Open**", "**حفظ** و**فتح**", note="the conjunction is written onto the word"),
        Example("en>de", "Lead the job.", "F&uuml;hren Sie die Aufgabe.", note="an entity is one character"),
        Example("en>de", 'Type "x" here', "Geben Sie &quot;x&quot; ein", note="an entity is one character"),
        Example("en>ne", "Open **Plans**.", "**योजना**मा जानुहोस्।", note="the postposition is written onto the label"),
        Example("en>te", "Open **Plans**.", "**ప్లాన్లు**లో తెరవండి.", note="so is the case ending"),
        Example("en>sv", "The **Plans** settings.", "**Planer**s inställningar.", note="the genitive"),
        Example("en>es", "The plan, if any, opens.", "El plan —si lo hay— se abre.", note="dashes around an aside"),
        Example("en>tr", "Open **Plans** now.", "**Planlar**⟦⟧sayfasını açın.", fixed="**Planlar** sayfasını açın."),
        Example("en>hu", "Open **Plans**.", "Nyissa meg a **Csomagok**at.", note="a case ending"),
        Example("en>tr", "The Plan API is new.", "Plan API⟦ ⟧'si yenidir.", fixed="Plan API'si yenidir."),
        Example("en>fr", "Open the [tool](u).", "Ouvrez l'⟦ ⟧[outil](u).", fixed="Ouvrez l'[outil](u)."),
        Example("en>ko", "Select **Plans**.", "**요금제**⟦ ⟧를 선택합니다.", fixed="**요금제**를 선택합니다."),
        Example("en>zh", 'Click "**Plans**".', '单击"⟦ ⟧**套餐**⟦ ⟧"。', fixed='单击"**套餐**"。'),
        Example("en>fr", "Only @ and . are.", "Seulement « @ » et « . ».", note="a mark that is quoted"),
        Example("en>el", "Take what you like.", "Πάρτε ό,τι θέλετε.", note="a word with a comma in it"),
        Example("en>fi", "time and tide", "aika-⟦⟧ja vuorovesi", fixed="aika- ja vuorovesi", note="a compound cut off"),
        Example("en>hu", "boats and sails", "hajólista vagy⟦⟧-tár", fixed="hajólista vagy -tár"),
        Example("en>vi", "**Sails** - the list", "**Buồm** ⟦-⟧danh sách", fixed="**Buồm** - danh sách"),
        Example("en>fr", "Kind: text", "Genre⟦\u00a0 ⟧: texte", fixed="Genre\u00a0: texte"),
        Example("en>uk", "It must be >= 8.", "Має бути >⟦ ⟧= 8.", fixed="Має бути >= 8."),
        Example(
            "en>de", "Save it. Then go.", "Sichern Sie es⟦.⟧Dann gehen Sie.", fixed="Sichern Sie es. Dann gehen Sie."
        ),
        Example("en>nl", "Wait {0} seconds.", "Wacht⟦{0}⟧seconden.", fixed="Wacht {0} seconden."),
        Example("en>bg", "<xref:A.B> is called.", "<xref:A.B>⟦⟧се извиква.", fixed="<xref:A.B> се извиква."),
    ),
)
def spacing(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every gap that is wrong and not the source's own."""
    if (segment.source.kinds | segment.target.kinds) & Kind.ENTITY:
        source, target = resolved(segment.source), resolved(segment.target)
        for issue in _issues(source.inline, target.inline, context):
            yield target.issue(issue, source)
    else:
        yield from _issues(segment.source, segment.target, context)
    if not segment.segment.profile.markup.is_markdown:
        yield from _ends(segment.source.text, segment.target.text, facts_of(context.target_locale))


def _issues(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    facts = facts_of(context.target_locale)
    if _GAP_BEFORE.search(target.text) or _GAP_AFTER.search(target.text):
        for pattern in (_BEFORE_MARK, _EMPTIED, _INSIDE_OPEN, _INSIDE_CLOSE, _DOUBLE):
            yield from _matches(pattern, source, target, facts)
        if facts.spaces_words:
            if not sets_asides_off(context.target_locale):
                yield from lopsided_dashes(source, target, facts)
            if " - " in source.text and not facts.attaches_suffixes and not facts.suspended:
                yield from hanging_dashes(source, target)
        else:
            yield from _matches(_CJK_AFTER_MARK, source, target, facts)
    if facts.spaces_words:
        yield from _between_words(source, target, context)
    if '"' in target.text:
        yield from _quotes(source, target, facts)
    if not facts.spaced_marks:
        yield from gaps_in_quotations(source, target)
    yield from torn_tokens(source, target)


def _between_words(source: Inline, target: Inline, context: RuleContext) -> Iterator[Issue]:
    """Yield gaps that are wrong where words are parted by white space."""
    facts = facts_of(context.target_locale)
    if _NO_GAP.search(target.text):
        yield from _matches(_NONE_AFTER_MARK, source, target, facts)
    if (source.kinds | target.kinds) & (CONTAINERS | REFERENCES):
        yield from glued_words(source, target, context)
    if facts.suspended and "-" in target.text:
        yield from cut_off_compounds(source, target, facts)
    yield from torn_words(source, target, context)


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
    found = _spans(pattern, target)
    if pattern is not _DOUBLE:
        found = [span for span in found if not _is_usual(target.text, span, facts)]
        if found and pattern is _BEFORE_MARK:
            torn_off = {word.lower() for word in _BEGINS_WITH_STOP.findall(source.text)}
            found = [span for span in found if not _is_torn_off(target.text, span, torn_off)]
        if found and _MARKS_AS_LABEL.search(source.text):
            found = [span for span in found if not _MARKS_AS_LABEL.match(target.text, span.end)]
    if not found:
        return
    own = _spans(pattern, source)
    if pattern is _DOUBLE:
        # Several no-break spaces are a choice; between spaces they are what is left of one.
        own = (
            [span for span in own if " " in span.of(source.text)]
            if any(" " in x.of(target.text) for x in found)
            else own
        )
    may_be_styled = "[ " in target.text
    for span in found[len(own) :]:
        edits = _repaired(pattern, target, span, facts)
        # `[ **label** ]`, open on both sides, is a style of its own.
        style = _STYLED.search(target.text, max(span.start - 200, 0), span.end + 200) if may_be_styled else None
        styled = style is not None and style.start() <= span.start < style.end()
        yield Issue(pattern.message, None, span, edits, Certainty.POSSIBLE if styled else None)


def _spans(pattern: _Pattern, inline: Inline) -> list[Span]:
    spans = [Span(*match.span(pattern.spot)) for match in pattern.regex.finditer(inline.text.rstrip())]
    if not spans:
        return []
    opaque = [node.span for node in inline.of(OPAQUE)]
    opaque += [Span(node.inner.end + 1, node.span.end - 1) for node in inline.of(Kind.LINK | Kind.IMAGE)]
    opaque += syntax_spans(inline)
    if "{" in inline.text:
        opaque += [Span(*match.span()) for match in _IN_BRACES.finditer(inline.text)]
    if ":::" in inline.text:
        opaque += [Span(*match.span()) for match in _DIRECTIVE.finditer(inline.text)]
    if not opaque:
        return spans
    union = union_of(span for span in opaque if span.start < span.end)
    return [span for span in spans if not meets(span, union)]


def _repaired(pattern: _Pattern, target: Inline, span: Span, facts: LocaleFacts) -> tuple[Edit, ...]:
    text = target.text
    if pattern is _DOUBLE and len(span.of(text).replace(" ", "")) > 1:
        return ()
    if pattern is _DOUBLE:
        return (Edit(span.start, span.end, "\u00a0" if text[span.end] in facts.spaced_marks else " "),)
    if pattern is _NONE_AFTER_MARK:
        # Delimiters behind the mark open there, or they close what it ends.
        opens = any(node.span.start == span.start + 1 for node in target.of(CONTAINERS))
        offset = span.start + 1 if opens else span.end
        return (Edit(offset, offset, " "),)
    if pattern is _BEFORE_MARK and mark_class(text[span.start - 1]) in tuple(".,:;!?"):
        return ()  # two marks would meet
    if pattern is _EMPTIED or (pattern in (_INSIDE_OPEN, _INSIDE_CLOSE) and _is_mirrored(text)):
        return ()
    edits = [Edit(span.start, span.end, "")]
    if pattern in (_INSIDE_OPEN, _INSIDE_CLOSE):
        edits += _moved_out(pattern, target, span, facts)
    elif facts.spaces_words and pattern is _BEFORE_MARK and text[span.end + 1 : span.end + 2].isalpha():
        edits.append(Edit(span.end + 1, span.end + 1, " "))
    return tuple(sorted(edits))


def _is_mirrored(text: str) -> bool:
    """Tell whether a parenthesis closes before any opens: both were turned round, and gaps say nothing."""
    closing, opening = text.find(")"), text.find("(")
    return 0 <= closing < opening


def _moved_out(pattern: _Pattern, target: Inline, gap: Span, facts: LocaleFacts) -> list[Edit]:
    """Return the edit that puts the white space within a bracket outside of it, where it alone parts two words."""
    text = target.text
    link = next((node for node in target.around(gap, Kind.LINK) if gap.inside(node.inner)), None)
    if pattern is _INSIDE_OPEN:
        where = link.span.start if link and link.inner.start == gap.start else gap.start - 1
        before, behind = text[max(where - _NEAR, 0) : where], text[gap.end : gap.end + _NEAR]
    else:
        where = link.span.end if link and link.inner.end == gap.end else gap.end + 1
        before, behind = text[max(gap.start - _NEAR, 0) : gap.start], text[where : where + _NEAR]
    last, first = before.rstrip("*_`")[-1:], behind.lstrip("*_`")[:1]
    # Where words are not spaced, many put a space between letters of Latin and others; a full-width bracket has one.
    parts = last.isalnum() and first.isalnum() and (facts.spaces_words or last.isascii() != first.isascii())
    parts = parts and text[gap.start - 1 if pattern is _INSIDE_OPEN else gap.end].isascii()
    return [Edit(where, where, " ")] if parts else []


def _is_usual(text: str, gap: Span, facts: LocaleFacts) -> bool:
    if text[gap.start - 1] in "/_@+-" and _SIGNS_ALONE.search(text, max(gap.start - 20, 0), gap.start):
        return True  # the mark would seem to be one of the signs that are meant
    if _is_within_word(text, gap, facts) or _is_quoted_mark(text, gap):
        return True
    delimiters = _DELIMITERS.match(text, gap.end)
    behind = delimiters.end() if delimiters else gap.end
    following = text[behind : behind + 1]
    return bool(following) and following in facts.spaced_marks


def _is_torn_off(text: str, gap: Span, words: Collection[str]) -> bool:
    """Tell a full stop that white space tore off a word which begins with it in the source: `a . pst` for `a .pst`."""
    word = _TORN_OFF.match(text, gap.end)
    return word is not None and word[1].lower() in words


def _is_within_word(text: str, mark: Span, facts: LocaleFacts) -> bool:
    """Tell a mark that stands within a word of the language, as the comma in `ό,τι`."""
    for word in facts.marked_words:
        within = next(index for index, character in enumerate(word) if not character.isalpha())
        if text[max(mark.start - within, 0) :][: len(word)].casefold() == word:
            return True
    return False


def _is_quoted_mark(text: str, gap: Span) -> bool:
    """Tell a gap within quotation marks around nothing but a mark, as in `« . »`."""
    return _QUOTED_MARK.match(text, gap.start - 1) is not None


def _quotes(source: Inline, target: Inline, facts: LocaleFacts) -> Iterator[Issue]:
    """Yield gaps behind an opening, or before a closing, straight quotation mark."""
    pairs = _quote_gaps(target, facts)
    gaps = [(gap, pair) for pair in pairs for gap in pair]
    for gap, pair in gaps[sum(map(len, _quote_gaps(source, facts))) :]:
        # Both gaps of a pair go together.
        edits = tuple(Edit(*_widened(target.text, gap_of_pair), "") for gap_of_pair in pair)
        yield Issue("white space stands inside the quotation marks", None, gap, edits)


def _widened(text: str, gap: Span) -> Span:
    """Return the whole run of white space that a gap is part of."""
    return Span(len(text[: gap.end].rstrip()), len(text) - len(text[gap.start :].lstrip()))


def _quote_gaps(inline: Inline, facts: LocaleFacts) -> list[list[Span]]:
    """Return the gaps within each pair of straight quotation marks that has any."""
    quotes = [
        node.span.start + match.start()
        for node in inline.of(Kind.TEXT)
        for match in re.finditer('"', node.span.of(inline.text))
    ]
    if len(quotes) % 2:
        return []  # which of them open and which close is anybody's guess
    text, pairs = inline.text, []
    # Where words are not spaced, nothing parts a quotation from the words beside it.
    apart = not facts.spaces_words
    for opening, closing in zip(quotes[::2], quotes[1::2], strict=True):
        gaps = []
        if not text[opening + 1 : closing].strip():
            continue  # white space is what is quoted
        if text[opening + 1].isspace() and (apart or opening == 0 or text[opening - 1].isspace()):
            gaps.append(Span(opening + 1, opening + 2))
        is_free = apart or not text[closing + 1 : closing + 2].isalnum()
        if text[closing - 1].isspace() and closing - 1 > opening + 1 and is_free:
            gaps.append(Span(closing - 1, closing))
        if gaps:
            pairs.append(gaps)
    return pairs


_QUOTED_MARK = re.compile(rf"[«‹“„\"'‘「]{_GAP}+\W{{1,3}}{_GAP}*[»›”“\"'’」]")
_DIRECTIVE = re.compile(r":::\s*\w[^\n]*?(?::::|$)", re.MULTILINE)
"""A directive such as `:::image source="a.png" alt-text="A map":::`: its attributes are no text."""
_IN_BRACES = re.compile(r"\{[^{}\s]{1,120}\}")
"""What a program reads, be it spoiled: `{0,Datum,kurz}`."""
_DELIMITERS = re.compile(r"[*_]*")
_BEGINS_WITH_STOP = re.compile(r"(?<!\w)\.(\w+)")
_TORN_OFF = re.compile(r"\.\s+(\w+)")
_MARKS_AS_LABEL = re.compile(r"(\*{1,3}|__?)[.…:;,!?]{1,3}\1")
"""A label that consists of marks, such as `**…**`."""
_STYLED = re.compile(r"\[ +(?:\*\*[^*\n]*\*\*|\[[^\]\n]*\]\([^()\n]*\)) +\]")
