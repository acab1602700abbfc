"""Every key of the configuration, in one table: it checks what is read, and the schema for editors is made of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from l10nqa.quality import Certainty, Severity

__all__ = ["KEYS", "Key", "Kind", "known_key"]


class Kind(StrEnum):
    """What a key takes, in words for a message."""

    TEXT = "a text"
    PATH = "a path"
    PATHS = "a list of paths"
    RULES = "a list of rule names"
    CHOICE = "one of"
    COUNT = "a whole number from 1"
    NUMBER = "a number"
    FLAG = "true or false"


class Key(NamedTuple):
    """One key; `*` in its name stands for the name of a rule."""

    name: str
    kind: Kind
    says: str
    """What it sets, as editors show it."""
    choices: tuple[str, ...] = ()

    @property
    def takes(self) -> str:
        """What it takes, in words."""
        return " ".join([self.kind.value, ", ".join(self.choices)]).strip()


_SEVERITIES = tuple(severity.value for severity in Severity)
_CERTAINTIES = tuple(certainty.value for certainty in Certainty)

KEYS = (
    Key("paths", Kind.PATHS, "Documents and folders to read where a command is given none."),
    Key("target-locale", Kind.TEXT, "Locale of the translations (BCP 47), whatever documents and paths say."),
    Key("tm", Kind.PATH, "The translation memory: rules learn from it, extract writes it, the tm commands use it."),
    Key("termbases", Kind.PATHS, "Terms that the translations are held to, CSV or TBX."),
    Key("select", Kind.RULES, "The rules to run; all, where none is named."),
    Key("ignore", Kind.RULES, "Rules not to run."),
    Key("certainty", Kind.CHOICE, "Only findings at least this certain are reported.", _CERTAINTIES),
    Key("jobs", Kind.COUNT, "Processes to use; one per processor if not given."),
    Key("format", Kind.TEXT, "How check writes the findings."),
    Key("gate.fail-on", Kind.CHOICE, "How severe a finding must be to make the exit status of check 1.", _SEVERITIES),
    Key("gate.block-certainty", Kind.CHOICE, "How certain a finding must be to make it 1.", _CERTAINTIES),
    Key("gate.baseline", Kind.PATH, "The findings that were there before, as l10nqa baseline writes them."),
    Key("gate.ledger", Kind.PATH, "What was decided about findings, as l10nqa decide writes it."),
    Key("score.threshold", Kind.NUMBER, "The quality score below which a report says that the translation fails."),
    Key("rules.*.enabled", Kind.FLAG, "Whether the rule is run."),
    Key("rules.*.severity", Kind.CHOICE, "The severity of the rule's findings, instead of its own.", _SEVERITIES),
)


def known_key(name: str) -> Key | None:
    """Return the key of that name; `rules.number.severity` is `rules.*.severity`."""
    wanted = _pattern(name)
    return next((key for key in KEYS if key.name == wanted), None)


def _pattern(name: str) -> str:
    first, _, rest = name.partition(".")
    return f"rules.*.{rest.partition('.')[2]}" if first == "rules" and "." in rest else name
