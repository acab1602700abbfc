"""The configuration: `l10nqa.toml`, or `[tool.l10nqa]` in `pyproject.toml`; one file a run, no inheritance."""

from l10nqa.config.keys import KEYS, Key, Kind
from l10nqa.config.read import Config, Setting, find_config, read_config
from l10nqa.config.schema import config_schema

__all__ = ["KEYS", "Config", "Key", "Kind", "Setting", "config_schema", "find_config", "read_config"]
