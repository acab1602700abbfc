"""What does the heavy work of a search: NumPy and rapidfuzz, or the same compiled. Both find the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from l10nqa.memory.fuzzy.build import build
from l10nqa.memory.fuzzy.candidates import candidates
from l10nqa.memory.fuzzy.index import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from l10nqa.memory.fuzzy.bounds import Numbers
    from l10nqa.memory.fuzzy.rows import Rows

__all__ = ["Machine", "compiled"]


class Machine(Protocol):
    """Counts shared bigrams, and measures."""

    def rows(
        self, index: Index, blocks: Numbers, buckets: Numbers, least: float, shortest: Numbers, longest: Numbers
    ) -> Rows:
        """Return what `rows.rows_of` returns; the rows of a block may come in another order."""
        ...

    def reaching(self, index: Index, blocks: Numbers, rows: Rows, limits: Numbers) -> tuple[Numbers, Numbers]:
        """Return the slots of some blocks that are in as many of the rows as their word's limit asks for, in order.

        With each comes in how many it is. `limits` has a number, not negative, for each word of 64 slots.
        """
        ...

    def similarities(self, index: Index, text: str, slots: Numbers, least: float) -> NDArray[np.float64]:
        """Return 1 - Levenshtein / greater length for the text of each slot; less than `least` where it is less."""
        ...


def compiled(*, only_kept: bool = False) -> Machine | None:
    """Return the compiled machine; None where numba, which is the extra `fast`, is not there or cannot work.

    With `only_kept`, None also where it would have to be compiled first, which takes up to ten seconds.
    """
    try:
        from l10nqa.memory.fuzzy.compiled import Compiled, is_kept  # noqa: PLC0415 - half a second, to be worth it

        if only_kept and not is_kept():
            return None
        machine = Compiled()
        # Compiles it, or loads what was compiled, so that what goes wrong, as on a full disk, goes wrong here.
        arrays = dict(build([(1, "a", 0)]))
        index = Index(arrays, arrays["texts"].tobytes())
        slots, _ = candidates(index, "a", 0.5, machine)
        machine.similarities(index, "a", slots, 0.5)
    except (ImportError, OSError, RuntimeError):  # the last where there is no folder to keep in what is compiled
        return None
    return machine
