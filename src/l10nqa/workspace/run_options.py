"""What the caller of a check, a fix or an export with either may choose; the same for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from l10nqa.ruleset import BUILT_IN
from l10nqa.workspace.opening import source_tree

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from l10nqa.bitext import SourceTree
    from l10nqa.config import Config
    from l10nqa.memory import Location
    from l10nqa.quality import Certainty
    from l10nqa.ruleset import RuleSet

__all__ = ["RunOptions", "selected_rules", "tree_of"]


class RunOptions(TypedDict, total=False):
    """Keyword arguments, all of which may be left out."""

    tm: Location | None
    """The memory that rules learn from; without it they learn from the documents themselves, where these are many."""
    termbases: Sequence[Path]
    """Files of terms that the translations are held to."""
    rules: RuleSet
    """The rules there are; the built-in ones, if not given."""
    select: Sequence[str]
    """Names of the rules whose findings count; all, where none is named."""
    ignore: Sequence[str]
    """Names of rules whose findings do not count."""
    min_certainty: Certainty
    """Findings less certain are left out, and left alone; `likely` if not given."""
    ledger: Path | None
    """What was decided about findings: those that are no fault, or that stay, are neither reported nor fixed."""
    jobs: int | None
    """Processes to use; one per processor if not given."""
    source_locale: str | None
    """Locale of the sources, whatever the files say."""
    target_locale: str | None
    """Locale of the translations, whatever files and paths say."""
    drafts: bool
    """Whether translations that nobody may use yet (fuzzy, to be reviewed) are looked at as well."""
    config: Config
    """The configuration: what it says of single files (`[[files]]`) and of placeholders."""
    source: str | None
    """The file or folder with the sources of documents that hold translations only; else as `[pairs]` or the layout
    of the folders says."""
    allow_empty: bool
    """Whether a run that reads no segment at all is in order: for hooks that are handed arbitrary files."""


def selected_rules(run_options: RunOptions) -> RuleSet:
    """Return the rules, with those selected that the options name.

    Raises:
        ConfigError: there is no rule of a name.
    """
    rules = run_options.get("rules", BUILT_IN)
    return rules.select(run_options.get("select", ()), run_options.get("ignore", ()))


def tree_of(run_options: RunOptions) -> SourceTree:
    """Return where the sources of translated documents are; see `source_tree`."""
    return source_tree(run_options.get("source"), run_options.get("config"))
