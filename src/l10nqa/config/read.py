"""Finds and reads the configuration; an error in it is reported with its file, its line and the most similar key."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from l10nqa.config.keys import KEYS, RULE_KEYS, known_key
from l10nqa.config.lines import KeyLines
from l10nqa.config.tables import CheckTable, FileSettings, FileTable, check_table, file_table, matches_glob
from l10nqa.config.values import opened, refusal
from l10nqa.errors import ConfigError
from l10nqa.inputs import note_input
from l10nqa.quality import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["Config", "Setting", "find_config", "line_of_error", "read_config"]

_OWN, _SHARED = "l10nqa.toml", "pyproject.toml"
_TABLE = ("tool", "l10nqa")
_TABLES = {"gate", "score", "rules", "plugins", "markup", "pairs"}
_SEVERAL = {"check", "files"}
"""The tables that can occur several times."""
_STANDARD_INPUT = "-"
_Table = TypeVar("_Table")


class Setting(NamedTuple):
    """A value of the configuration and its line. Paths are relative to the current folder."""

    value: Any
    line: int


@dataclass(frozen=True, slots=True)
class Config:
    """The content of a configuration file, by key."""

    file: Path | None = None
    settings: Mapping[str, Setting] = field(default_factory=dict)
    rule_options: Mapping[str, Mapping[str, Setting]] = field(default_factory=dict)
    """The options of rules, by the names of rule and option; whether they exist depends on the rules."""
    checks: tuple[CheckTable, ...] = ()
    """The `[[check]]` tables."""
    files: tuple[FileTable, ...] = ()
    """The `[[files]]` tables."""

    def get(self, key: str) -> Any:
        """Return the value of a key; None if it is not set."""
        setting = self.settings.get(key)
        return setting.value if setting else None

    @property
    def severities(self) -> dict[str, Severity]:
        """Severities by rule name that replace those of the rules."""
        return {rule: Severity(value) for rule, value in self._of_rules("severity")}

    @property
    def disabled(self) -> list[str]:
        """The names of the disabled rules."""
        return [rule for rule, enabled in self._of_rules("enabled") if not enabled]

    def _of_rules(self, name: str) -> Iterator[tuple[str, Any]]:
        for key, setting in self.settings.items():
            table, _, rest = key.partition(".")
            rule, _, what = rest.partition(".")
            if table == "rules" and what == name:
                yield rule, setting.value

    def file_settings(self, path: str) -> FileSettings:
        """Return the settings of the file at a path, which is relative to the current folder.

        Of several matching `[[files]]` tables, a later one overrides an earlier one, key by key. No pattern matches
        standard input (`-`).
        """
        found = FileSettings(patterns=tuple(self.get("markup.placeholders") or ()))
        if not self.files or not self.file or path == _STANDARD_INPUT:
            return found
        inside = os.path.relpath(path, self.file.parent)
        for table in self.files:
            if matches_glob(inside, table.pattern):
                said = {name: value for name, value in table.settings._asdict().items() if value not in (None, ())}
                found = found._replace(**said)
        return found

    def error(self, key: str, message: str, hint: str | None = None) -> ConfigError:
        """Return an error about the key, with its file and line."""
        setting = self.settings.get(key)
        return self.error_at(setting.line if setting else None, f"{key}: {message}", hint)

    def error_at(self, line: int | None, message: str, hint: str | None = None) -> ConfigError:
        """Return an error about a line of the file."""
        path = os.path.relpath(self.file) if self.file else None
        return ConfigError(message, path=path, line=line, hint=hint)


def find_config(folder: Path) -> Path | None:
    """Return the configuration in or above a folder, up to the top of its repository or the home folder."""
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
        ConfigError: it cannot be read or is not TOML, a key is unknown or missing, or a value is not valid.
    """
    values = _own_table(_toml(file), file)
    if values is None:
        hint = "name a file with a [tool.l10nqa] table, or a file of its own: l10nqa.toml"
        raise ConfigError("has no table [tool.l10nqa]", path=os.path.relpath(file), hint=hint)
    lines = KeyLines(file.read_text(encoding="utf-8"), _TABLE if file.name == _SHARED else ())
    reader = _ConfigReader(file, lines)
    reader.read(values, "")
    checks = reader.tables("check", values, check_table)
    for check in checks:
        if check.source is None and check.target is None:
            raise reader.error("has neither a source nor a target", f"check {check.name}", check.line)
        if check.is_required and check.target is None:
            raise reader.error("has mode = “require” and no target", f"check {check.name}", check.line)
    return Config(file, reader.settings, reader.options, checks, reader.tables("files", values, file_table))


