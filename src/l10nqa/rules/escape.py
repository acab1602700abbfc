"""A backslash escape or HTML entity was lost, added or broken, so that the rendered text changes.

An escape that falls apart shows its backslash (`\\ >`), one that is lost turns what follows into markup; a torn entity
shows as `& nbsp;`.

Not reported: an escape that was added or left out where the text renders the same (`\\>` for `>`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.markup import EMPHASES, Inline, Kind, meets
from l10nqa.model import PLAIN, Dialect, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["escape"]

_SHOWN = re.compile(r"\\(?=[\s*_<>\[\]#`｜＊＿]|$)")
_TORN_ENTITY = re.compile(r"&\s*(?:nbsp|amp|lt|gt|quot|copy|reg|#\s*\d{2,5})\s*[;；]", re.IGNORECASE)
_NO_ENTITY = re.compile(r"&[^\W\d_]{2,12};|＆(?:[A-Za-z]{2,8}|#\d{2,5})[;；]")
"""The name of an entity that was translated, or is none any more behind a full-width ampersand."""
_ENTITY_NAME = re.compile(r"(?:nbsp|amp|lt|gt|quot|copy|reg|#\d{2,5});", re.IGNORECASE)
"""What follows the ampersand of an entity that is escaped itself, as in `&amp;nbsp;`, so that it shows."""
_TORN_SEQUENCE = re.compile(r"(?<=\w)\\ (?=\w)")
_SEQUENCE = re.compile(r"(?<=\w)\\(?=\w)")
_ESCAPED = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[\"']|[nrt](?![a-z]))")
_SIGN_BEFORE = re.compile(r"(?<!\S)\\?[^\w\s][ ]\Z")
_SIGN_BEHIND = re.compile(r"[ ]\\?[^\w\s](?!\S)")
_MARKS = ("*", "_", "`")
_RUN = re.compile(r"(?:\\[*_`])+")
"""Escaped delimiters that follow each other."""
_PAIR = 2
"""Delimiters of bold."""
_ESCAPED_MARKS = re.compile(r"[\\*_`]+")


@rule(
    category=Category.MARKUP,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.ESCAPE | Kind.ENTITY | Kind.TEXT,
    silent_on_prose=True,
    repair=Repair.BLANKS,
    examples=(
        Example("en>de", r"Go to **A** \> **B**.", r"Gehen Sie zu **A** ⟦\⟧ > **B**."),
        Example("en>fr", r"a backslash (\\)", r"une barre oblique inverse (⟦\⟧ \)"),
        Example("en>ja", r"Enter \*\*.", r"⟦\*⟧ を入力します。"),
        Example("en>ar", "10&nbsp;GB", "10 ⟦& nbsp;⟧ غيغابايت"),
        Example("en>ru", r"Type a\tb.", r"Введите a⟦\ ⟧tb.", fixed=r"Введите a\tb.", note="a torn sequence"),
        Example("en>de", "10&nbsp;GB", "10⟦&amp;nbsp;⟧GB", note="escaped itself"),
        Example("en>pl", r"It won\*\*t move.", "Nie przesunie się.", note="a slip of the source within a word"),
        Example("en>sv", r"If x\` is null, stop.", "Om x är null.⟦⟧", note="possible only: a slip of the source"),
        Example("en>de", r"Go to **A** \> **B**.", "Gehen Sie zu **A** > **B**.", note="renders the same"),
        Example("en>ja", r"Enter \*.", r"\* を入力します。"),
        Example("en>lv", r"Open Protocols\TLS\Client.", r"Atveriet Protocols\TLS \ klients.", note="a path"),
        Example("en>ar", "A &amp; B", "أ & ب", note="renders the same"),
        Example("en>ar", "Template: “x”", 'قالب: ⟦\\"⟧x⟦\\"⟧', markup=PLAIN, note="escaped once more"),
        Example("en>fr", "Save to *.txt", "Enregistrer dans \\*.txt", markup=PLAIN, note="no Markdown"),
    ),
)
def escape(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every escape or entity that shows, or that changes what shows."""
    source, target = segment.source, segment.target
    if segment.segment.profile.markup.dialect is not Dialect.MARKDOWN:
        yield from _of_program(source, target)
        return
    if "\\" in target.text or "\\" in source.text:
        yield from _backslashes(source, target)
    if "&" in target.text or "＆" in target.text:
        yield from _entities(source, target)
    if (
        "&nbsp;" in source.text
        and not _TORN_ENTITY.search(target.text)
        and _no_breaks(target) < source.text.count("&nbsp;")
    ):
        start = source.text.index("&nbsp;")
        yield Issue("the no-break space “&nbsp;” of the source is missing", Span(start, start + len("&nbsp;")))


def _of_program(source: Inline, target: Inline) -> Iterator[Issue]:
    """Yield what was escaped once more than the source, in a text that is not Markdown, and shows as it is."""
    if "\\" in target.text and "\\" not in source.text:
        for span in _in_text(target, _ESCAPED):
            yield Issue(f"“{span.of(target.text)}” shows as it is: the source escapes nothing", None, span)
    if "&" in target.text:
        yield from _entities(source, target)


