"""The file of annotations: the errors that people found, one on each line.

It is sorted, and the order of its lines has no meaning: version control can merge two of them by taking the lines of
both. Paths are relative to the folder of the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from l10nqa.engine.records import is_day, read_records, write_records
from l10nqa.errors import ConfigError, InputError
from l10nqa.model import Annotation
from l10nqa.mqm import ErrorSeverity, error_type
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = ["read_annotations", "write_annotations"]

_WHAT = "annotations"
_REQUIRED = ("path", "segment", "texts", "type", "severity", "annotator", "date")
_KEYS = (
    "path",
    "segment",
    "type",
    "severity",
    "target_spot",
    "target_words",
    "source_spot",
    "source_words",
    "note",
    "rule",
    "annotator",
    "date",
    "texts",
)
"""The keys of a line in their order. Lines are sorted as text, so the first keys decide what is side by side."""
_SPOT = re.compile(r"(\d{1,9})-(\d{1,9})", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{16}", re.ASCII)


def read_annotations(file: Path) -> list[Annotation]:
    """Read the annotations of a file; a line that is there twice counts once.

    Raises:
        InputError: it does not exist, or a line is no annotation; with the line.
    """
    records = read_records(file, _KEYS, _WHAT)
    return list(dict.fromkeys(_annotation(record, str(file), line) for line, record in records))


def _annotation(record: dict[str, str], path: str, line: int) -> Annotation:
    def wrong(message: str, hint: str) -> InputError:
        return InputError(message, path=path, line=line, hint=hint)

    missing = [key for key in _REQUIRED if not record.get(key)]
    missing += [] if record.get("annotator", "x").strip() else ["annotator"]
    if missing:
        raise wrong(f"lacks {', '.join(missing)}", "l10nqa lqa annotate writes such lines")
    if record["severity"] not in list(ErrorSeverity):
        raise wrong(f"“{record['severity']}” is no severity", ", ".join(ErrorSeverity))
    if not is_day(record["date"]):
        raise wrong(f"“{record['date']}” is no day", "write it as 2026-11-24")
    if not _HASH.fullmatch(record["texts"]):
        raise wrong("“texts” is no hash of 16 hexadecimal digits", "l10nqa lqa annotate writes it")
    try:
        found = error_type(record["type"])
        return Annotation(
            record["path"],
            record["segment"],
            record["texts"],
            found.name,
            ErrorSeverity(record["severity"]),
            record["annotator"],
            record["date"],
            _span(record.get("source_spot", "")),
            _span(record.get("target_spot", "")),
            record.get("source_words", ""),
            record.get("target_words", ""),
            record.get("note", ""),
            record.get("rule", ""),
        )
    except ConfigError as error:
        raise wrong(error.message, error.hint or "l10nqa lqa types lists them") from error
    except ValueError as error:
        raise wrong(str(error), "write it as 4-9: from code point 4 up to 9, which is not part of it") from error


def _span(text: str) -> Span | None:
    if not text:
        return None
    found = _SPOT.fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        raise ValueError(f"“{text}” is no spot")
    return Span(int(found[1]), int(found[2]))


def write_annotations(file: Path, annotations: Iterable[Annotation]) -> None:
    """Write the annotations, in the order of path and segment, in the place of what was there.

    Raises:
        InputError: the file cannot be written.
    """
    write_records(file, map(_record, annotations), _WHAT)


def _record(annotation: Annotation) -> dict[str, str]:
    values = {
        **annotation._asdict(),
        "type": annotation.error_type,
        "source_spot": _spot(annotation.source_spot),
        "target_spot": _spot(annotation.target_spot),
    }
    return {key: str(values[key]) for key in _KEYS}


def _spot(span: Span | None) -> str:
    return f"{span.start}-{span.end}" if span else ""
