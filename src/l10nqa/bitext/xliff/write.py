"""Units to XLIFF, one at a time."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.bitext.entries import Filling, mark_of, target_hash
from l10nqa.bitext.plain_documents import is_plain_by_name
from l10nqa.bitext.xliff import write_v1, write_v2
from l10nqa.bitext.xliff.prepared import Preparation
from l10nqa.bitext.xml_text import DECLARATION
from l10nqa.errors import ConfigError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from l10nqa.bitext.plain_documents import IsPlain
    from l10nqa.bitext.xliff.quality_issues import QualityIssue
    from l10nqa.model import Match

__all__ = ["XLIFF_VERSIONS", "write_xliff"]

_WRITERS = MappingProxyType(
    {
        "1.2": (
            write_v1.beginning,
            write_v1.file_beginning,
            write_v1.trans_unit,
            write_v1.NO_UNITS,
            write_v1.FILE_END,
        ),
        "2.1": (
            write_v2.beginning,
            write_v2.file_beginning,
            write_v2.unit,
            write_v2.NO_UNITS,
            write_v2.FILE_END,
        ),
    }
)
XLIFF_VERSIONS = tuple(_WRITERS)
"""The versions that can be written; the first one unless another is asked for."""
_NO_NOTES: Mapping[str, Sequence[str]] = MappingProxyType({})
_NO_TARGETS: Mapping[str, str] = MappingProxyType({})
_NO_FILLING = Filling()
_NO_MATCHES: Mapping[str, Sequence[Match]] = MappingProxyType({})
_NO_ISSUES: Mapping[str, Sequence[QualityIssue]] = MappingProxyType({})


def write_xliff(  # noqa: PLR0913 - each is something that goes beside the units
    units: Iterable[TranslationUnit],
    stream: BinaryIO,
    *,
    xliff_version: str = XLIFF_VERSIONS[0],
    plain: bool = False,
    notes: Mapping[str, Sequence[str]] = _NO_NOTES,
    current_targets: Mapping[str, str] = _NO_TARGETS,
    matches: Mapping[str, Sequence[Match]] = _NO_MATCHES,
    issues: Mapping[str, Sequence[QualityIssue]] = _NO_ISSUES,
    filling: Filling = _NO_FILLING,
    is_plain: IsPlain = is_plain_by_name,
) -> None:
    """Write the units as XLIFF, a `file` for each run of units with the same path; an empty one for no units.

    All mappings go by unit key, or by source for a unit without a key. `notes` are for the translator; `matches` are
    suggested translations, best first. `current_targets` are the targets of the document where those of the units
    differ: these units count as edited when they come back. `issues` are what is wrong with the targets, in XLIFF 2.1
    for tools that know ITS 2.0. `filling` describes the targets that were taken from a memory. With `plain`, Markdown
    stays text instead of becoming inline codes; `is_plain` tells which documents hold plain texts.

    Raises:
        ConfigError: the version is unknown, or the units have more than one source or target locale.
    """
    if xliff_version not in _WRITERS:
        raise ConfigError(f"no XLIFF {xliff_version}", hint=f"known versions: {', '.join(XLIFF_VERSIONS)}")
    beginning, file_beginning, element, no_units, file_end = _WRITERS[xliff_version]
    iterator = iter(units)
    first = next(iterator, None)
    locales = (first.source_locale, first.target_locale) if first else (UNKNOWN_LOCALE, UNKNOWN_LOCALE)
    stream.write(f"{DECLARATION}{beginning(*locales)}\n".encode())
    preparation, path, files = Preparation(plain=plain, is_plain=is_plain), None, 0
    for unit in chain([first] if first else [], iterator):
        if (unit.source_locale, unit.target_locale) != locales:
            found = f"{' > '.join(locales)} and {unit.source_locale} > {unit.target_locale}"
            raise ConfigError(
                f"an XLIFF file holds one pair of locales; found {found}", hint="export each locale by itself"
            )
        if not files or unit.path != path:
            stream.write(
                f"{file_end if files else ''}{file_beginning(unit, files + 1, plain=is_plain(unit.path))}\n".encode()
            )
            path, files = unit.path, files + 1
        mark = mark_of(unit)
        exported = filling.exported_hashes.get(mark) or target_hash(current_targets.get(mark, unit.target))
        prepared = preparation.of(unit, exported, notes.get(mark, ()), matches.get(mark, ()), filling)
        prepared = preparation.with_issues(prepared, issues.get(mark, ()))
        stream.write(f"{element(prepared)}\n".encode())
    if not files:  # an XLIFF document holds one at least
        stream.write(f"{file_beginning(TranslationUnit('', '', *locales), 1, plain=False)}{no_units}".encode())
    stream.write(f"{file_end}</xliff>\n".encode())
