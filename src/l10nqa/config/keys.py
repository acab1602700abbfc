"""Every key of the configuration, in one table for checking values and for the schema of editors."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from l10nqa.model import Dialect, PlaceholderSyntax
from l10nqa.quality import Category, Certainty, Severity

__all__ = ["CHECK_NAME", "KEYS", "RULE_KEYS", "Key", "ValueKind", "known_key"]

CHECK_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""The form of the name of a check, as of every rule."""


class ValueKind(StrEnum):
    """A kind of value, in words for messages."""

    TEXT = "a text"
    PATH = "a path"
    PATHS = "a list of paths"
    RULES = "a list of rule names"
    MODULES = "a list of names of Python modules"
    CHOICE = "one of"
    CHOICES = "a list of any of"
    COUNT = "a whole number from 1"
    NUMBER = "a number"
    FLAG = "true or false"
    NAME = "a name of small letters, digits and hyphens"
    LOCALE = "a locale (BCP 47)"
    LOCALES = "a list of locales (BCP 47)"
    PATTERN = "a regular expression"
    PATTERNS = "a list of regular expressions"
    EXAMPLES = "a list of tables, each with a source and a target that is right or wrong"


class Key(NamedTuple):
    """One key. `*` in its name stands for the name of a rule, `[]` after a table for each table of that name."""

    name: str
    kind: ValueKind
    description: str
    """The description that editors show."""
    choices: tuple[str, ...] = ()
    is_required: bool = False
    """Whether its table must have it."""

    @property
    def takes(self) -> str:
        """The accepted values, in words."""
        return " ".join([self.kind.value, ", ".join(self.choices)]).strip()


_SEVERITIES = tuple(severity.value for severity in Severity)
_CERTAINTIES = tuple(certainty.value for certainty in Certainty)
_CATEGORIES = tuple(category.value for category in Category)

KEYS = (
    Key("title", ValueKind.TEXT, "The name of the project, for the titles of reports; else that of the folder."),
    Key("paths", ValueKind.PATHS, "Documents and folders to read where a command is given none."),
    Key("target-locale", ValueKind.LOCALE, "Locale of the translations (BCP 47), whatever documents and paths say."),
    Key(
        "tm", ValueKind.PATH, "The translation memory: rules learn from it, extract writes it, the tm commands use it."
    ),
    Key("termbases", ValueKind.PATHS, "Terms that the translations are held to, CSV or TBX."),
    Key("select", ValueKind.RULES, "The rules to run; all, where none is named."),
    Key("ignore", ValueKind.RULES, "Rules not to run."),
    Key("certainty", ValueKind.CHOICE, "Only findings at least this certain are reported.", _CERTAINTIES),
    Key("jobs", ValueKind.COUNT, "Processes to use; one per processor if not given."),
    Key("format", ValueKind.TEXT, "How check writes the findings."),
    Key(
        "gate.fail-on",
        ValueKind.CHOICE,
        "How severe a finding must be to make the exit status of check 1.",
        _SEVERITIES,
    ),
    Key("gate.block-certainty", ValueKind.CHOICE, "How certain a finding must be to make it 1.", _CERTAINTIES),
    Key("gate.baseline", ValueKind.PATH, "The findings that were there before, as l10nqa baseline writes them."),
    Key("gate.ledger", ValueKind.PATH, "What was decided about findings, as l10nqa decide writes it."),
    Key("score.threshold", ValueKind.NUMBER, "The quality score below which a report says that the translation fails."),
    Key("plugins.rules", ValueKind.MODULES, "Installed Python modules whose RULES are run beside our own."),
    Key("markup.placeholders", ValueKind.PATTERNS, "Regular expressions of the project's own placeholders."),
    Key("pairs.source", ValueKind.TEXT, "Where the sources of translated documents are: `content/en/{path}`."),
    Key(
        "pairs.commit-key",
        ValueKind.TEXT,
        "The key of the front matter in which a translated document names the commit of its source.",
    ),
    Key("pairs.target", ValueKind.TEXT, "Where the translated documents are: `content/{locale}/{path}`."),
    Key("rules.*.enabled", ValueKind.FLAG, "Whether the rule is run."),
    Key("rules.*.severity", ValueKind.CHOICE, "The severity of the rule's findings, instead of its own.", _SEVERITIES),
    Key(
        "files[].pattern",
        ValueKind.TEXT,
        "The files meant, relative to the configuration: `locale/**/*.po`.",
        is_required=True,
    ),
    Key("files[].markup", ValueKind.CHOICE, "The markup of their texts.", tuple(Dialect)),
    Key("files[].placeholders", ValueKind.CHOICES, "The placeholders of their texts.", tuple(PlaceholderSyntax)),
    Key("files[].source-locale", ValueKind.LOCALE, "Locale of their sources (BCP 47), whatever they say."),
    Key("files[].target-locale", ValueKind.LOCALE, "Locale of their targets (BCP 47), whatever they say."),
    Key(
        "check[].name",
        ValueKind.NAME,
        "The name of the check; it is selected and reported as rules are.",
        is_required=True,
    ),
    Key(
        "check[].message",
        ValueKind.TEXT,
        "What is wrong; {source} and {target} stand for what matched.",
        is_required=True,
    ),
    Key("check[].source", ValueKind.PATTERN, "The check is for segments whose source matches."),
    Key("check[].target", ValueKind.PATTERN, "What the target must not, or with mode = “require” must, match."),
    Key(
        "check[].mode",
        ValueKind.CHOICE,
        "Whether a match is a fault (the default), or its absence.",
        ("forbid", "require"),
    ),
    Key("check[].where", ValueKind.CHOICE, "Whether code, addresses and placeholders count.", ("text", "everything")),
    Key(
        "check[].locales",
        ValueKind.LOCALES,
        "Target locales it is for; de stands for de-AT as well. All, if not given.",
    ),
    Key("check[].severity", ValueKind.CHOICE, "The harm to a reader; minor if not given.", _SEVERITIES),
    Key("check[].certainty", ValueKind.CHOICE, "How often a finding is true; certain if not given.", _CERTAINTIES),
    Key("check[].category", ValueKind.CHOICE, "The MQM error type.", _CATEGORIES),
    Key(
        "check[].examples", ValueKind.EXAMPLES, "Pairs that show the check right and wrong; run when the file is read."
    ),
)

RULE_KEYS = frozenset(key.name.removeprefix("rules.*.") for key in KEYS if key.name.startswith("rules.*."))
"""The keys that all rules have; the others in the table of a rule are its options."""


def known_key(name: str) -> Key | None:
    """Return the key of that name; `rules.number.severity` is `rules.*.severity`, `check[2].name` is `check[].name`."""
    wanted = _pattern(name)
    return next((key for key in KEYS if key.name == wanted), None)


def _pattern(name: str) -> str:
    first, _, rest = name.partition(".")
    if first == "rules" and "." in rest:
        return f"rules.*.{rest.partition('.')[2]}"
    return re.sub(r"\[\d+\]", "[]", name, count=1)
