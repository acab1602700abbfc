"""What all kinds of text file share: positions in the text, and changes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.model import FileEdit, Profile
from l10nqa.text import LineIndex, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.errors import InputError
    from l10nqa.model import Fix, Origin, Problem, Segment, Side
    from l10nqa.text import Region

__all__ = ["TextChange", "TextFile", "changed"]


_NO_PROFILE = Profile()


class TextChange(NamedTuple):
    """Replace a stretch of the text of a file."""

    span: Span
    text: str


@dataclass(frozen=True, repr=False)
class TextFile:
    """An opened text file with segments: the part of `Bitext` that is independent of the kind of file.

    A kind of file defines how it writes a text (`written`) and, where this differs from the text itself, how positions
    correspond (`spot`).
    """

    path: str
    name: str
    text: str
    """The whole file, decoded, including a byte order mark."""
    segments: Sequence[Segment]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[InputError, ...] = ()
    profile: Profile = _NO_PROFILE
    encoding: str = "utf-8"
    """Bytes that it cannot decode are lone surrogates in `text` (PEP 383), so that `raw` restores them."""
    lines: LineIndex = field(init=False, compare=False, repr=False)

    def __repr__(self) -> str:
        segments, (source_locale, target_locale, *_) = len(self.segments), self.profile
        return f"<{type(self).__name__} {self.path!r}: {segments} segments, {source_locale} > {target_locale}>"

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", LineIndex(self.text))

    @property
    def raw(self) -> bytes:
        """The bytes of the file, exactly as they were read."""
        return self.encoded(self.text)

    @property
    def front_matter(self) -> str | None:
        """None: only Markdown documents have a front matter."""
        return None

    @property
    def is_document(self) -> bool:
        """Whether segments without a document name follow each other as in a document."""
        return True

    @property
    def source_locale(self) -> str:
        """The locale of the sources (BCP 47)."""
        return self.profile.source_locale

    @property
    def target_locale(self) -> str:
        """The locale of the targets (BCP 47); `und` if unknown."""
        return self.profile.target_locale

    @property
    def origin(self) -> Origin | None:
        """The origin of the translations, if the file declares it."""
        return self.profile.origin

    def encoded(self, text: str) -> bytes:
        """Return a text of this file as bytes."""
        return text.encode(self.encoding, "surrogateescape")

    def position(self, segment: Segment, side: Side, span: Span | None) -> tuple[int, int]:
        """Return the 1-based line and column (code points) at which a spot begins in the file."""
        return self.lines.position(self.spot(segment, side, span).start)

    def region(self, segment: Segment, side: Side, span: Span | None) -> Region:
        """Return the lines and UTF-16 columns of a spot in the file."""
        return self.lines.region(self.spot(segment, side, span))

    def spot(self, segment: Segment, side: Side, span: Span | None) -> Span:
        """Return the span in `text` of a spot of source or target: the whole one if the two texts differ in length."""
        text, place = (
            (segment.source, segment.source_span) if side == "source" else (segment.target, segment.target_span)
        )
        if span is None or place.end - place.start != len(text):
            return place
        return Span(min(place.start + span.start, place.end), min(place.start + span.end, place.end))

    def edits(self, segment: Segment, fix: Fix) -> tuple[FileEdit, ...]:
        """Return the fix as edits of the file, which have the same effect as writing the whole new target."""
        return tuple(FileEdit(self.lines.region(span), text) for span, text in self.changes(segment, fix))

    def changes(self, segment: Segment, fix: Fix) -> Sequence[TextChange]:
        """Return the fix as changes of `text`: its single edits if the text is written verbatim, else one change."""
        place = segment.target_span
        before, after = place.of(self.text), self.written(segment, fix.result)
        small = [TextChange(self.spot(segment, "target", Span(edit.start, edit.end)), edit.text) for edit in fix.edits]
        small = [change._replace(text=self.written(segment, change.text)) for change in small]
        inside = [TextChange(change.span.shift(-place.start), change.text) for change in small]
        if before == segment.target and changed(before, inside) == after:
            return small
        return [TextChange(place, after)]

    def written(self, segment: Segment, text: str) -> str:  # noqa: ARG002 - a kind of file may look at it
        """Return a target, or a part of one, as the file writes it at `target_span`."""
        return text


def changed(text: str, changes: Iterable[TextChange]) -> str:
    """Return the text with the changes made; their spans refer to the text before, and do not overlap."""
    pieces: list[str] = []
    reached = 0
    for span, new in sorted(changes):
        pieces += [text[reached : span.start], new]
        reached = span.end
    return "".join([*pieces, text[reached:]])
