"""The options that check, fix and export share."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from l10nqa.config import Config
from l10nqa.errors import ConfigError
from l10nqa.ruleset import BUILT_IN
from l10nqa.workspace.opening import Opener, source_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.bitext import SourceTree
    from l10nqa.engine import Executor
    from l10nqa.memory import Location
    from l10nqa.quality import Certainty
    from l10nqa.ruleset import RuleSet

__all__ = ["RunOptions", "opener_of", "selected_rules", "tree_of"]


class RunOptions(TypedDict, total=False):
    """Keyword arguments; all are optional."""

    tm: Location | None
    """The memory that rules learn from; without one they learn from the documents themselves, if there are enough."""
    termbases: Sequence[Path]
    """The termbases to check the translations against."""
    rules: RuleSet
    """All rules; the built-in ones by default."""
    select: Sequence[str]
    """The names of the rules to report; all by default."""
    ignore: Sequence[str]
    """The names of rules not to report."""
    min_certainty: Certainty
    """The lowest certainty of findings to report and fix; `likely` by default."""
    ledger: Path | None
    """The ledger of decisions: false alarms and accepted findings are neither reported nor fixed."""
    jobs: int | None
    """The number of processes; one per processor by default."""
    cluster: Executor | None
    """The cluster whose workers read the files; this machine by default."""
    source_locale: str | None
    """The locale of the sources, whatever the files declare."""
    target_locale: str | None
    """The locale of the translations, whatever files and paths declare."""
    drafts: bool
    """Whether drafts (fuzzy, to be reviewed) are checked as well."""
    config: Config
    """The configuration: what it says of single files (`[[files]]`) and of placeholders."""
    source: str | None
    """The file or folder with the sources of documents that hold translations only; else as `[pairs]` or the layout
    of the folders says."""
    allow_empty: bool
    """Whether a run may read no segment at all: for hooks that are given arbitrary files."""


def selected_rules(run_options: RunOptions) -> RuleSet:
    """Return the rules, selected by the options.

    Raises:
        ConfigError: a rule name is unknown, or no rule is left to run, which would find everything in order.
    """
    rules = run_options.get("rules", BUILT_IN).select(run_options.get("select", ()), run_options.get("ignore", ()))
    if not (rules.running or rules.running_on_documents):
        hint = "select a rule that is not ignored; l10nqa rules lists them"
        raise ConfigError("no rule is left to run: all that are selected are ignored", hint=hint)
    return rules


def tree_of(run_options: RunOptions) -> SourceTree:
    """Return where the sources of translated documents are; see `source_tree`."""
    return source_tree(run_options.get("source"), run_options.get("config"))


def opener_of(run_options: RunOptions) -> Opener:
    """Return what opens files with the locales and the configuration of the options, and learns nothing before."""
    locales = run_options.get("source_locale"), run_options.get("target_locale")
    return Opener(*locales, config=run_options.get("config") or Config())
