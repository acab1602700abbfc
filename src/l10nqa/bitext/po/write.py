"""Units to PO entries."""

from __future__ import annotations

import re
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.bitext.entries import Filling, mark_of, target_hash
from l10nqa.bitext.exact import to_json
from l10nqa.bitext.plain_documents import is_plain_by_name
from l10nqa.bitext.po.quoting import escaped, quoted
from l10nqa.bitext.po.remarks import OUR_NOTE
from l10nqa.bitext.po.texts import as_message, as_translation, one_line, place_of
from l10nqa.errors import ConfigError
from l10nqa.locale.names import to_posix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from l10nqa.bitext.plain_documents import IsPlain
    from l10nqa.model import TranslationUnit

__all__ = ["write_po"]

# What would end the comment line, or the file name in it; a backslash at the end would continue the line.
_UNREFERABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u2068\u2069\ud800-\udfff]|\\\\\\Z")
_TAKEN = ("l10nqa:", "origin: ", "context: ", "note: ")
"""So begin the extracted comments that say something to l10nqa."""
_NO_NOTES: Mapping[str, Sequence[str]] = MappingProxyType({})
_NO_TARGETS: Mapping[str, str] = MappingProxyType({})
_NO_FILLING = Filling()


def write_po(
    units: Iterable[TranslationUnit],
    stream: BinaryIO,
    *,
    notes: Mapping[str, Sequence[str]] = _NO_NOTES,
    current_targets: Mapping[str, str] = _NO_TARGETS,
    filling: Filling = _NO_FILLING,
    is_plain: IsPlain = is_plain_by_name,
    project: str = "l10nqa",
    made: datetime | None = None,
) -> None:
    """Write the units as PO, which `msgfmt -c` accepts; the same units give the same bytes unless `made` differs.

    All mappings go by unit key, or by source for a unit without a key. `notes` are for the translator, such as
    `rule: message`. `current_targets` are the targets of the document where those of the units differ: these entries
    count as edited when they come back. `filling` describes the targets that were taken from a memory.
    `is_plain` tells which documents hold plain texts.

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
        stands = current_targets.get(key, unit.target) if number == 1 else unit.target
        exported = (number == 1 and filling.exported_hashes.get(mark_of(unit))) or target_hash(stands)
        lines = [f"# {OUR_NOTE}{one_line(note)}" for note in notes.get(mark_of(unit), ())]
        lines += [*_extracted(unit, context, number, exported, plain=is_plain(unit.path)), *_reference(unit)]
        if number == 1:
            lines += _draft(unit, filling)
        lines += _texts(unit, context)
        stream.write("".join(f"{line}\n" for line in ["", *lines]).encode())


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


def _extracted(unit: TranslationUnit, context: str | None, number: int, exported: str, *, plain: bool) -> Iterator[str]:
    """Yield what comes back of the unit: its notes, its origin, the hash of the target in its document."""
    for note in unit.notes:
        for line in filter(None, map(one_line, note.splitlines())):
            yield f"#. note: {line}" if line.startswith(_TAKEN) else f"#. {line}"
    if unit.context:
        yield f"#. context: {one_line(unit.context)}"
    if unit.origin:
        yield f"#. origin: {unit.origin}"
    exact = _exact(unit, context, number, plain=plain)
    yield f"#. l10nqa: {exported}{' ' + to_json(exact) if exact else ''}"


def _exact(unit: TranslationUnit, context: str | None, number: int, *, plain: bool) -> dict[str, str | int | None]:
    """Return what PO cannot say of the unit."""
    exact: dict[str, str | int | None] = {}
    if place_of(context) != (unit.path, unit.segment):
        exact |= {"path": unit.path, "segment": unit.segment}
    if as_message(unit.source) != unit.source:
        exact["source"] = unit.source
    if as_translation(unit.target, unit.source) != unit.target:
        exact["target"] = unit.target
    said = {
        "copy": str(number) if number > 1 else None,
        "form": None if unit.form is None else str(unit.form),
        "markup": "plain" if plain else None,
    }
    return exact | {name: value for name, value in said.items() if value is not None}


def _reference(unit: TranslationUnit) -> Iterator[str]:
    if unit.path and not _UNREFERABLE.search(unit.path):
        # gettext manual, "PO Files": a file name with spaces in it stands between U+2068 and U+2069.
        spaced = len(unit.path.split()) != 1 or unit.path != unit.path.strip()
        path = f"\u2068{unit.path}\u2069" if spaced else unit.path
        yield f"#: {path}:{unit.line}" if unit.line else f"#: {path}"


def _draft(unit: TranslationUnit, filling: Filling) -> Iterator[str]:
    """Yield the mark of a translation that nobody may use yet, with the source it is of where that is another one."""
    if mark_of(unit) in filling.drafts:
        yield "#, fuzzy"
        match = filling.matches.get(mark_of(unit))
        previous = match.unit.source if match else filling.previous_sources.get(mark_of(unit), unit.source)
        if previous != unit.source:
            yield f"#| msgid {quoted(as_message(previous), prefix='#| ')}"


def _texts(unit: TranslationUnit, context: str | None) -> Iterator[str]:
    if context is not None:
        yield f"msgctxt {quoted(context)}"
    yield f"msgid {quoted(as_message(unit.source))}"
    yield f"msgstr {quoted(as_translation(unit.target, unit.source))}"


def _header(source_locale: str, target_locale: str, project: str, made: datetime | None) -> str:
    when = {name: f"{made:%Y-%m-%d %H:%M%z}" for name in ("POT-Creation-Date", "PO-Revision-Date") if made}
    fields = {
        "Project-Id-Version": one_line(project),
        **when,
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
    lines = "".join(f'"{escaped(name)}: {escaped(value)}\\n"\n' for name, value in fields.items())
    return f'#\nmsgid ""\nmsgstr ""\n{lines}'
