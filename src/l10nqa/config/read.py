"""Finds and reads the configuration; what cannot be meant is told with file, line and the nearest key."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from l10nqa.config.keys import KEYS, Key, Kind, known_key
from l10nqa.errors import ConfigError
from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Config", "Setting", "find_config", "read_config"]

_OWN, _SHARED = "l10nqa.toml", "pyproject.toml"
_TABLE = ("tool", "l10nqa")
_TABLES = {"gate", "score", "rules"}
_NAME = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_HEADER = re.compile(rf"\s*\[\[?\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_NAME}(?:\s*\.\s*{_NAME})*)\s*=")


class Setting(NamedTuple):
    """A value of the configuration, and where it stands. Paths are as they may be opened from the current folder."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says, by key."""

    file: Path | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)

    def get(self, key: str) -> Any:
        """Return the value of a key; None where it is not set."""
        setting = self.settings.get(key)
        return setting.value if setting else None

    @property
    def severities(self) -> dict[str, Severity]:
        """What overrules the severity of rules, by their names."""
        return {rule: Severity(value) for rule, value in self._of_rules("severity")}

    @property
    def disabled(self) -> list[str]:
        """The rules that are not to be run."""
        return [rule for rule, enabled in self._of_rules("enabled") if not enabled]

    def _of_rules(self, name: str) -> Iterator[tuple[str, Any]]:
        for key, setting in self.settings.items():
            table, _, rest = key.partition(".")
            rule, _, what = rest.partition(".")
            if table == "rules" and what == name:
                yield rule, setting.value

    def error(self, key: str, message: str, hint: str | None = None) -> ConfigError:
        """Return an error about the key, with its file and line."""
        setting = self.settings.get(key)
        path = os.path.relpath(self.file) if self.file else None
        return ConfigError(f"{key}: {message}", path=path, line=setting.line if setting else None, hint=hint)


def find_config(folder: Path) -> Path | None:
    """Return the configuration of a folder: in it or above it, up to the top of its repository or the home folder."""
    folder = folder.absolute()
    for each in (folder, *folder.parents):
        if (each / _OWN).is_file():
            return each / _OWN
        shared = each / _SHARED
        if shared.is_file() and _own_table(_toml(shared), shared) is not None:
            return shared
        if (each / ".git").exists() or each == Path.home():
            return None
    return None


def read_config(file: Path) -> Config:
    """Read a configuration file.

    Raises:
        ConfigError: it cannot be read or is no TOML, a key is unknown, or a value is not what the key takes.
    """
    values = _own_table(_toml(file), file)
    if values is None:
        hint = "name a file with a [tool.l10nqa] table, or a file of its own: l10nqa.toml"
        raise ConfigError("has no table [tool.l10nqa]", path=os.path.relpath(file), hint=hint)
    lines = _lines(file)
    settings = {name: Setting(value, lines.of(name)) for name, value in _flat(values, file, lines)}
    return Config(file, settings)


def _toml(file: Path) -> dict[str, Any]:
    path = os.path.relpath(file)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path, hint="give another --config") from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", path=path, hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise ConfigError(f"is no TOML: {error}", path=path, line=int(line[1]) if line else None) from error


def _own_table(values: dict[str, Any], file: Path) -> dict[str, Any] | None:
    """Return our part of the file: all of it, but for pyproject.toml."""
    if file.name != _SHARED:
        return values
    for name in _TABLE:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return None
        values = inner
    return values


class _Lines:
    """On which line each key stands, as far as a look at the lines can tell; tomllib does not say."""

    def __init__(self, text: str, prefix: Sequence[str]) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._prefix = tuple(prefix)
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.split("\n"), 1):
            header, assignment = _HEADER.match(line), _ASSIGNMENT.match(line)
            if header:
                table = _parts(header[1])
                self._lines.setdefault(table, number)
            elif assignment:
                self._lines.setdefault((*table, *_parts(assignment[1])), number)

    def of(self, name: str) -> int:
        """Return the line of a key, or else of the table that holds it."""
        parts = (*self._prefix, *name.split("."))
        while parts and parts not in self._lines:
            parts = parts[:-1]
        return self._lines.get(parts, 1)


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(_NAME, name))


def _lines(file: Path) -> _Lines:
    return _Lines(file.read_text(encoding="utf-8"), _TABLE if file.name == _SHARED else ())


def _flat(values: dict[str, Any], file: Path, lines: _Lines, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of all keys with their values, each checked."""
    for part, value in values.items():
        name = f"{prefix}{part}"
        if isinstance(value, dict) and (name in _TABLES or prefix == "rules."):
            yield from _flat(value, file, lines, f"{name}.")
            continue
        key = known_key(name)
        if key is None or "." in part:
            message = f"“{name}” is a table" if name in _TABLES else f"there is no key “{name}”"
            raise ConfigError(message, path=os.path.relpath(file), line=lines.of(name), hint=_nearest(name))
        if not _fits(key, value):
            message = f"“{name}” takes {key.takes}"
            raise ConfigError(
                message, path=os.path.relpath(file), line=lines.of(name), hint=_nearest_choice(key, value)
            )
        yield name, _opened(key, value, file.parent)


def _nearest(name: str) -> str:
    names = [*(key.name for key in KEYS), *sorted(_TABLES)]
    if name.startswith("rules."):
        rule = name.split(".")[1]
        names = [each.replace("*", rule) for each in names]
    near = get_close_matches(name, names, 1)
    # A key without its table is nearest to the one that ends like it.
    inner = get_close_matches(name.rpartition(".")[2], [each.rpartition(".")[2] for each in names], 1)
    if not near and inner:
        near = [each for each in names if each.rpartition(".")[2] == inner[0]]
    return f"did you mean {near[0]}?" if near else "l10nqa config --schema lists the keys"


def _nearest_choice(key: Key, value: object) -> str | None:
    near = get_close_matches(str(value), key.choices, 1)
    return f"did you mean {near[0]}?" if near else None


def _fits(key: Key, value: object) -> bool:
    if isinstance(value, bool) or key.kind is Kind.FLAG:  # to Python True is a number
        return isinstance(value, bool) and key.kind is Kind.FLAG
    match key.kind:
        case Kind.CHOICE:
            return value in key.choices
        case Kind.COUNT:
            return isinstance(value, int) and value > 0
        case Kind.NUMBER:
            return isinstance(value, int | float)
        case Kind.PATHS | Kind.RULES:
            return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, str) and bool(value)


def _opened(key: Key, value: Any, folder: Path) -> Any:
    """Return paths, which are relative to the file, as they are from the current folder; an address stays."""

    def path(text: str) -> str:
        return text if "://" in text else os.path.relpath(folder / Path(text).expanduser())

    if key.kind is Kind.PATH:
        return path(value)
    return [path(item) for item in value] if key.kind is Kind.PATHS else value
