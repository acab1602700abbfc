"""The JSON schema of the configuration, for editors that complete and check TOML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from l10nqa.config.keys import CHECK_NAME, KEYS, Key, ValueKind
from l10nqa.rule_options import OptionType

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from l10nqa.rule_options import Option

__all__ = ["config_schema"]

_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}


def config_schema(
    rules: Sequence[str], formats: Sequence[str], options: Mapping[str, Sequence[Option]] | None = None
) -> dict[str, Any]:
    """Return the schema of `l10nqa.toml` (draft 7, which editors support).

    `rules` and `formats` are the names of all rules and output formats, `options` are the options by rule.
    """
    root = _table("Configuration of l10nqa")
    for key in KEYS:
        *tables, last = key.name.split(".")
        for names in ([rule if part == "*" else part for part in tables] for rule in _rules_of(key, rules)):
            holder = root
            for name in names:
                holder = _inner(holder, name)
            holder["properties"][last] = {"description": key.description, **_type(key, rules, formats)}
            if key.is_required:
                holder.setdefault("required", []).append(last)
    for rule, own in (options or {}).items():
        properties = root["properties"]["rules"]["properties"][rule]["properties"]
        for option in own:
            described = {"description": option.description, "default": option.default}
            properties[option.name] = {**described, **_OPTION_TYPES[option.type]}
    _add_demands(root["properties"]["check"]["items"])
    return {"$schema": "http://json-schema.org/draft-07/schema#", **root}


def _rules_of(key: Key, rules: Sequence[str]) -> Sequence[str]:
    return rules if "*" in key.name else ("",)


def _table(title: str = "") -> dict[str, Any]:
    named = {"title": title} if title else {}
    return {**named, "type": "object", "properties": {}, "additionalProperties": False}


def _inner(holder: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the table of that name in another; a final `[]` marks one that can occur several times."""
    plain = name.removesuffix("[]")
    found: dict[str, Any]
    if plain == name:
        found = holder["properties"].setdefault(name, _table())
    else:
        found = holder["properties"].setdefault(plain, {"type": "array", "items": _table()})["items"]
    return found


def _add_demands(check: dict[str, Any]) -> None:
    """Add the constraints on several keys: a check has a source or a target, and with `require` a target."""
    check["anyOf"] = [{"required": ["source"]}, {"required": ["target"]}]
    required = {"properties": {"mode": {"const": "require"}}, "required": ["mode"]}
    check["if"], check["then"] = required, {"required": ["target"]}


def _type(key: Key, rules: Sequence[str], formats: Sequence[str]) -> dict[str, Any]:
    types: dict[ValueKind, dict[str, Any]] = {
        ValueKind.TEXT: {"enum": list(formats)} if key.name == "format" else _TEXT,
        ValueKind.PATH: _TEXT,
        ValueKind.PATHS: _TEXTS,
        ValueKind.RULES: {"type": "array", "items": {"enum": list(rules)}},
        ValueKind.MODULES: _TEXTS,
        ValueKind.CHOICE: {"enum": list(key.choices)},
        ValueKind.CHOICES: {"type": "array", "items": {"enum": list(key.choices)}},
        ValueKind.COUNT: {"type": "integer", "minimum": 1},
        ValueKind.NUMBER: {"type": "number"},
        ValueKind.FLAG: {"type": "boolean"},
        ValueKind.NAME: {"type": "string", "pattern": f"^{CHECK_NAME.pattern}$"},
        ValueKind.LOCALE: _TEXT,
        ValueKind.LOCALES: _TEXTS,
        ValueKind.PATTERN: _TEXT,
        ValueKind.PATTERNS: _TEXTS,
        ValueKind.EXAMPLES: {"type": "array", "items": {"oneOf": [_example("right"), _example("wrong")]}},
    }
    return types[key.kind]


def _example(target: str) -> dict[str, Any]:
    text = {"type": "string"}
    return {**_table(), "properties": {"source": text, target: text}, "required": ["source", target]}


_OPTION_TYPES: dict[OptionType, dict[str, Any]] = {
    OptionType.FLAG: {"type": "boolean"},
    OptionType.COUNT: {"type": "integer"},
    OptionType.NUMBER: {"type": "number"},
    OptionType.TEXT: {"type": "string"},
    OptionType.TEXTS: _TEXTS,
}
