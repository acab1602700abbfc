"""Makes segments of the entries of a PO file."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.look import look_like_markdown
from l10nqa.bitext.plural_forms import forms_of, plural_of_mark
from l10nqa.bitext.po.flags import MARKDOWN_FLAGS, markup_of
from l10nqa.bitext.po.header import source_locale_of, target_locale_of
from l10nqa.bitext.po.parse import in_lines
from l10nqa.bitext.po.remarks import Remarks, remarks_of
from l10nqa.bitext.po.texts import place_of, restore
from l10nqa.errors import InputError
from l10nqa.model import Plural, Profile, Segment, State
from l10nqa.model.dialect import MARKDOWN, PLAIN
from l10nqa.text import LineIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitext.po.parse import Entry, Field, Parsed
    from l10nqa.model import Markup

__all__ = ["PoReader", "Slot", "slots_of"]

_MARKDOWN_TOOLS = re.compile(r"mdpo|mdbook|md2po|markdown", re.IGNORECASE)
_AN_ORDINAL = re.compile(r"[0-9]+(?:\[[0-9]+\])?")
_DOCUMENT = re.compile(r"(?!.*://)\S.*\.[A-Za-z0-9]{1,8}")
_MOST_FORMS = 1_000
"""Plural forms of one entry of which is worked out what they are for."""


class Slot(NamedTuple):
    """Where a segment stands in the syntax of its file."""

    entry: Entry
    source: Field
    target: Field
    remarks: Remarks


def slots_of(segments: Sequence[Segment], entries: Sequence[Entry], text: str) -> dict[str, Slot]:
    """Return the slots by segment id, given the segments and the entries that `PoReader` has made them of."""
    slots: dict[str, Slot] = {}
    text = in_lines(text)
    following = iter(segments)
    for entry in entries:
        if not (entry.is_header or entry.is_obsolete):
            remarks = remarks_of(entry, text)
            for target, segment in zip(entry.targets, following, strict=False):
                plural = entry.plural if entry.plural and entry.plural.texts == segment.source_span else None
                slots[segment.id] = Slot(entry, plural or entry.source, target, remarks)
    return slots


class PoReader:
    """Makes segments of entries, given the header of the file."""

    def __init__(self, text: str, parsed: Parsed, path: str, header: Mapping[str, str]) -> None:
        self._text, self._path, self._header = text, path, header
        lines = in_lines(text)
        self._entries = [(entry, remarks_of(entry, lines)) for entry in parsed.entries if not entry.is_header]
        self._obsolete = [entry for entry, _ in self._entries if entry.is_obsolete]
        self._entries = [(entry, remarks) for entry, remarks in self._entries if not entry.is_obsolete]
        self._contexts = Counter(entry.context.value for entry, _ in self._entries if entry.context)
        self._profile = Profile()
        self._profiles: dict[tuple[object, ...], Profile] = {}
        self._markup: Markup | None = None

    def settle(self, source_locale: str | None, target_locale: str | None, markup: Markup | None) -> Profile:
        """Settle what holds for all entries, and return it."""
        self._markup = markup
        origins = {remarks.origin for _, remarks in self._entries}
        self._profile = Profile(
            source_locale or source_locale_of(self._header),
            target_locale or target_locale_of(self._header, self._path),
            origins.pop() if len(origins) == 1 else None,
            markup or (MARKDOWN if self._is_markdown() else PLAIN),
        )
        return self._profile

    def left_out(self) -> tuple[InputError, ...]:
        """Return what is no segment, with its line."""
        lines = LineIndex(self._text)
        return tuple(InputError("obsolete entry", path=self._path, line=lines.line(e.body)) for e in self._obsolete)

    def segments(self) -> Iterator[Segment]:
        """Yield the segments."""
        for number, (entry, remarks) in enumerate(self._entries, 1):
            document, key = self._place(entry, remarks)
            common = Segment(
                id=self._id(entry, number),
                source=entry.source.value,
                target=entry.targets[0].value,
                source_span=entry.source.texts,
                target_span=entry.targets[0].texts,
                profile=self._profile_of(remarks),
                state=_state(entry.source.value, entry.targets[0].value, remarks),
                document=document,
                key=key,
                line=remarks.line,
                notes=remarks.notes,
                exported_hash=remarks.exported_hash,
                context=remarks.context or (key if document is None else None),
            )
            if entry.plural:
                yield from self._forms(entry, remarks, common, entry.plural)
            else:
                yield self._restored(common, remarks) if remarks.exact else common

    def _forms(self, entry: Entry, remarks: Remarks, common: Segment, plural: Field) -> Iterator[Segment]:
        count = max(int(target.number or 0) for target in entry.targets) + 1
        forms = forms_of(self._header.get("Plural-Forms", ""), self._profile.target_locale, min(count, _MOST_FORMS))
        for target in entry.targets:
            index = int(target.number or 0)
            form = forms[index] if index < len(forms) else None
            source = entry.source if form and form.is_singular else plural
            yield common._replace(
                id=f"{common.id}[{index}]",
                source=source.value,
                target=target.value,
                source_span=source.texts,
                target_span=target.texts,
                state=_state(source.value, target.value, remarks),
                plural=form.plural if form else Plural(index, count, may_omit_number=False),
            )

    def _restored(self, segment: Segment, remarks: Remarks) -> Segment:
        """Return the segment with the exact texts and the plural form of the unit that it was exported from."""
        source, target = remarks.exact.get("source") or segment.source, remarks.exact.get("target")
        if target is not None:
            segment = segment._replace(target=restore(segment.target, source, target))
        return segment._replace(
            source=source, plural=plural_of_mark(remarks.exact.get("form"), self._profile.target_locale)
        )

    def _id(self, entry: Entry, number: int) -> str:
        context = entry.context.value if entry.context else ""
        # What looks like the number of an entry could be taken for one.
        if not context or self._contexts[context] > 1 or _AN_ORDINAL.fullmatch(context):
            return str(number)
        return context if not context.endswith("]") or context.rpartition("[")[0] not in self._contexts else str(number)

    def _place(self, entry: Entry, remarks: Remarks) -> tuple[str | None, str | None]:
        """Return the document and the key in it; of a `msgctxt` that is no place of ours, it is the key alone."""
        if "path" in remarks.exact:
            return remarks.exact["path"], remarks.exact.get("segment")
        context = entry.context.value if entry.context else None
        document, key = place_of(context)
        is_ours = remarks.exported_hash is not None or (
            document is not None and _DOCUMENT.fullmatch(document) and self._contexts[str(context)] == 1
        )
        if is_ours and document is None:  # a tool has dropped the context that l10nqa wrote
            return remarks.document, None
        return (document, key) if is_ours else (None, context)

    def _profile_of(self, remarks: Remarks) -> Profile:
        key = (
            remarks.origin,
            remarks.flags,
            remarks.exported_hash is None,
            _is_plain(remarks),
            bool(remarks.is_of_markdown),
        )
        profile = self._profiles.get(key)
        if profile is None:
            markup = self._markup
            if markup is None:
                is_markdown = remarks.is_of_markdown or (remarks.exported_hash is not None and not _is_plain(remarks))
                markup = markup_of(remarks.flags, MARKDOWN if is_markdown else self._profile.markup)
            profile = self._profiles[key] = self._profile._replace(origin=remarks.origin, markup=markup)
        return profile

    def _is_markdown(self) -> bool:
        """Tell whether the texts of the file are Markdown, by its tool, flags and references, else by its look."""
        if _MARKDOWN_TOOLS.search(self._header.get("X-Generator", "")):
            return True
        if any(MARKDOWN_FLAGS.intersection(remarks.flags) for _, remarks in self._entries):
            return True
        said = [remarks.is_of_markdown for _, remarks in self._entries if remarks.is_of_markdown is not None]
        if said or any(flag.endswith("-format") for _, remarks in self._entries for flag in remarks.flags):
            return sum(said) * 2 > len(said)  # formats are those of programs
        return look_like_markdown(entry.source.value for entry, _ in self._entries)


def _state(source: str, target: str, remarks: Remarks) -> State:
    if not target or (target.isspace() and not source.isspace()):
        return State.UNTRANSLATED
    return State.DRAFT if remarks.is_fuzzy else State.TRANSLATED


def _is_plain(remarks: Remarks) -> bool:
    return remarks.exact.get("markup") == "plain"