def _backslashes(source: Inline, target: Inline) -> Iterator[Issue]:
    more = _unescaped(target) - _unescaped(source)
    # Those of a path show on both sides, whatever stands behind them.
    for span in _in_text(target, _SHOWN)[len(_in_text(source, _SHOWN)) :][: max(more, 0)]:
        if not _is_listed(target.text, span):
            yield Issue("the backslash shows: it escapes nothing here", None, span)
    torn = _in_text(target, _TORN_SEQUENCE)
    if len(_in_text(source, _SEQUENCE)) > len(_in_text(target, _SEQUENCE)):
        for span in torn[len(_in_text(source, _TORN_SEQUENCE)) :]:
            yield Issue(
                "white space tears the backslash off what it stands before",
                None,
                span,
                (Edit(span.end - 1, span.end, ""),),
            )
    # Before another escape, a backslash must be escaped itself.
    doubled = [span for span in _escaped(target, "\\") if not target.text.startswith("\\", span.end)]
    for span in doubled[len(_escaped(source, "\\")) + source.text.count("\\\\") :]:
        yield Issue("the backslash is escaped itself and shows", None, span)
    within_words = _within_words(source.text)
    for mark in _MARKS:
        wanted, found = _escaped(source, mark), _escaped(target, mark)
        if any(meets(span, within_words) for span in wanted):
            continue  # a slip of the source, as in `can\\*\\*t`
        if len(wanted) >= 2 and mark == "*" and len(target.of(EMPHASES)) > len(source.of(EMPHASES)):
            continue  # what the source failed to make bold, the target made
        if (
            len(wanted) != len(found)
            and _visible(source, mark) != _visible(target, mark)
            and "×" not in target.text + source.text
        ):
            spot = Span(found[0].start, found[-1].end) if found else None
            was = Span(wanted[0].start, wanted[-1].end) if wanted else None
            message = f"the source shows {_visible(source, mark)} “{mark}”, the target {_visible(target, mark)}"
            is_slip = len(found) < len(wanted) and _are_slips(source.text, mark)
            yield Issue(message, was, spot, certainty=Certainty.POSSIBLE if is_slip else None)


def _is_listed(text: str, sign: Span) -> bool:
    """Tell a backslash that stands by itself in a list of signs, as in `? / \\ |`."""
    return bool(_SIGN_BEFORE.search(text, 0, sign.start) and _SIGN_BEHIND.match(text, sign.end))


def _are_slips(text: str, mark: str) -> bool:
    """Tell whether all escaped delimiters of a text may be what is left of markup that its author got wrong.

    A lone backtick is no sign of any language; a lone asterisk before another, or between blanks, is none of a note;
    and two that touch a word on one side only are half a bold span.
    """
    runs = [run for run in _RUN.finditer(text) if mark in run[0]]
    if mark == "`":
        return len(runs) % 2 == 1 and all(len(run[0]) == _PAIR for run in runs)
    return bool(runs) and all(_is_slip(text, run) for run in runs)


def _is_slip(text: str, run: re.Match[str]) -> bool:
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if len(run[0]) == _PAIR:  # one
        return behind == run[0][1] or before == run[0][1] or (before.isspace() and behind.isspace())
    return len(run[0]) == 2 * _PAIR and before.isalpha() != behind.isalpha()


def _escaped(inline: Inline, mark: str) -> list[Span]:
    return [node.span for node in inline.of(Kind.ESCAPE) if node.value == mark]


def _within_words(text: str) -> list[Span]:
    """Return the runs of escaped marks that stand between two letters."""
    runs = (Span(*match.span()) for match in _ESCAPED_MARKS.finditer(text))
    return [span for span in runs if text[span.start - 1 : span.start].isalpha() and text[span.end :][:1].isalpha()]


def _unescaped(inline: Inline) -> int:
    """Return how many backslashes stand as text."""
    return sum(node.value.count("\\") for node in inline.of(Kind.TEXT))


def _visible(inline: Inline, mark: str) -> int:
    return sum(node.value.count(mark) for node in inline.of(Kind.TEXT | Kind.ESCAPE))


def _entities(source: Inline, target: Inline) -> Iterator[Issue]:
    torn = _in_text(target, _TORN_ENTITY)
    for span in [*torn[len(_in_text(source, _TORN_ENTITY)) :], *_renamed_entities(source, target)]:
        yield Issue(f"“{span.of(target.text)}” is no entity and shows as it is", None, span)
    if "&amp;" in target.text:
        for span in _shown_entities(target)[len(_shown_entities(source)) :]:
            yield Issue(f"“{span.of(target.text)}” shows as an entity: it is escaped itself", None, span)


def _renamed_entities(source: Inline, target: Inline) -> Iterator[Span]:
    """Yield what stands in the place of an entity of the source and is none."""
    if len(target.of(Kind.ENTITY)) < len(source.of(Kind.ENTITY)):
        for span in _in_text(target, _NO_ENTITY):
            if span.of(target.text) not in source.text and not _TORN_ENTITY.match(target.text, *span):
                yield span


def _shown_entities(side: Inline) -> list[Span]:
    """Return the escaped ampersands with which the name of an entity shows."""
    ampersands = [node.span for node in side.of(Kind.ENTITY) if node.value == "&"]
    named = ((span, _ENTITY_NAME.match(side.text, span.end)) for span in ampersands)
    return [Span(span.start, name.end()) for span, name in named if name]


def _no_breaks(inline: Inline) -> int:
    return sum(node.value.count("\u00a0") for node in inline.of(Kind.TEXT | Kind.ENTITY))


def _in_text(inline: Inline, pattern: re.Pattern[str]) -> list[Span]:
    return [
        Span(*match.span()).shift(node.span.start)
        for node in inline.of(Kind.TEXT)
        for match in pattern.finditer(node.span.of(inline.text))
    ]
