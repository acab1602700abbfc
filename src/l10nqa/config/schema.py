"""The JSON schema of the configuration, for editors that complete and check TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.config.keys import KEYS, Key, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["config_schema"]


def config_schema(rules: Sequence[str], formats: Sequence[str]) -> dict[str, Any]:
    """Return the schema (draft 7, which editors know) of `l10nqa.toml`, with the names of rules and output formats."""
    root = _table("Configuration of l10nqa")
    for key in KEYS:
        *tables, last = key.name.split(".")
        for names in ([rule if part == "*" else part for part in tables] for rule in _rules_of(key, rules)):
            holder = root
            for name in names:
                holder = holder["properties"].setdefault(name, _table())
            holder["properties"][last] = {"description": key.says, **_type(key, rules, formats)}
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root}


def _rules_of(key: Key, rules: Sequence[str]) -> Sequence[str]:
    return rules if "*" in key.name else ("",)


def _table(title: str = "") -> dict[str, Any]:
    named = {"title": title} if title else {}
    return {**named, "type": "object", "properties": {}, "additionalProperties": False}


def _type(key: Key, rules: Sequence[str], formats: Sequence[str]) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1}
    types: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"enum": list(formats)} if key.name == "format" else text,
        Kind.PATH: text,
        Kind.PATHS: {"type": "array", "items": text},
        Kind.RULES: {"type": "array", "items": {"enum": list(rules)}},
        Kind.CHOICE: {"enum": list(key.choices)},
        Kind.COUNT: {"type": "integer", "minimum": 1},
        Kind.NUMBER: {"type": "number"},
        Kind.FLAG: {"type": "boolean"},
    }
    return types[key.kind]
