"""Files of records (TMX, tables, JSON Lines) as bitexts: what they have in common."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.choose_locale import chosen_locales, left_out_of_other_locale
from l10nqa.bitext.identifiers import unique_ids
from l10nqa.bitext.look import is_markdown_name, look_like_markdown, says_no_markup
from l10nqa.bitext.plural_forms import plural_of_form
from l10nqa.bitext.splice import put_in
from l10nqa.bitext.text_file import TextChange, TextFile, changed
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.locale.names import canonical
from l10nqa.model import MARKDOWN, PLAIN, Markup, Profile, Segment, State, Written
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from l10nqa.model import Bitext, Fix, Origin, Target, TranslationUnit

__all__ = [
    "Given",
    "RecordFile",
    "RefusedTarget",
    "Taken",
    "identified",
    "names_of",
    "profile_of",
    "profile_of_most",
    "segment_of",
    "state_of",
    "with_given",
]

_UNREADABLE = "the file could not be read back with the translation in it"


class Given(NamedTuple):
    """Settings of the caller that override those of the file."""

    source_locale: str | None = None
    target_locale: str | None = None
    markup: Markup | None = None


_NOT_GIVEN = Given()


class RefusedTarget(Exception):  # noqa: N818 - caught where targets are put in, and no error
    """The file cannot hold a new target; the message is the reason."""


@dataclass(frozen=True, repr=False)
class RecordFile(TextFile):
    """A text file of records, each a source with a target, of one or more documents and in any order."""

    given: Given = _NOT_GIVEN

    @property
    def is_document(self) -> bool:
        """False: a record without a document has no neighbours."""
        return False

    def again(self, raw: bytes) -> Bitext:
        """Parse other bytes with the settings of this file."""
        raise NotImplementedError

    def with_targets(self, targets: Mapping[str, Target]) -> Written:
        """Return the file with the given targets in place, without their states and notes.

        A target equal to the present one is not touched.
        """
        changes: dict[str, tuple[TextChange, str]] = {}
        refused: dict[str, str] = {}
        for segment in self.segments:
            target = targets.get(segment.id)
            if target is None or target.text is None or target.text == segment.target:
                continue
            try:
                changes[segment.id] = TextChange(segment.target_span, self.written(segment, target.text)), target.text
            except RefusedTarget as refusal:
                refused[segment.id] = str(refusal)
        raw, unread = put_in(self.raw, changes, splice=self._spliced, reads_back=self._reads_back)
        return Written(raw, refused | dict.fromkeys(unread, _UNREADABLE))

    def changes(self, segment: Segment, fix: Fix) -> Sequence[TextChange]:
        """Return the fix as changes of `text`: its single edits if they give the same file, else one change."""
        place = segment.target_span
        try:
            after = self.written(segment, fix.result)
        except RefusedTarget:
            return []
        small = [
            TextChange(self.spot(segment, "target", Span(edit.start, edit.end)), self.part(segment, edit.text))
            for edit in fix.edits
        ]
        inside = [TextChange(change.span.shift(-place.start), change.text) for change in small]
        is_same = all(place.start <= span.start <= span.end <= place.end for span, _ in small)
        return small if is_same and changed(place.of(self.text), inside) == after else [TextChange(place, after)]

    def part(self, segment: Segment, text: str) -> str:  # noqa: ARG002 - a kind of file may look at it
        """Return a part of a target as the file writes it within the target."""
        return text

    def _spliced(self, changes: Mapping[str, tuple[TextChange, str]]) -> bytes:
        try:
            return self.encoded(changed(self.text, [change for change, _ in changes.values()]))
        except UnicodeEncodeError:  # a lone surrogate: no file in Unicode holds one
            return b""

    def _reads_back(self, changes: Mapping[str, tuple[TextChange, str]], raw: bytes) -> bool:
        try:
            again = self.again(raw)
        except InputError:
            return False
        expected = [
            (
                *(segment.id, segment.source, changes[segment.id][1] if segment.id in changes else segment.target),
                *(segment.source_codes, sorted(code.equivalent for code in segment.target_codes)),
            )
            for segment in self.segments
        ]
        found = [
            (
                *(segment.id, segment.source, segment.target),
                *(segment.source_codes, sorted(code.equivalent for code in segment.target_codes)),
            )
            for segment in again.segments
        ]
        return found == expected


def state_of(target: str) -> State:
    """Return the state of a record; a blank target is untranslated."""
    return State.TRANSLATED if target.strip() else State.UNTRANSLATED


def segment_of(unit: TranslationUnit, source_span: Span, target_span: Span, *, notes: tuple[str, ...] = ()) -> Segment:
    """Return the segment for the unit of a record, without an id."""
    return Segment(
        id="",
        source=unit.source,
        target=unit.target,
        source_span=source_span,
        target_span=target_span,
        profile=profile_of(unit.source_locale or UNKNOWN_LOCALE, unit.target_locale or UNKNOWN_LOCALE, unit.origin),
        state=state_of(unit.target),
        document=unit.path,
        key=unit.segment,
        line=unit.line,
        notes=notes or unit.notes,
        context=unit.context,
        plural=None if unit.form is None else plural_of_form(unit.form, unit.target_locale),
        previous_hash=unit.previous_hash,
        next_hash=unit.next_hash,
        created=unit.created,
        changed=unit.changed,
    )


def names_of(unit: TranslationUnit, number: str) -> list[str]:
    """Return the candidates for the id of a record's segment, the best one first and its number last."""
    name = unit.key or unit.segment
    return [name, f"{name}/{unit.target_locale}", number] if name else [number]


