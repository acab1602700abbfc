"""The keyword of an alert or extension, as in `[!NOTE]` or `[!VIDEO …]`, was translated, changed, lost or added.

The keyword tells the site what to make of the block. Translated, or with a blank in it, it stands on the page as text,
and the warning around it is gone.

Not reported: other capitals, which sites ignore; keywords outside segments, which have no source to compare with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.markup import Inline, Kind
from l10nqa.model import Dialect, Edit, Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["alert_keyword"]

# Blanks and full-width brackets are what translation makes of [!NOTE]; [![image]](address) is something else.
_KEYWORD = re.compile(r"[\[［【]\s*[!！]\s*(?P<word>[^\W\d_]+)(?P<rest>(?:\s[^\[\]］】]*)?)[\]］】](?!\()")
_PROPER = re.compile(r"\[![^\W\d_]+(?:\s[^\[\]]*)?\]")
_INCLUDE = "include"
_LONGEST = 40
"""Characters of what may stand in the place of a keyword."""


class _Keyword(NamedTuple):
    shown: str
    value: str
    """What stands between the brackets, without the blanks that do not belong there, in small letters."""
    span: Span


@rule(
    category=Category.MARKUP,
    severity=Severity.MAJOR,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.ALERT,
    dialects={Dialect.MARKDOWN},
    repair=Repair.FROM_SOURCE,
    examples=(
        Example("en>lv", "[!NOTE] Wait.", "⟦[!PIEZĪME]⟧ Uzgaidiet.", fixed="[!NOTE] Uzgaidiet."),
        Example("en>zh", "[!WARNING] Wait.", "⟦[!注意]⟧ 请稍候。", fixed="[!WARNING] 请稍候。"),
        Example("en>de", "[!TIP] Wait.", "⟦[! TIP]⟧ Warten Sie.", fixed="[!TIP] Warten Sie.", note="a blank in it"),
        Example("en>ar", "[!NOTE] Wait.", "⟦[!ملاحظة]⟧ انتظر.", fixed="[!NOTE] انتظر."),
        Example("en>ar", "[!TIP]", "⟦[تلميح1]⟧", fixed="[!TIP]", note="the keyword is the whole segment"),
        Example("en>de", "[!CAUTION] Wait.", "Warten Sie.⟦⟧", note="lost: no spot to mark"),
        Example("en>ja", "[!VIDEO https://a.example/b]", "[!VIDEO https://a.example/b]"),
        Example("en>ar", "[!NOTE] Wait.", "[!note] انتظر.", note="capitals do not matter"),
    ),
)
def alert_keyword(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every keyword that is not the source's."""
    missing, extra = _unpaired(_keywords(segment.source), _keywords(segment.target))
    if len(missing) == 1 and not extra and missing[0].shown == segment.source.text.strip():
        extra = _instead(segment.target)
    for was, now in zip(missing, extra, strict=False):
        edits = (Edit(now.span.start, now.span.end, was.shown),)
        yield Issue(f"the keyword is “{now.shown}”, in the source “{was.shown}”", was.span, now.span, edits)
    for keyword in missing[len(extra) :]:
        yield Issue(f"the keyword “{keyword.shown}” of the source is missing", keyword.span)
    for keyword in extra[len(missing) :]:
        yield Issue(f"the keyword “{keyword.shown}” is not in the source", None, keyword.span)


def _keywords(side: Inline) -> list[_Keyword]:
    if not {"[", "［", "【"} & set(side.text):
        return []
    return [
        _keyword(match, node.span.start)
        for node in side.of(Kind.TEXT)
        for match in _KEYWORD.finditer(node.span.of(side.text))
        if match["word"].lower() != _INCLUDE  # a placeholder with a rule of its own
    ]


def _keyword(match: re.Match[str], offset: int) -> _Keyword:
    value = f"{match['word']}{match['rest']}".strip().casefold()
    # What is not proper is another keyword, even where the word is the same.
    return _Keyword(match[0], value if _PROPER.fullmatch(match[0]) else f"?{value}", Span(*match.span()).shift(offset))


def _instead(target: Inline) -> list[_Keyword]:
    """Return the whole target, where it must be a keyword and nothing else, and is short enough to be a bad one."""
    text = target.text.strip()
    start = target.text.find(text)
    return [_Keyword(text, "", Span(start, start + len(text)))] if 0 < len(text) <= _LONGEST else []


def _unpaired(wanted: list[_Keyword], found: list[_Keyword]) -> tuple[list[_Keyword], list[_Keyword]]:
    """Return what is left of both when equals are taken out; a proper keyword also stands for one that was not."""
    missing, extra = [], list(found)
    for keyword in wanted:
        same = next((left for left in extra if keyword.value in {left.value, f"?{left.value}"}), None)
        if same is None:
            missing.append(keyword)
        else:
            extra.remove(same)
    return missing, extra
