"""The sentence ends with another mark than in the source, or with none, or got one that the source has not.

A colon announces what follows, a question mark asks; a missing full stop makes an instruction look cut off.

Marks of all scripts count as the mark they correspond to. Languages that end sentences without a mark (Thai, Lao) may
drop or keep the full stop. A change that the memory shows to be the convention of the locale is less than likely, and
so is a list whose entries all changed their style. A mark that only moved into a link or emphasis is reported there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import facts_of, mark_class
from l10nqa.markup import Inline, Kind, Node, closing_mark, torn_link
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["end_punctuation"]

_ENOUGH, _USUAL = 50, 0.06
"""What this share of at least so many segments does is a convention."""
_NUMBERING = 4
"""A source of at most so many characters is a number in a list: `1a.`"""
_ABBREVIATION = 5
"""A single word of at most this length with a full stop is an abbreviation."""


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.TEXT,
    examples=(
        Example("en>de", "Select the following:", "Wählen Sie Folgendes aus⟦.⟧"),
        Example("en>ja", "Save the file.", "ファイルを保存します⟦⟧"),
        Example("en>ar", "Save the file?", "هل تريد حفظ الملف⟦.⟧"),
        Example("en>ja", "Save the file.", "ファイルを保存します。"),
        Example("en>ar", "Save the file?", "هل تريد حفظ الملف؟"),
        Example("en>th", "Save the file.", "บันทึกไฟล์", note="Thai ends sentences without a mark"),
        Example("en>de", "See [Plans](u).", "Siehe [Tarife.](u)", note="moved: link-punctuation reports it"),
    ),
)
def end_punctuation(segment: ParsedSegment, context: Context) -> Iterator[Issue]:
    """Yield an issue where the two sides end with different marks."""
    facts = facts_of(context.target_locale)
    wanted, _ = closing_mark(segment.source)
    found, spot = closing_mark(segment.target, facts.question_mark)
    if wanted == found or not segment.target.text.strip():
        return
    if _is_the_title_s(segment, wanted) or len(segment.source.text.strip()) <= _NUMBERING:
        return
    if {wanted, found} <= {".", ""}:
        added_to_word = bool(found) and _belongs_to_word(segment.target.text[: spot.end])
        if added_to_word or not facts.ends_sentences:
            return
    shown = f"ends with “{segment.target.text[spot.start : spot.end]}”" if found else "has no closing mark"
    expected = f"with “{wanted}”" if wanted else "with none"
    added = found == "." and not wanted
    if wanted == ",":
        return  # a sentence that goes on elsewhere
    usual = (added and context.origin == "HT") or (found == "," and not facts.spaces_words)
    usual = usual or _is_convention(context, wanted, found) or _is_entry(segment, found)
    certainty = Certainty.POSSIBLE if usual else None
    yield Issue(f"the target {shown}, the source ends {expected}", None, spot, certainty=certainty)


def _is_the_title_s(segment: ParsedSegment, wanted: str) -> bool:
    """Tell a mark that ends the title of the link with which the source ends, and not the sentence."""
    links = _links(segment.source)
    if not links:
        return False
    if _ends_inside(segment.source):
        if torn_link(segment.target.text, links[-1].value):
            return True  # it stands in what was a link
        if wanted and any(_ends_with(segment.target, node, wanted) for node in _links(segment.target)):
            return True
    return wanted == "?" and segment.source.text.rstrip().endswith(")?")


def _is_entry(segment: ParsedSegment, found: str) -> bool:
    """Tell an entry of a list whose style changed as a whole: small initial, comma or semicolon at the end."""
    source, target = segment.source.text.lstrip(' *_["“'), segment.target.text.lstrip(' *_["„“')
    return found in (";", ",", "") and source[:1].isupper() and target[:1].islower()


def _is_convention(context: Context, wanted: str, found: str) -> bool:
    """Tell whether the memory's translations often do so: many locales end an introduction with a full stop."""
    endings = context.lexicon.endings.get(wanted, {}) if context.lexicon else {}
    total = sum(endings.values())
    return total >= _ENOUGH and endings.get(found, 0) / total >= _USUAL


def _belongs_to_word(text: str) -> bool:
    """Tell the full stop of an ordinal, date or abbreviation from that of a sentence."""
    words = text.rstrip(".").split()
    return not words or words[-1][-1].isdigit() or (len(words) == 1 and len(words[0]) <= _ABBREVIATION)


def _links(inline: Inline) -> list[Node]:
    return inline.of(Kind.LINK)


def _ends_inside(inline: Inline) -> bool:
    """Tell whether the text ends with a link, its mark inside."""
    links = _links(inline)
    return bool(links) and links[-1].span.end >= len(inline.text.rstrip())


def _ends_with(inline: Inline, node: Node, mark: str) -> bool:
    label = node.inner.of(inline.text).rstrip()
    return bool(label) and mark_class(label[-1]) == mark
