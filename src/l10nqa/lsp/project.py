"""The configuration that holds for a document: that of `check` in its folder, and what must be trusted to use it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from l10nqa.config import Config, find_config, read_config
from l10nqa.memory import memory_location
from l10nqa.quality import Certainty
from l10nqa.ruleset import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from l10nqa.ruleset import RuleSet
    from l10nqa.workspace.run_options import RunOptions

__all__ = ["LEDGER", "Project", "Projects", "Stamp", "is_within", "shown_path", "stamp_of"]

LEDGER = "l10nqa-ledger.jsonl"
"""The default name of the ledger, beside the configuration."""
_TRUST = "start “l10nqa lsp --trust” if you trust this folder"
Stamp = tuple[tuple[str, int, int], ...]
"""Files with their size and the nanosecond of their last change."""


@dataclass(frozen=True, slots=True, eq=False)
class Project:
    """A configuration, loaded, with the files that it names."""

    config: Config
    rules: RuleSet
    """The rules that run; the others are known for proofs."""
    options: RunOptions
    ledger: Path
    """Where decisions are kept, whether or not the file exists."""
    stamp: Stamp = field(repr=False)
    """What the project was loaded from."""


class Projects:
    """Loads the project of each document, and loads it again when one of its files has changed."""

    def __init__(self, folders: Sequence[Path], *, drafts: bool, trust: bool) -> None:
        """Take the folders that are open in the editor."""
        self.folders = list(folders)
        self._drafts, self._trust = drafts, trust
        self._loaded: dict[Path | None, Project] = {}

    def of(self, file: Path) -> Project:
        """Return the project of a document.

        Raises:
            L10nqaError: the configuration, or a file that it names, is wrong, or may not be used without trust.
        """
        found = find_config(file.parent)
        home = found.parent if found else self._folder_of(file) or file.parent
        known = self._loaded.get(found or home)
        if known and known.stamp == stamp_of(Path(name) for name, _, _ in known.stamp):
            return known
        config = read_config(found) if found else Config()
        if not self._trust:
            self._refuse(config)
        project = self._load(config, home)
        self._loaded[found or home] = project
        return project

    def may_use(self, file: Path) -> bool:
        """Tell whether a file lies in a folder that is open in the editor, whatever links lead there, or is trusted."""
        return self._trust or any(is_within(file, folder) for folder in self.folders)

    def _load(self, config: Config, home: Path) -> Project:
        named = config.get("gate.ledger")
        ledger = Path(named) if named else Path(shown_path(home / LEDGER))
        tm = config.get("tm")
        options: RunOptions = {
            "config": config,
            "tm": None if tm is None else memory_location(tm),
            "termbases": [Path(file) for file in config.get("termbases") or ()],
            "min_certainty": Certainty(config.get("certainty") or Certainty.LIKELY),
            "target_locale": config.get("target-locale"),
            "drafts": self._drafts,
        }
        rules = load_rules(config).select(config.get("select") or (), [*(config.get("ignore") or ()), *config.disabled])
        files = [config.file, *options["termbases"], options["tm"] if isinstance(options["tm"], Path) else None]
        return Project(config, rules, options, ledger, stamp_of(file for file in files if file))

    def _refuse(self, config: Config) -> None:
        """Raise where the configuration names what only a folder that is trusted may use."""
        if config.get("plugins.rules"):
            raise config.error("plugins.rules", "this folder wants to run code of its own", _TRUST)
        tm = config.get("tm")
        location = memory_location(tm) if tm else None
        if location is not None and not isinstance(location, Path):
            raise config.error("tm", "this folder wants to reach a database server", _TRUST)
        named = {"tm": [tm], "termbases": config.get("termbases"), "gate.baseline": [config.get("gate.baseline")]}
        for key, files in named.items():
            for file in files or ():
                if file and not self.may_use(Path(file)):
                    raise config.error(key, f"{file} is outside the folders that are open", _TRUST)

    def _folder_of(self, file: Path) -> Path | None:
        return next((folder for folder in self.folders if is_within(file, folder)), None)


def is_within(file: Path, folder: Path) -> bool:
    """Tell whether a file lies below a folder, once all links are followed."""
    return Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder))


def stamp_of(files: Iterable[Path]) -> Stamp:
    """Return what tells whether one of the files has changed."""
    found = []
    for file in files:
        try:
            facts = file.stat()
        except OSError:
            found.append((str(file), -1, -1))
        else:
            found.append((str(file), facts.st_size, facts.st_mtime_ns))
    return tuple(found)


def shown_path(file: Path) -> str:
    """Return the path as seen from the current folder, as users write it; as it is where that is on another drive."""
    try:
        return os.path.relpath(file)
    except ValueError:
        return str(file)
