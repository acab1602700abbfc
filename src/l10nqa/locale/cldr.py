"""The rows of CLDR: what each locale has of signs, names and number words. Read from data/, a line at a time.

`data/` is written by benchmarks/locale_facts.py. A row holds what differs from the row of the locale that it is a part
of: `de-CH` of `de`, `de` of `und`.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = ["DATA", "is_known", "language_of", "locales", "number_words", "row_of"]

DATA = Path(__file__).parent / "data"
"""The folder of the facts."""


@cache
def _lines(name: str) -> bytes:
    return b"\n" + (DATA / name).read_bytes()


def _line(name: str, tag: str) -> dict[str, Any] | None:
    """Return the content of one line; None if there is none. Only that line is parsed: a locale needs few of 1,400."""
    lines = _lines(name)
    key = f"\n{tag}\t".encode()
    start = lines.find(key)
    if start < 0:
        return None
    start += len(key)
    content: dict[str, Any] = json.loads(lines[start : lines.index(b"\n", start)])
    return content


@cache
def locales() -> tuple[str, ...]:
    """Return the tags of all locales that have a row, other names of theirs left out."""
    rows = (line.partition(b"\t") for line in _lines("locales.tsv").splitlines() if line)
    return tuple(tag.decode() for tag, _, content in rows if not content.startswith(b'{"as":'))


def language_of(tag: str) -> str:
    """Return the language that the tag names, in small letters, as in `zh`."""
    return tag.replace("_", "-").partition("-")[0].lower()


@lru_cache(maxsize=256)
def _chain(tag: str) -> tuple[str, ...]:
    """Return the tags of the rows that make up a locale's, the most general first."""
    subtags = tag.replace("_", "-").split("-")
    found = ["und"]
    for length in range(1, len(subtags) + 1):
        name = "-".join(map(_written, range(length), subtags[:length]))
        line = _line("locales.tsv", name)
        if line is not None and "as" in line:
            found = list(_chain(line["as"]))
        elif line is not None and name not in found:
            found.append(name)
        elif length > 1 and found[-1] != "und" and len(subtags[length - 1]) in {2, 3}:
            # The region of another name, or of a script that goes without saying: `no-NO`, `zh-Hans-CN`.
            beyond = f"{found[-1]}-{subtags[length - 1].upper()}"
            found += [beyond] if _line("locales.tsv", beyond) is not None else []
    return tuple(found)


def _written(index: int, subtag: str) -> str:
    if index == 0:
        return subtag.lower()
    return subtag.title() if len(subtag) == 4 else subtag.upper()


def is_known(tag: str) -> bool:
    """Tell whether CLDR has the language that the tag names."""
    return len(_chain(tag)) > 1


@lru_cache(maxsize=256)
def row_of(tag: str) -> dict[str, Any]:
    """Return the facts of a locale, all that CLDR has in one; the root's where the language is unknown."""
    row: dict[str, Any] = {}
    for name in _chain(tag):
        for key, fact in (_line("locales.tsv", name) or {}).items():
            if key.endswith("="):
                row[key[:-1]] = fact
            elif isinstance(fact, dict):
                row[key] = {**row.get(key, {}), **fact}
            else:
                row[key] = fact
    return row


@lru_cache(maxsize=64)
def number_words(tag: str) -> dict[str, int]:
    """Return the words of numbers that the language puts its others together of; empty where CLDR has none."""
    for name in reversed(_chain(tag)):
        words = _line("number_words.tsv", name)
        if words is not None:
            return words
    return {}
