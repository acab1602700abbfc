"""What a card shows of a group: one of its sentences, with the fix, the neighbours and the places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.errors import InputError
from l10nqa.locale.direction import direction_of
from l10nqa.review.grouping import change_of
from l10nqa.review.marks import changed_text, marked_text
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from l10nqa.model import Bitext, Finding, Segment, Spot
    from l10nqa.review.grouping import GroupKey, Sentence
    from l10nqa.review.marks import TextPiece
    from l10nqa.review.queue import Filters, FindingCounts, Group
    from l10nqa.review.review import Review

__all__ = ["PLACES", "Card", "CardText", "card_of", "words_of"]

PLACES = 20
"""The number of places that a card lists at a time."""
_AROUND = 2
"""The number of segments shown before and after."""
_SHOWN_AROUND = 600
"""Code points of a text shown there."""
_MARKUP = re.compile(r"[*_`~\[\]<>{}]|\]\([^)]*\)|\([^)\s]*[:/][^)\s]*\)")
_LONGEST_WORDS = 60


class CardText(NamedTuple):
    """A text for the page."""

    pieces: Sequence[TextPiece]
    locale: str
    direction: str
    """For the attribute `dir`."""

    @classmethod
    def of(cls, pieces: Sequence[TextPiece], locale: str) -> CardText:
        """Return pieces in a language."""
        return cls(pieces, "" if locale == "und" else locale, direction_of(locale))


class Neighbour(NamedTuple):
    """A segment before or after the one on the card."""

    source: CardText
    target: CardText


class Card(NamedTuple):
    """A group at one of its sentences."""

    group: Group
    key: GroupKey
    counts: FindingCounts
    """Of the group, whatever the filters show."""
    sentence: Sentence
    finding: Finding
    """The first finding of the sentence that is open, else the first one."""
    number: int
    """The number of the sentence among those that the filters show, from 1."""
    total: int
    """The number of those sentences."""
    open_here: int
    """The number of open findings in the sentence."""
    open_shown: int
    """The number of open findings of the group in the documents that the filters show."""
    title: str
    source: CardText | None
    target: CardText
    fix: CardText | None
    is_safe: bool
    change: str
    before: Sequence[Neighbour]
    after: Sequence[Neighbour]
    raw_target: str
    note: str = ""
    """Why something is missing."""


def card_of(review: Review, group: Group, filters: Filters, sentence: str = "") -> Card | None:
    """Return the card of a group at a sentence, by default the first that is open; None if nothing of it is shown."""
    sentences = review.queue.sentences(group.id, filters)
    if not sentences:
        return None
    index = _index_of(sentences, sentence, filters)
    chosen = sentences[index]
    finding = next((each for each in chosen.findings if each.is_active), chosen.findings[0])
    here = [each for each in chosen.findings if each.path == finding.path and each.segment == finding.segment]
    bitext, note = _opened(review, finding)
    segment = _segment_of(bitext, finding) if bitext else None
    source_locale = segment.profile.source_locale if segment else ""
    locale = segment.profile.target_locale if segment else group.key.locale
    fix = finding.fix
    around = _around(bitext, segment) if bitext and segment else ((), ())
    return Card(
        group=group,
        key=group.key,
        counts=group.counts,
        sentence=chosen,
        finding=finding,
        number=index + 1,
        total=len(sentences),
        open_here=chosen.open_count,
        open_shown=sum(each.open_count for each in sentences),
        title=group.key.title,
        source=CardText.of(marked_text(finding.source_text, _spans(here, "source")), source_locale)
        if finding.source_text
        else None,
        target=CardText.of(marked_text(finding.target_text, _spans(here, "target")), locale),
        fix=CardText.of(changed_text(finding.target_text, fix.edits), locale) if fix else None,
        is_safe=bool(fix and fix.safe),
        change=change_of(finding),
        before=around[0],
        after=around[1],
        raw_target=finding.target_text,
        note=note,
    )


def words_of(finding: Finding) -> str:
    """Return the words of the source that a finding is about, without markup; empty where it says too little."""
    text = _MARKUP.sub(" ", finding.source.text if finding.source else "")
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_WORDS and any(map(str.isalpha, words)) else ""


def _index_of(sentences: Sequence[Sentence], wanted: str, filters: Filters) -> int:
    for index, each in enumerate(sentences):
        if each.id == wanted:
            return index
    if filters.show == "decided":
        return next((index for index, each in enumerate(sentences) if each.open_count < len(each.findings)), 0)
    return next((index for index, each in enumerate(sentences) if each.open_count), 0)


def _opened(review: Review, finding: Finding) -> tuple[Bitext | None, str]:
    try:
        return review.documents.open(finding.path) if review.documents else None, ""
    except InputError as error:
        return None, str(error)


def _segment_of(bitext: Bitext, finding: Finding) -> Segment | None:
    texts = finding.source_text, finding.target_text
    named = [segment for segment in bitext.segments if segment.id == finding.segment]
    return next((each for each in named if (each.source, each.target) == texts), named[0] if named else None)


def _around(bitext: Bitext, segment: Segment) -> tuple[list[Neighbour], list[Neighbour]]:
    index = next(index for index, each in enumerate(bitext.segments) if each is segment)
    before = bitext.segments[max(index - _AROUND, 0) : index]
    after = bitext.segments[index + 1 : index + 1 + _AROUND]
    return tuple([_neighbour(each) for each in side if each.document == segment.document] for side in (before, after))  # type: ignore[return-value]


def _neighbour(segment: Segment) -> Neighbour:
    profile = segment.profile
    return Neighbour(
        CardText.of(marked_text(_beginning(segment.source), ()), profile.source_locale),
        CardText.of(marked_text(_beginning(segment.target), ()), profile.target_locale),
    )


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN_AROUND else f"{text[:_SHOWN_AROUND]}…"


def _spans(findings: Sequence[Finding], side: str) -> list[Span]:
    spots: list[Spot | None] = [each.source if side == "source" else each.target for each in findings]
    return [Span(spot.start, spot.end) for spot in spots if spot]
