"""Translation memory and localization QA for any file that holds sources and targets.

    import l10nqa

    findings = l10nqa.check("docs.de-DE/", tm="memory.db")
    findings.to_frame()

Names are imported on first use, so that `import l10nqa` alone is fast. docs/api.md lists them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from l10nqa.api import CheckOptions, apply, bitexts, check, export, extract, fix, open_bitext
    from l10nqa.errors import ConfigError, InputError, L10nqaError, StoreError
    from l10nqa.memory import Memory
    from l10nqa.model import Bitext, Edit, Finding, Fix, Issue, Match, Problem, Segment, State, Target, TranslationUnit
    from l10nqa.quality import Category, Certainty, Severity
    from l10nqa.results import Findings, Fixes
    from l10nqa.rule import Example, Rule
    from l10nqa.score import Score

__all__ = [
    "Bitext",
    "Category",
    "Certainty",
    "CheckOptions",
    "ConfigError",
    "Edit",
    "Example",
    "Finding",
    "Findings",
    "Fix",
    "Fixes",
    "InputError",
    "Issue",
    "L10nqaError",
    "Match",
    "Memory",
    "Problem",
    "Rule",
    "Score",
    "Segment",
    "Severity",
    "State",
    "StoreError",
    "Target",
    "TranslationUnit",
    "__version__",
    "apply",
    "bitexts",
    "check",
    "export",
    "extract",
    "fix",
    "open_bitext",
]

__version__ = "0.1.0"

_HOMES = {
    "api": (
        "CheckOptions",
        "Findings",
        "Fixes",
        "apply",
        "bitexts",
        "check",
        "export",
        "extract",
        "fix",
        "open_bitext",
    ),
    "errors": ("ConfigError", "InputError", "L10nqaError", "StoreError"),
    "memory": ("Memory",),
    "model": (
        *("Bitext", "Edit", "Finding", "Fix", "Issue", "Match", "Problem", "Segment", "State", "Target"),
        "TranslationUnit",
    ),
    "quality": ("Category", "Certainty", "Severity"),
    "results": ("Findings", "Fixes"),
    "rule": ("Example", "Rule"),
    "score": ("Score",),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"l10nqa.{module}"), name)
            globals()[name] = value  # the next time it is there
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
