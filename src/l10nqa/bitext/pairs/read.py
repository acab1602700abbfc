"""Reads a pair of monolingual Markdown documents as a bitext: the file is the target, the source is beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from l10nqa.align import BlockKind, Structure, align_documents, says_it_is_stale
from l10nqa.bitext.pairs.segments import Insertion, segments_of
from l10nqa.bitext.pairs.write import replace_targets
from l10nqa.bitext.text_file import TextFile
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, scalar
from l10nqa.locale import locale_of_path
from l10nqa.model import Problem, ProblemKind, Profile
from l10nqa.text import LineIndex, count_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.align import Alignment
    from l10nqa.bitext.find import Counterpart
    from l10nqa.model import Markup, Segment, Side, Target, Written
    from l10nqa.text import Region, Span

__all__ = ["PairBitext", "parse_pair", "read_pair"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class PairBitext(TextFile):
    """A Markdown document with its source: path, text, lines and positions are those of the target.

    The source spans of the segments mean `source_text`, and so do positions of the side `source`. The source is never
    written.
    """

    source_path: str = ""
    """Where the source is, as the user would give it, with forward slashes."""
    source_text: str = ""
    alignment: Alignment | None = field(default=None, compare=False, repr=False)
    insertions: Mapping[str, Insertion] = field(default_factory=dict, compare=False, repr=False)
    """How a segment without a target comes into the document, by its id."""
    source_lines: LineIndex = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "source_lines", LineIndex(self.source_text))

    @cached_property
    def structure(self) -> Structure:
        """The blocks of both documents, and which belong together, as rules about documents compare them."""
        alignment = self.alignment or align_documents(self.source_text, self.text)
        return Structure(self.source_text, self.text, alignment, is_stale=says_it_is_stale(self.text))

    @property
    def front_matter(self) -> str:
        """The YAML at the top of the target, verbatim; empty where there is none."""
        return find_front_matter(self.text).of(self.text)

    def position(self, segment: Segment, side: Side, span: Span | None) -> tuple[int, int]:
        """Return the 1-based line and column (code points) at which a spot begins: in the source, for its side."""
        lines = self.source_lines if side == "source" else self.lines
        return lines.position(self.spot(segment, side, span).start)

    def region(self, segment: Segment, side: Side, span: Span | None) -> Region:
        """Return the lines and UTF-16 columns of the same spot."""
        lines = self.source_lines if side == "source" else self.lines
        return lines.region(self.spot(segment, side, span))

    def written(self, segment: Segment, text: str) -> str:  # noqa: ARG002 - as other kinds of file
        """Return a target as it is written: with the line ends of the document."""
        if "\n" not in text:
            return text
        breaks, windows = self.text.count("\n"), self.text.count("\r\n")
        unix = text.replace("\r\n", "\n")
        return unix.replace("\n", "\r\n") if windows * 2 > breaks else unix

    def again(self, raw: bytes) -> PairBitext:
        """Read other bytes as the target, with the same source."""
        return parse_pair(
            raw,
            self.path,
            self.name,
            source=self.source_text,
            source_path=self.source_path,
            source_locale=self.source_locale,
            target_locale=self.target_locale,
            markup=self.profile.markup,
        )

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the target document with the given targets in place; see `replace_targets`.

        It has no place for states and notes: these are dropped.
        """
        texts = {name: target.text for name, target in targets.items() if target.text is not None}
        return replace_targets(self, texts)


def read_pair(
    raw: bytes,
    path: str,
    name: str,
    source: Counterpart,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> PairBitext:
    """Read the bytes of a translated document with its source.

    Raises:
        InputError: the source cannot be read, or one of the two is UTF-16.
    """
    path_of_source = source.file.as_posix()
    text = source.text
    if text is None:
        try:
            text = _decoded(source.file.read_bytes(), path_of_source)
        except OSError as error:
            hint = "check that it exists and its permissions"
            raise InputError(f"cannot be read: {error.strerror}", path=path_of_source, hint=hint) from error
    return parse_pair(
        raw,
        path,
        name,
        source=text,
        source_path=path_of_source,
        source_locale=source_locale,
        target_locale=target_locale,
        markup=markup,
    )


def parse_pair(
    raw: bytes,
    path: str,
    name: str,
    *,
    source: str,
    source_path: str,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> PairBitext:
    """Turn the bytes of a translated document and the text of its source into a bitext; `raw` is kept exactly.

    Raises:
        InputError: the target is UTF-16, which no reader of Markdown takes.
    """
    text = _decoded(raw, path)
    profile = _profile(text, path, target_locale)
    profile = profile._replace(source_locale=source_locale or profile.source_locale, markup=markup or profile.markup)
    alignment = align_documents(source, text)
    segments, insertions = segments_of(alignment, source, text, profile)
    return PairBitext(
        path=path,
        name=name,
        text=text,
        segments=segments,
        problems=_undecodable(text, path),
        left_out=_extra(alignment, text, path),
        profile=profile,
        source_path=source_path,
        source_text=source,
        alignment=alignment,
        insertions=insertions,
    )


def _profile(text: str, path: str, target_locale: str | None) -> Profile:
    """Return what the front matter of the target says of its translation."""
    front_matter = find_front_matter(text).of(text)
    made = scalar(front_matter, "ms.translationtype")
    return Profile(
        target_locale=target_locale or scalar(front_matter, "ms.contentlocale") or locale_of_path(path),
        origin="MT" if made == "MT" else "HT" if made == "HT" else None,
    )


def _decoded(raw: bytes, path: str) -> str:
    if raw.startswith(_UTF16_MARKS):
        raise InputError("is UTF-16, not UTF-8", path=path, line=1, hint="convert it with iconv")
    return raw.decode("utf-8", "surrogateescape")


def _undecodable(text: str, path: str) -> tuple[Problem, ...]:
    if text.isascii():
        return ()
    bad = [index for index, character in enumerate(text) if "\udc80" <= character <= "\udcff"]
    if not bad:
        return ()
    message = f"byte 0x{ord(text[bad[0]]) - 0xDC00:02X} is not UTF-8 ({len(bad)} such in the file); kept as it is"
    return (Problem(path, *LineIndex(text).position(bad[0]), ProblemKind.UNDECODABLE, message),)


def _extra(alignment: Alignment, text: str, path: str) -> tuple[InputError, ...]:
    """Return the note of what the target has and the source has not."""
    blocks = alignment.target_blocks
    extra = [
        index
        for index in alignment.extra
        if blocks[index].kind.has_text and blocks[index].kind is not BlockKind.FRONT_MATTER
    ]
    if not extra:
        return ()
    line = LineIndex(text).line(blocks[extra[0]].span.start)
    reason = f"{count_of(len(extra), 'block')} without a counterpart in the source"
    return (InputError(reason, path=path, line=line),)
