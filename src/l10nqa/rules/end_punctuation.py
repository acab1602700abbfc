"""The sentence ends with another mark than in the source, or with none, or got one that the source has not.

A colon announces what follows, a question mark asks; a missing full stop makes an instruction look cut off.

Marks of all scripts count as the mark they correspond to. Languages that end sentences without a mark (Thai, Lao) may
drop or keep the full stop. A mark that only moved into a link or emphasis is reported there, not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.locale import LocaleFacts, facts_of, mark_class
from l10nqa.markup import LEAVES, Inline, Kind, Node, torn_link
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Context, Example, ParsedSegment, rule
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["end_punctuation"]

_CLOSERS = "\"'”’»“„」』】〉》›"
_MARKS = frozenset(".,:;!?…")


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.CERTAIN,
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
    wanted, _ = _end(segment.source, LocaleFacts())
    found, spot = _end(segment.target, facts)
    if wanted == found or not segment.target.text.strip():
        return
    links = _links(segment.source)
    if links and _ends_inside(segment.source) and torn_link(segment.target.text, links[-1].value):
        return  # the mark stands in what was a link
    if (
        wanted
        and _ends_inside(segment.source)
        and any(_ends_with(segment.target, node, wanted) for node in _links(segment.target))
    ):
        return  # the mark is the title's, not the sentence's
    if wanted == "?" and segment.source.text.rstrip().endswith(")?"):
        return  # so is a question
    if not facts.ends_sentences and {wanted, found} <= {".", ""}:
        return
    shown = f"ends with “{segment.target.text[spot.start : spot.end]}”" if found else "has no closing mark"
    expected = f"with “{wanted}”" if wanted else "with none"
    yield Issue(f"the target {shown}, the source ends {expected}", None, spot)


def _end(inline: Inline, facts: LocaleFacts) -> tuple[str, Span]:
    """Return the class of the mark that the visible text ends with, and where it stands."""
    last = _last_leaf(inline)
    if last is None:
        return "", Span(0, 0)
    text = last.value.rstrip().rstrip(_CLOSERS).rstrip()
    end = last.span.end if last.kind is not Kind.TEXT else last.span.start + len(text)
    if last.kind is not Kind.TEXT or not text:
        return "", Span(end, end)
    if text.endswith("..."):
        return "…", Span(end - 3, end)
    mark = "?" if text[-1] == facts.question_mark else mark_class(text[-1])
    return (mark, Span(end - 1, end)) if mark in _MARKS else ("", Span(end, end))


def _links(inline: Inline) -> list[Node]:
    return inline.of(Kind.LINK)


def _ends_inside(inline: Inline) -> bool:
    """Tell whether the text ends with a link, its mark inside."""
    links = _links(inline)
    return bool(links) and links[-1].span.end >= len(inline.text.rstrip())


def _ends_with(inline: Inline, node: Node, mark: str) -> bool:
    label = node.inner.of(inline.text).rstrip()
    return bool(label) and mark_class(label[-1]) == mark


def _last_leaf(inline: Inline) -> Node | None:
    images = inline.of(Kind.IMAGE)
    for node in reversed(inline.nodes):
        inside_image = any(node.span.inside(image.span) for image in images)
        if node.kind & LEAVES and node.value.strip().strip(_CLOSERS).strip() and not inside_image:
            return node
    return None
