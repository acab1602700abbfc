"""Units to PO entries."""

from __future__ import annotations

import re
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

import polib

from l10nqa.bitexts.entries import Filling, mark_of, target_hash
from l10nqa.bitexts.exact import to_json
from l10nqa.bitexts.locale_names import to_posix
from l10nqa.bitexts.po.texts import as_message, as_translation, one_line, place_of
from l10nqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from l10nqa.model import TranslationUnit

__all__ = ["write_po"]

# What would end the comment line, or the file name in it; a backslash at the end would continue the line.
_UNREFERABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u2068\u2069\ud800-\udfff]|\\\\\\Z")
_NO_NOTES: Mapping[str, Sequence[str]] = MappingProxyType({})
_NONE_STANDING: Mapping[str, str] = MappingProxyType({})
_NO_FILLING = Filling()


def write_po(
    units: Iterable[TranslationUnit],
    stream: BinaryIO,
    *,
    notes: Mapping[str, Sequence[str]] = _NO_NOTES,
    standing: Mapping[str, str] = _NONE_STANDING,
    filling: Filling = _NO_FILLING,
    project: str = "l10nqa",
    made: datetime | None = None,
) -> None:
    """Write the units as PO, which `msgfmt -c` accepts; the same units give the same bytes unless `made` differs.

    `notes` holds by unit key (by source where it has none) what to tell the translator, such as `rule: message`.
    `standing` holds by unit key the target that stands in the document, where the unit has another one: the entry comes
    back as an edited one. `filling` tells of targets that were taken from a memory.

    Raises:
        ConfigError: the units have more than one source or target locale, of which a PO file can name one.
    """
    iterator = iter(units)
    first = next(iterator, None)
    locales = (first.source_locale, first.target_locale) if first else ("", "")
    stream.write(_header(*locales, project, made).encode())
    contexts = _Contexts()
    for unit in chain([first] if first else [], iterator):
        if (unit.source_locale, unit.target_locale) != locales:
            found = f"{' > '.join(locales)} and {unit.source_locale} > {unit.target_locale}"
            raise ConfigError(
                f"a PO file holds one pair of locales; found {found}", hint="export each locale by itself"
            )
        context, number = contexts.of(unit)
        key = unit.key or ""
        # What stands is that of the first unit with the key: no other one can be addressed.
        stands = standing.get(key, unit.target) if number == 1 else unit.target
        exported = (number == 1 and filling.exported.get(mark_of(unit))) or target_hash(stands)
        entry = _entry(unit, context, number, exported, notes.get(mark_of(unit), ()))
        if number == 1:
            _mark(entry, unit, filling)
        stream.write(f"\n{entry.__unicode__(wrapwidth=0)}".encode())


class _Contexts:
    """Gives each entry of a file a context of its own, as gettext demands: the second `a#1` is called `a#1~2`."""

    def __init__(self) -> None:
        # The entry with neither context nor msgid is the header.
        self._seen: dict[str | tuple[str], int] = {("",): 1}

    def of(self, unit: TranslationUnit) -> tuple[str | None, int]:
        """Return the context, and which of the units that would have it this is, counted from 1."""
        context = as_message(unit.key) if unit.key else None
        name = (as_message(unit.source),) if context is None else context
        count = self._seen[name] = self._seen.get(name, 0) + 1
        if count == 1:
            return context, 1
        own = f"{context or ''}~{count}"
        while own in self._seen:
            own += "~"
        self._seen[own] = 1
        return own, count


def _entry(
    unit: TranslationUnit, context: str | None, number: int, exported: str, notes: Sequence[str]
) -> polib.POEntry:
    source, target = as_message(unit.source), as_translation(unit.target, unit.source)
    exact: dict[str, str | int | None] = {}
    if place_of(context) != (unit.path, unit.segment):
        exact |= {"path": unit.path, "segment": unit.segment}
    if source != unit.source:
        exact["source"] = unit.source
    if target != unit.target:
        exact["target"] = unit.target
    if number > 1:
        exact["copy"] = str(number)
    mark = f"l10nqa: {exported}{' ' + to_json(exact) if exact else ''}"
    return polib.POEntry(
        msgctxt=context,
        msgid=source,
        msgstr=target,
        occurrences=_reference(unit),
        comment=f"origin: {unit.origin}\n{mark}" if unit.origin else mark,
        tcomment="\n".join(f"(l10nqa) {one_line(note)}" for note in notes),
    )


def _mark(entry: polib.POEntry, unit: TranslationUnit, filling: Filling) -> None:
    """Mark a translation that nobody may use yet, with the source it is of where that is another one."""
    if mark_of(unit) not in filling.unfinished:
        return
    entry.flags.append("fuzzy")
    match = filling.filled.get(mark_of(unit))
    if match and match.unit.source != unit.source:
        entry.previous_msgid = as_message(match.unit.source)


def _reference(unit: TranslationUnit) -> list[tuple[str, str]]:
    if not unit.path or _UNREFERABLE.search(unit.path):
        return []
    # gettext manual, "PO Files": a file name with spaces in it stands between U+2068 and U+2069.
    spaced = len(unit.path.split()) != 1 or unit.path != unit.path.strip()
    return [(f"\u2068{unit.path}\u2069" if spaced else unit.path, str(unit.line or ""))]


def _header(source_locale: str, target_locale: str, project: str, made: datetime | None) -> str:
    file = polib.POFile(wrapwidth=0)
    when = {name: f"{made:%Y-%m-%d %H:%M%z}" for name in ("POT-Creation-Date", "PO-Revision-Date") if made}
    file.metadata = when | {
        "Project-Id-Version": one_line(project),
        # What gettext's own msginit writes where there is nobody to name.
        "Last-Translator": "Automatically generated",
        "Language-Team": "none",
        "Language": one_line(to_posix(target_locale)),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Generator": "l10nqa",
        "X-Source-Language": one_line(source_locale),
        "X-Target-Language": one_line(target_locale),
    }
    return str(file)
