"""A shard: one of N parts of a job, each of which may be done on a machine of its own.

What is in a shard depends on the name of the thing alone, never on the others: a file that is added moves no other file
to another shard, and every machine divides in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import xxhash

from l10nqa.errors import ConfigError

__all__ = ["Shard"]

_WRITTEN = re.compile("([0-9]{1,5})/([0-9]{1,5})")
_HINT = "write it as 2/8, the second of eight"


class Shard(NamedTuple):
    """One of `total` shards, by its number from 1."""

    number: int
    total: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """Return the shard that `I/N` names.

        Raises:
            ConfigError: it is not of that form, or there is no such shard.
        """
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            raise ConfigError(f"“{text}” is not a shard", hint=_HINT)
        number, total = int(match[1]), int(match[2])
        if total == 0:
            raise ConfigError(f"{text}: there must be at least one shard", hint=_HINT)
        if not 1 <= number <= total:
            raise ConfigError(f"{text}: there is no shard {number} of {total}; they are 1 to {total}", hint=_HINT)
        return cls(number, total)

    def holds(self, name: str) -> bool:
        """Tell whether the thing of that name is in the shard.

        The name of a file is its path relative to the folder given, with forward slashes; the two ways in which Unicode
        writes an accented letter, of which systems prefer one or the other, are the same name.
        """
        written = unicodedata.normalize("NFC", name).encode("utf-8", "surrogatepass")
        return xxhash.xxh3_64_intdigest(written) % self.total == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.total}"
