"""What identifies a finding from run to run: rule and texts, and neither path nor line."""

from __future__ import annotations

import xxhash

__all__ = ["Fingerprints"]


class Fingerprints:
    """Gives the findings of one document their fingerprints; they are asked for in the order of the document."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, rule: str, *texts: str) -> str:
        """Return the XXH3 (128 bits, hexadecimal) of rule, texts, and how many findings had the same before."""
        identity = "\0".join((rule, *texts))
        ordinal = self._seen.get(identity, 0)
        self._seen[identity] = ordinal + 1
        return xxhash.xxh3_128_hexdigest(f"{identity}\0{ordinal}".encode("utf-8", "surrogatepass"))
