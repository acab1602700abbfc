"""What the first line of a table says, and the units of its rows."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.reading import origin_of
from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE, is_language_tag
from l10nqa.locale.names import canonical
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Columns", "TableRow", "delimiter_named", "likely_delimiter"]

_REQUIRED = ("source", "target", "source_locale", "target_locale")
_OPTIONAL = ("source_locale", "target_locale", "path", "segment", "origin", "line", "notes")
_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("source_text", "original", "original_text", "msgid", "src"), "source"),
        **dict.fromkeys(("target_text", "translation", "translated_text", "translated", "msgstr", "tgt"), "target"),
        **dict.fromkeys(("source_language", "source_lang", "src_lang", "srclang"), "source_locale"),
        **dict.fromkeys(("target_language", "target_lang", "tgt_lang", "trglang"), "target_locale"),
        **dict.fromkeys(("file", "file_name", "filename", "document", "location"), "path"),
        **dict.fromkeys(("key", "segment_id", "string_id", "resname", "msgctxt", "context"), "segment"),
        **dict.fromkeys(("note", "notes", "comment", "comments", "developer_comments"), "notes"),
    }
)
"""What other tools call the columns, in small letters and with underscores."""
_WORDS = frozenset(
    """
    id no key src tgt tag row num ref url max min len new old web msg str dev tmp doc tu to as is it or my so am an be
    """.split()
)
"""Words that columns are named by and that are codes of languages, too: by themselves they name none."""
_DELIMITER = re.compile(r'\ufeff?"?sep=(.)"?\s*')


class TableRow(NamedTuple):
    """A source with a target in a row."""

    unit: TranslationUnit
    source: int
    """The cell that holds it."""
    target: int
    notes: tuple[str, ...]
    name: str
    """What tells it from the others of its row: `/locale`; empty where there is no other."""


_ABSENT = -1
"""The index of a column that a table lacks: that of an empty cell which `rows` puts behind the others."""


class Columns(NamedTuple):
    """Which cells of a row hold what."""

    width: int
    source: int
    default_source_locale: str
    """Where no column says it."""
    targets: tuple[tuple[int, str], ...]
    """The columns of the translations, each with the locale where no column says it."""
    source_locale: int = _ABSENT
    target_locale: int = _ABSENT
    path: int = _ABSENT
    segment: int = _ABSENT
    origin: int = _ABSENT
    line: int = _ABSENT
    notes: int = _ABSENT

    @classmethod
    def of(
        cls, names: Sequence[str], source_locale: str | None, target_locale: str | None, path: str, line: int
    ) -> Columns:
        """Return what the names of the columns say; the locales given stand in for columns that are missing.

        Raises:
            InputError: the table lacks a column that it cannot do without.
        """
        plain = [re.sub("[ -]", "_", name.strip().lower()) for name in names]
        found = {_OTHER_NAMES.get(name, name): index for index, name in reversed(list(enumerate(plain)))}
        found |= {name: plain.index(name) for name in (*_REQUIRED, "path", "segment", "notes") if name in plain}
        languages = _languages(names)
        if "source" not in found and "target" not in found and len(languages) > 1:
            return _of_languages(cls, len(names), languages, found, source_locale)
        given = {"source_locale": source_locale, "target_locale": target_locale}
        missing = [name for name in _REQUIRED if name not in found and given.get(name) is None]
        if missing:
            seen = ", ".join(plain) or "none"
            hint = (
                f"the first line names the columns {', '.join(_REQUIRED)} and optionally path, segment, origin, line;"
                " --source-locale and --target-locale stand in for columns of locales"
            )
            raise InputError(f"lacks the columns {', '.join(missing)}; found: {seen}", path=path, line=line, hint=hint)
        target = (found["target"], target_locale or "")
        return cls(len(names), found["source"], source_locale or "", (target,), **_optional(found))

    def rows(self, cells: Sequence[str]) -> Iterator[TableRow]:
        """Yield what a row says, once for each translation; a locale that it does not say is empty."""
        note = cells[self.notes] if self.notes != _ABSENT else ""
        for unit, (index, locale) in zip(self.units(cells), self.targets, strict=True):
            name = f"/{locale}" if len(self.targets) > 1 else ""
            yield TableRow(unit, self.source, index, (note,) if note else (), name)

    def units(self, cells: Sequence[str]) -> list[TranslationUnit]:
        """Return the units of a row; a locale that it does not say is empty."""
        cells = [*cells, ""]
        number, origin = cells[self.line], cells[self.origin]
        return [
            TranslationUnit(
                cells[self.source],
                cells[index],
                canonical(cells[self.source_locale]) or self.default_source_locale,
                canonical(cells[self.target_locale]) or locale,
                cells[self.path] or None,
                cells[self.segment] or None,
                origin_of(origin.strip().upper()) if origin else None,
                line=int(number) if number.isdecimal() and len(number) < 10 else 0,
            )
            for index, locale in self.targets
        ]


def _optional(found: Mapping[str, int]) -> dict[str, int]:
    """Return the indexes of the columns that a table can do without."""
    return {name: found[name] for name in _OPTIONAL if name in found}


def _languages(names: Sequence[str]) -> list[tuple[int, str]]:
    """Return the columns that are named by languages, with their tags."""
    tags = [(index, name.strip(), canonical(name)) for index, name in enumerate(names)]
    return [
        (index, tag)
        for index, name, tag in tags
        if name.lower() not in _WORDS and is_language_tag(tag) and tag != UNKNOWN_LOCALE
    ]


def _of_languages(
    kind: type[Columns],
    width: int,
    languages: list[tuple[int, str]],
    found: Mapping[str, int],
    source_locale: str | None,
) -> Columns:
    wanted = canonical(source_locale) if source_locale and source_locale != UNKNOWN_LOCALE else ""
    alike = [each for each in languages if wanted and each[1].partition("-")[0] == wanted.partition("-")[0]]
    source = next((each for each in alike if each[1] == wanted), (alike or languages)[0])
    targets = tuple(each for each in languages if each != source)
    taken = {index for index, _ in languages}
    others = _optional({name: index for name, index in found.items() if index not in taken})
    if len(targets) > 1:
        others.pop("target_locale", None)  # one cell cannot name the locales of several
    return kind(width, source[0], source[1], targets, **others)


def delimiter_named(line: str) -> str | None:
    """Return the delimiter that a first line tells Excel; None where it is no such line."""
    named = _DELIMITER.fullmatch(line)
    return named[1] if named else None


def likely_delimiter(line: str) -> str:
    """Return the delimiter of a table by the line that names its columns."""
    return max(",\t;", key=line.count)