def _toml(file: Path) -> dict[str, Any]:
    path = os.path.relpath(file)
    note_input(file, "configuration")
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", path=path, hint="give another --config") from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", path=path, hint="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is no TOML: {error}", path=path, line=line_of_error(error, file)) from error


def line_of_error(error: tomllib.TOMLDecodeError, file: Path) -> int:
    """Return the line at which TOML ends to be such; the last one where the error is that the file ends."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else file.read_bytes().rstrip().count(b"\n") + 1


def _own_table(values: dict[str, Any], file: Path) -> dict[str, Any] | None:
    """Return our part of the file: a table of pyproject.toml, or the whole of any other file."""
    if file.name != _SHARED:
        return values
    for name in _TABLE:
        inner = values.get(name)
        if not isinstance(inner, dict):
            return None
        values = inner
    return values


class _ConfigReader:
    """Checks each value of a configuration against its key, and stores it with its line."""

    def __init__(self, file: Path, lines: KeyLines) -> None:
        self._file, self._lines = file, lines
        self.settings: dict[str, Setting] = {}
        self.options: dict[str, dict[str, Setting]] = {}

    def read(self, values: Mapping[str, Any], prefix: str) -> None:
        for part, value in values.items():
            name = f"{prefix}{part}"
            if name in _SEVERAL and isinstance(value, list) and all(isinstance(table, dict) for table in value):
                for index, table in enumerate(value):
                    self.read(table, f"{name}[{index}].")
            elif isinstance(value, dict) and (name in _TABLES or prefix == "rules."):
                self.read(value, f"{name}.")
            elif prefix.startswith("rules.") and prefix != "rules." and part not in RULE_KEYS and "." not in part:
                rule = prefix.split(".")[1]
                self.options.setdefault(rule, {})[part] = Setting(value, self._lines.of(name))
            else:
                self._keep(part, name, value)

    def _keep(self, part: str, name: str, value: Any) -> None:
        key = known_key(name)
        if name in _TABLES or name in _SEVERAL:
            raise self.error(
                "is a table" if name in _TABLES else "is a list of tables", f"“{name}”", self._lines.of(name)
            )
        if key is None or "." in part:
            raise self.error(f"there is no key “{_shown(name)}”", "", self._lines.of(name), _nearest(name))
        refused = refusal(key, value)
        if refused:
            raise self.error(refused[0], f"“{_shown(name)}”", self._lines.of(name), refused[1])
        self.settings[name] = Setting(opened(key, value, self._file.parent), self._lines.of(name))

    def tables(
        self, name: str, values: Mapping[str, Any], make: Callable[[Mapping[str, Any], int], _Table]
    ) -> tuple[_Table, ...]:
        """Return the tables of a name that can occur several times."""
        made = []
        required = [key.name.partition(".")[2] for key in KEYS if key.is_required and key.name.startswith(f"{name}[]")]
        for index, table in enumerate(values.get(name, ())):
            line = self._lines.of(f"{name}[{index}]")
            for key in required:
                if key not in table:
                    raise self.error(f"has no “{key}”", f"[[{name}]]", line, f"add {key} = …")
            made.append(make(table, line))
        return tuple(made)

    def error(self, message: str, subject: str, line: int, hint: str | None = None) -> ConfigError:
        said = f"{subject} {message}".strip()
        return ConfigError(said, path=os.path.relpath(self._file), line=line, hint=hint)


def _shown(name: str) -> str:
    """Return the name of a key as written in the file, without the number of its table."""
    return re.sub(r"\[\d+\]", "", name)


def _nearest(name: str) -> str:
    name = _shown(name)
    names = [*(key.name.replace("[]", "") for key in KEYS), *sorted(_TABLES | _SEVERAL)]
    if name.startswith("rules."):
        rule = name.split(".")[1]
        names = [each.replace("*", rule) for each in names]
    near = get_close_matches(name, names, 1)
    # A key without its table is most similar to the one with the same ending.
    inner = get_close_matches(name.rpartition(".")[2], [each.rpartition(".")[2] for each in names], 1)
    if not near and inner:
        near = [each for each in names if each.rpartition(".")[2] == inner[0]]
    return f"did you mean {near[0]}?" if near else "l10nqa config --schema lists the keys"
