"""The configuration: `l10nqa.toml`, or `[tool.l10nqa]` in `pyproject.toml`; one file for each run, no inheritance."""

from l10nqa.config.keys import KEYS, RULE_KEYS, Key, ValueKind
from l10nqa.config.read import Config, Setting, find_config, read_config
from l10nqa.config.schema import config_schema
from l10nqa.config.tables import CheckExample, CheckTable, FileSettings, FileTable, matches_glob

__all__ = [
    "KEYS",
    "RULE_KEYS",
    "CheckExample",
    "CheckTable",
    "Config",
    "FileSettings",
    "FileTable",
    "Key",
    "Setting",
    "ValueKind",
    "config_schema",
    "find_config",
    "matches_glob",
    "read_config",
]
