"""Reads a pair of monolingual Markdown documents as a bitext: the file is the target, the source is beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from l10nqa.align import BlockKind, DocumentPair, Structure, align_documents, align_revised, says_it_is_stale
from l10nqa.bitext.pairs.segments import Insertion, PairTexts, lacks_blocks, segments_of
from l10nqa.bitext.pairs.write import replace_targets
from l10nqa.bitext.text_file import TextFile
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, scalar
from l10nqa.locale import locale_of_path
from l10nqa.model import Problem, ProblemKind, Profile
from l10nqa.text import LineIndex, count_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from l10nqa.align import DocumentAlignment
    from l10nqa.bitext.find import Counterpart
    from l10nqa.model import Markup, Segment, Side, Target, Written
    from l10nqa.text import Region, Span

__all__ = ["PairBitext", "decoded", "parse_pair", "read_pair"]

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, repr=False)
class PairBitext(TextFile, DocumentPair):
    """A Markdown document with its source: path, text, lines and positions are those of the target.

    The source spans of the segments mean `source_text`, and so do positions of the side `source`. The source is never
    written.
    """

    source_path: str = ""
    """Where the source is, as the user would give it, with forward slashes."""
    source_text: str = ""
    earlier_text: str | None = None
    """The source as it was when it was translated, if `source_text` is a later version."""
    revised_text: str | None = None
    """A later version of the source, if `source_text` is the one that was translated."""
    may_be_stale: bool = False
    """Whether it is unknown which version of the source was translated."""
    alignment: DocumentAlignment | None = field(default=None, compare=False, repr=False)
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
        is_stale = self.may_be_stale and (says_it_is_stale(self.text) or lacks_blocks(alignment))
        return Structure(
            self.source_text, self.text, alignment, is_stale=is_stale, is_version_known=not self.may_be_stale
        )

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
            earlier=self.earlier_text,
            revised=self.revised_text,
            may_be_stale=self.may_be_stale,
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

    A source that has changed since is read as it was, unless it is read for translation.

    Raises:
        InputError: the source cannot be read, or one of the two is UTF-16.
    """
    source_path = source.file.as_posix()
    earlier = decoded(source.earlier, source_path) if source.earlier is not None else None
    text, revised = source.text if source.text is not None else decoded(_read(source), source_path), None
    if earlier is not None and not source.is_for_translation:
        text, earlier, revised = earlier, None, text
    return parse_pair(
        raw,
        path,
        name,
        source=text,
        source_path=source_path,
        earlier=earlier,
        revised=revised,
        may_be_stale=not source.is_version_known,
        source_locale=source_locale,
        target_locale=target_locale or source.target_locale,
        markup=markup,
    )


def _read(source: Counterpart) -> bytes:
    try:
        return source.file.read_bytes()
    except OSError as error:
        hint = "check that it exists and its permissions"
        raise InputError(f"cannot be read: {error.strerror}", path=source.file.as_posix(), hint=hint) from error


def parse_pair(  # noqa: PLR0913 - two texts with their paths, and what overrides their locales
    raw: bytes,
    path: str,
    name: str,
    *,
    source: str,
    source_path: str,
    earlier: str | None = None,
    revised: str | None = None,
    may_be_stale: bool = False,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> PairBitext:
    """Turn the bytes of a translated document and the text of its source into a bitext; `raw` is kept exactly.

    `earlier` is the source as it was when it was translated, if `source` is a later version; `revised` is a later
    version, if `source` is the one that was translated. Where neither is known a translation `may_be_stale`.

    Raises:
        InputError: the target is UTF-16, which no reader of Markdown takes.
    """
    text = decoded(raw, path)
    profile = _profile(text, path, target_locale)
    profile = profile._replace(source_locale=source_locale or profile.source_locale, markup=markup or profile.markup)
    alignment = align_documents(source, text) if earlier is None else align_revised(source, earlier, text)
    segments, insertions = segments_of(
        alignment, PairTexts(source, text, earlier, revised, may_be_stale=may_be_stale), profile
    )
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
        earlier_text=earlier,
        revised_text=revised,
        may_be_stale=may_be_stale,
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


def decoded(raw: bytes, path: str) -> str:
    """Return the text of a document in UTF-8; other bytes become lone surrogates.

    Raises:
        InputError: it is UTF-16.
    """
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


def _extra(alignment: DocumentAlignment, text: str, path: str) -> tuple[InputError, ...]:
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
