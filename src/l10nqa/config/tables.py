"""The tables of the configuration that can occur several times: `[[check]]` and `[[files]]`."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from l10nqa.locale.names import checked_locale
from l10nqa.model import Dialect, Markup, PlaceholderSyntax
from l10nqa.quality import Category, Certainty, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

__all__ = ["CheckExample", "CheckTable", "FileSettings", "FileTable", "check_table", "file_table", "matches_glob"]


class CheckExample(NamedTuple):
    """A pair that shows a check right or wrong."""

    source: str
    target: str
    """`⟦…⟧` marks exactly what must be reported; in a wrong target without marks, anything may be."""
    is_wrong: bool


class CheckTable(NamedTuple):
    """A `[[check]]` table: a check by a user, without Python."""

    name: str
    message: str
    source: str | None
    """A regular expression; the check applies to segments whose source matches."""
    target: str | None
    is_required: bool
    """Whether the target must match; otherwise it must not."""
    text_only: bool
    """Whether code, addresses and placeholders are ignored."""
    locales: tuple[str, ...]
    severity: Severity
    certainty: Certainty
    category: Category
    examples: tuple[CheckExample, ...]
    line: int
    """The number of the table in its file, from 1."""


def check_table(values: Mapping[str, Any], line: int) -> CheckTable:
    """Return the table of these values, each of which its key takes."""
    return CheckTable(
        name=values["name"],
        message=values["message"],
        source=values.get("source"),
        target=values.get("target"),
        is_required=values.get("mode") == "require",
        text_only=values.get("where") != "everything",
        locales=tuple(map(checked_locale, values.get("locales", ()))),
        severity=Severity(values.get("severity", Severity.MINOR)),
        certainty=Certainty(values.get("certainty", Certainty.CERTAIN)),
        category=Category(values.get("category", Category.STYLE)),
        examples=tuple(
            CheckExample(example["source"], example.get("right", example.get("wrong", "")), "wrong" in example)
            for example in values.get("examples", ())
        ),
        line=line,
    )


class FileSettings(NamedTuple):
    """The settings of a file in the configuration. None: the file decides."""

    dialect: Dialect | None = None
    placeholders: frozenset[PlaceholderSyntax] | None = None
    patterns: tuple[str, ...] = ()
    """Regular expressions of the project's own placeholders, whatever the file."""
    source_locale: str | None = None
    target_locale: str | None = None

    @property
    def markup(self) -> Markup | None:
        """The markup of the texts of the file, if the configuration sets it; None: the file decides."""
        return None if self.dialect is None else self.markup_over(Markup(self.dialect))

    def markup_over(self, own: Markup) -> Markup:
        """Return the markup declared by a file, with the settings of the configuration in place."""
        return Markup(
            own.dialect if self.dialect is None else self.dialect,
            own.placeholders if self.placeholders is None else self.placeholders,
            tuple(dict.fromkeys((*own.patterns, *self.patterns))),
        )


class FileTable(NamedTuple):
    """A `[[files]]` table."""

    pattern: str
    settings: FileSettings
    line: int = 0
    """The line of the table in its file."""


def file_table(values: Mapping[str, Any], line: int) -> FileTable:
    """Return the table of these values, each of which its key takes."""
    dialect, placeholders = values.get("markup"), values.get("placeholders")
    settings = FileSettings(
        Dialect(dialect) if dialect else None,
        None if placeholders is None else frozenset(map(PlaceholderSyntax, placeholders)),
        (),
        _locale(values.get("source-locale")),
        _locale(values.get("target-locale")),
    )
    return FileTable(values["pattern"], settings, line)


def _locale(name: str | None) -> str | None:
    return None if name is None else checked_locale(name)


def matches_glob(path: str, pattern: str) -> bool:
    """Tell whether a path, relative to the folder of the configuration, matches the pattern.

    `*` and `?` match characters of one name, `[…]` one of several, `**` any folders or none. A pattern without a slash
    matches files of that name in all folders, one with a final slash everything in a folder. The time is linear in the
    length of the path for each `**`.
    """
    anchored = pattern if "/" in pattern else f"**/{pattern}"
    wanted = tuple(part for part in anchored.split("/") if part not in ("", "."))
    if pattern.endswith("/"):
        wanted = (*wanted, "**")
    if wanted and wanted[-1] == "**":
        wanted = (*wanted, "*")  # the content of the folder, not the folder itself
    names = PurePosixPath(path.replace(os.sep, "/")).parts
    # The parts of the pattern that may come next, after each name.
    reached = _behind_folders(wanted, {0})
    for name in names:
        after = {index for index in reached if index < len(wanted) and wanted[index] == "**"}
        after |= {
            index + 1
            for index in reached
            if index < len(wanted) and wanted[index] != "**" and _name_pattern(wanted[index]).fullmatch(name)
        }
        reached = _behind_folders(wanted, after)
    return len(wanted) in reached


def _behind_folders(wanted: tuple[str, ...], reached: set[int]) -> set[int]:
    """Return the positions, and those after a `**` that matches no folder."""
    found = set(reached)
    for index, part in enumerate(wanted):
        if index in found and part == "**":
            found.add(index + 1)
    return found


@lru_cache(maxsize=512)
def _name_pattern(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob))
