"""Rates from a file: a TOML table of bands and the rate of a word in each."""

from __future__ import annotations

import difflib
import re
import tomllib
from typing import TYPE_CHECKING

from l10nqa.errors import ConfigError, InputError
from l10nqa.inputs import note_input
from l10nqa.memory.analysis.bands import DEFAULT_RATES, Band

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["read_rates"]

_LINE = re.compile(r"\(at line (\d+)")


def read_rates(file: Path) -> Mapping[Band, float]:
    """Return the rates of a TOML file such as `95-99 = 0.5`; a band that it leaves out keeps its default rate.

    Raises:
        ConfigError: it is no TOML, names a band that does not exist, or has a rate that is no number from 0 to 1.
        InputError: it cannot be read.
    """
    note_input(file, "table of rates")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", path=str(file), hint="check its name") from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", path=str(file)) from error
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1  # the error is that the file ends
        raise ConfigError(f"is no table of rates: {error}", path=str(file), line=line, hint=_HINT) from error
    return {**DEFAULT_RATES, **{_band(key, text, file): _rate(key, value, text, file) for key, value in table.items()}}


_HINT = 'write one band a line, as in "95-99 = 0.5"'


def _band(key: str, text: str, file: Path) -> Band:
    if key in set(Band):
        return Band(key)
    near = difflib.get_close_matches(key, list(Band), 1)
    hint = f"did you mean {near[0]}?" if near else f"the bands are {', '.join(Band)}"
    raise ConfigError(f"no such band: {key}", path=str(file), line=_line_of(key, text), hint=hint)


def _rate(key: str, value: object, text: str, file: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ConfigError(
            f"the rate of {key} must be a number from 0 to 1", path=str(file), line=_line_of(key, text), hint=_HINT
        )
    return float(value)


def _line_of(key: str, text: str) -> int | None:
    starts = (line.lstrip(" \t[\"'") for line in text.splitlines())
    return next((number for number, start in enumerate(starts, 1) if start.startswith(key)), None)
