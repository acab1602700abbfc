"""A page that has no translation yet: a copy of its source, in which the texts are to be translated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.align import align_documents
from l10nqa.bitext.pairs.read import PairBitext, decoded
from l10nqa.bitext.pairs.segments import PairTexts, segments_of
from l10nqa.bitext.splice import put_in
from l10nqa.errors import InputError
from l10nqa.locale import locale_of_path
from l10nqa.model import Profile, State, Written
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.align import DocumentBlock
    from l10nqa.bitext.find import Counterpart
    from l10nqa.model import Markup, Segment, Target

__all__ = ["NewPage", "read_new_page"]

_OTHER_BLOCKS = "with it the page would be read as other blocks than its source"


@dataclass(frozen=True, repr=False)
class NewPage(PairBitext):
    """A page of the source that has no translation: all its segments are untranslated.

    It is written as a whole: a page half in the language of the source would count as translated.
    """

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the new page; all targets are refused where one of its texts lacks a translation."""
        texts = {name: target.text for name, target in targets.items() if target.text and target.text.strip()}
        lacking = sum(segment.id not in texts for segment in self.segments)
        if lacking:
            reason = f"the page does not exist yet, and {lacking:,} of its {count_of(len(self.segments), 'text')} "
            reason += "lacks a translation" if lacking == 1 else "lack a translation"
            return Written(self.raw, dict.fromkeys(targets, reason))
        raw, refused = put_in(self.raw, texts, splice=self._spliced, reads_back=self._has_its_blocks)
        if refused:
            reasons = dict.fromkeys(targets, f"the page is not written without {count_of(len(refused), 'text')} of it")
            return Written(self.raw, reasons | dict.fromkeys(refused, _OTHER_BLOCKS))
        return Written(raw, {})

    def _spliced(self, texts: Mapping[str, str]) -> bytes:
        pieces: list[str] = []
        reached = 0
        for segment in sorted(self.segments, key=_start):
            if segment.id in texts:
                start, end = segment.target_span
                pieces += [self.text[reached:start], self.written(segment, texts[segment.id])]
                reached = end
        return self.encoded("".join([*pieces, self.text[reached:]]))

    def _has_its_blocks(self, texts: Mapping[str, str], raw: bytes) -> bool:  # noqa: ARG002 - as `put_in` asks for it
        """Tell whether a page has the blocks of its source, in their order."""
        try:
            after = self.again(raw).structure
        except InputError:
            return False
        return _shapes(after.sources) == _shapes(after.targets)


def read_new_page(
    raw: bytes,
    path: str,
    name: str,
    source: Counterpart,
    *,
    source_locale: str | None = None,
    target_locale: str | None = None,
    markup: Markup | None = None,
) -> NewPage:
    """Read the bytes of a source as the page at `path` that has no translation yet.

    Raises:
        InputError: the source is UTF-16.
    """
    source_path = source.file.as_posix()
    text = decoded(raw, source_path)
    profile = Profile(target_locale=target_locale or source.target_locale or locale_of_path(path))
    profile = profile._replace(source_locale=source_locale or profile.source_locale, markup=markup or profile.markup)
    alignment = align_documents(text, text)
    segments, _ = segments_of(alignment, PairTexts(text, text), profile)
    return NewPage(
        path=path,
        name=name,
        text=text,
        segments=tuple(segment._replace(target="", state=State.UNTRANSLATED) for segment in segments),
        problems=(),
        profile=profile,
        source_path=source_path,
        source_text=text,
        alignment=alignment,
    )


def _start(segment: Segment) -> int:
    return segment.target_span.start


def _shapes(blocks: Sequence[DocumentBlock]) -> list[tuple[object, ...]]:
    return [(block.kind, block.level, block.container) for block in blocks]