@lru_cache(1_000)
def profile_of(source_locale: str, target_locale: str, origin: Origin | None, markup: Markup = PLAIN) -> Profile:
    """Return the profile of these facts; segments with the same facts share it."""
    return Profile(source_locale, target_locale, origin, markup)


class Taken(NamedTuple):
    """The segments of a file that the settings of the caller ask for."""

    segments: list[Segment]
    left_out: tuple[InputError, ...]
    """How many are in other locales."""


def identified(segments: Iterable[Segment], candidates: Sequence[Sequence[str]], given: Given, path: str) -> Taken:
    """Return the segments with ids of their own, made from the candidates for each, and see `with_given`."""
    ids = unique_ids(candidates)
    named = (segment._replace(id=identifier) for segment, identifier in zip(segments, ids, strict=True))
    return with_given(named, given, path)


def with_given(
    segments: Iterable[Segment], given: Given, path: str, *, is_markdown: bool = False, is_said: bool = False
) -> Taken:
    """Return the segments with the settings of the caller, and with the markup of their texts.

    A given locale is that of all segments of a file of one locale; of several, it chooses (see `chosen_locales`). Texts
    are Markdown if the file says so (`is_markdown`), if the name of their document says so, or if it leaves that open
    and they look like Markdown; all others are plain.

    Raises:
        InputError: none of several locales is the given one.
    """
    every = list(segments)
    sources = chosen_locales({segment.profile.source_locale for segment in every}, given.source_locale)
    targets = chosen_locales({segment.profile.target_locale for segment in every}, given.target_locale)
    found = [each for each in every if each.profile.source_locale in sources and each.profile.target_locale in targets]
    if every and not found:
        raise _none_chosen(every, given, path)
    by_document: dict[str | None, list[str]] = defaultdict(list)
    for segment in found:
        by_document[segment.document].append(segment.source)
    markups = {name: given.markup or _markup_of(name, texts, is_markdown) for name, texts in by_document.items()}
    profiles: dict[tuple[Profile, Markup], Profile] = {}
    for index, segment in enumerate(found):
        own = segment.profile
        markup = own.markup if is_said and not given.markup else markups[segment.document]
        if (own, markup) not in profiles:
            locales = sources[own.source_locale], targets[own.target_locale]
            profiles[own, markup] = profile_of(*locales, own.origin, markup)
        found[index] = segment._replace(profile=profiles[own, markup])
    return Taken(found, tuple(_of_others(every, sources, targets, path)) if len(found) < len(every) else ())


def _none_chosen(segments: Sequence[Segment], given: Given, path: str) -> InputError:
    pairs = {segment.profile[:2] for segment in segments}
    held = ", ".join(f"{source} > {target}" for source, target in sorted(pairs))
    wanted = " > ".join(filter(None, (given.source_locale, given.target_locale)))
    hint = "give one of these with --source-locale and --target-locale"
    return InputError(f"holds no translation {wanted}, but {held}", path=path, hint=hint)


def _of_others(
    segments: Sequence[Segment], sources: Mapping[str, str], targets: Mapping[str, str], path: str
) -> Iterator[InputError]:
    """Yield how many segments are left out, by locales."""
    counts = Counter(segment.profile[:2] for segment in segments)
    for (source, target), count in counts.items():
        if source not in sources or target not in targets:
            yield left_out_of_other_locale(path, count, source, target)


def _markup_of(document: str | None, sources: Sequence[str], is_markdown: bool) -> Markup:  # noqa: FBT001 - internal
    if is_markdown or (document and is_markdown_name(document)):
        return MARKDOWN
    return MARKDOWN if says_no_markup(document) and look_like_markdown(sources) else PLAIN


def profile_of_most(segments: Sequence[Segment], given: Given) -> Profile:
    """Return the profile of most segments; that of the caller if there is none."""
    counts = Counter(segment.profile for segment in segments)
    if counts:
        return max(counts, key=lambda profile: counts[profile])
    return profile_of(
        canonical(given.source_locale or UNKNOWN_LOCALE),
        canonical(given.target_locale or UNKNOWN_LOCALE),
        None,
        given.markup or PLAIN,
    )
