"""What identifies a finding from run to run: rule and texts, and neither path nor line."""

from __future__ import annotations

import xxhash

__all__ = ["Fingerprints"]


class Fingerprints:
    """Gives the findings of one file their fingerprints; they are asked for in the order of the file."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str | None], int] = {}

    def of(self, rule: str, *texts: str, document: str | None = None) -> str:
        """Return the XXH3 (128 bits, hexadecimal) of the rule, the texts and an ordinal.

        The ordinal is the number of findings with the same rule and texts before it in its document: a file that holds
        several documents gives their findings the fingerprints that the documents give them.
        """
        identity = "\0".join((rule, *texts))
        ordinal = self._seen.get((identity, document), 0)
        self._seen[identity, document] = ordinal + 1
        return xxhash.xxh3_128_hexdigest(f"{identity}\0{ordinal}".encode("utf-8", "surrogatepass"))
