"""Levenshtein distances from one text to many, compiled.

Myers's bit-parallel algorithm in the form of Hyyrö (G. Myers, "A fast bit-vector algorithm for approximate string
matching based on dynamic programming", Journal of the ACM 46, 1999; H. Hyyrö, "A bit-vector algorithm for computing
Levenshtein and Damerau edit distances", Nordic Journal of Computing 10, 2003). Texts go through it side by side, so
that vector instructions work on several; of the matrix, words of rows are left out that no path of the allowed number
of edits goes through (E. Ukkonen, "Algorithms for approximate string matching", Information and Control 64, 1985).

Loops stand in functions of their own where the compiler makes vector instructions of them only there; and they are
loops, not operations on arrays, because those take seconds to compile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from l10nqa.memory.fuzzy.jit import compile_loop

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.adder import Words
    from l10nqa.memory.fuzzy.bounds import Numbers

__all__ = ["distances"]

Bytes = NDArray[np.uint8]
Symbols = NDArray[np.uint16]

_LANES = 64
"""Texts measured side by side."""
_ROOM = 1 << 20
"""Characters of them all at most, unless one has more."""
_ONES = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)
_TOP = np.uint64(63)


@compile_loop
def distances(
    text: Numbers, points: Numbers, arena: Bytes, begins: Numbers, lengths: Numbers, allowed: Numbers
) -> Numbers:
    """Return the Levenshtein distances to texts in UTF-8; where that is more than allowed, some number that is more.

    `text` is not empty: at each place, where in `points`, its fewer than 65,536 distinct code points, its code point
    is. `begins` and `lengths` say where in the `arena` the other texts begin, in bytes, and how many code points they
    have.
    """
    words = (len(text) + 63) // 64
    longest = max(lengths.max(), 1)
    lanes = min(_LANES, max(_ROOM // longest, 1))
    masks = np.zeros((words, len(points) + 1), np.uint64)
    for at, point in enumerate(text, 64 * words - len(text)):  # so that the last one has the highest bit
        masks[at // 64, point + 1] |= _ONE << np.uint64(at % 64)
    ascii_, others = _symbols(points)
    columns = np.empty((longest, lanes), np.uint16)
    state = np.empty((2, words, lanes), np.uint64)
    rows = np.empty((3, lanes), np.uint64)
    found = np.empty(len(begins), np.int64)
    for start in range(0, len(begins), lanes):
        end = min(start + lanes, len(begins))
        for lane in range(end - start):
            length = lengths[start + lane]
            _decode(arena, begins[start + lane], length, points, ascii_, others, columns[:, lane])
        _measure(len(text), masks, columns, state, rows, lengths[start:end], allowed[start:end], found[start:end])
    return found


@compile_loop
def _symbols(points: Numbers) -> tuple[Symbols, Symbols]:
    """Return the places of code points in `points`, counted from 1: those of ASCII, and a hash table of the others.

    The hash table has open addressing.
    """
    ascii_ = np.zeros(128, np.uint16)
    size = 64
    while size < 4 * len(points):
        size *= 2
    others = np.zeros(size, np.uint16)
    for at, point in enumerate(points, 1):
        if point < 128:
            ascii_[point] = at
            continue
        slot = point & (size - 1)
        while others[slot]:
            slot = (slot + 1) & (size - 1)
        others[slot] = at
    return ascii_, others


@compile_loop
def _decode(
    arena: Bytes, at: int, length: int, points: Numbers, ascii_: Symbols, others: Symbols, column: Symbols
) -> None:
    """Write down which of the `points` the text's code points are, counted from 1; 0 for others and behind the end."""
    for place in range(length):
        byte = arena[at]
        at += 1
        if byte < 0x80:
            column[place] = ascii_[byte]
            continue
        point = np.int64(byte)
        more = 1 if point < 0xE0 else 2 if point < 0xF0 else 3
        point &= 0x3F >> more
        for _ in range(more):
            point = point << 6 | np.int64(arena[at] & 0x3F)
            at += 1
        slot = point & (len(others) - 1)
        while others[slot] and points[others[slot] - 1] != point:
            slot = (slot + 1) & (len(others) - 1)
        column[place] = others[slot]
    column[length:] = 0


@compile_loop
def _measure(
    size: int,
    masks: Words,
    columns: Symbols,
    state: Words,
    rows: Words,
    lengths: Numbers,
    allowed: Numbers,
    found: Numbers,
) -> None:
    """Measure one text a lane, column by column of the matrix whose rows are the query's `size` code points."""
    if not lengths.max():  # no column: to an empty text all of the query is to be deleted
        found[:] = size
        return
    rises, falls = state[0], state[1]
    plus, minus, here = rows[0], rows[1], rows[2]
    words, lanes = len(masks), len(lengths)
    above = below = 0
    for lane in range(lanes):
        longer = lengths[lane] - size
        edits = max(allowed[lane], abs(longer))
        above, below = max(above, (edits + longer) // 2), max(below, (edits - longer) // 2)
    padding = 64 * words - size
    last = -1
    found[:] = 0
    for column in range(lengths.max()):
        while last < min((column + below + padding) // 64, words - 1):
            last += 1  # cells not looked at so far, as if each were one more than the one above it: none is more
            rises[last], falls[last] = _ONES if last else _ONES << np.uint64(padding), 0
            _raise(found, 64 if last else 64 - padding)
        plus[:], minus[:] = 1, 0
        for word in range(max((column - above + padding) // 64, 0), last + 1):
            _look_up(masks[word], columns[column], here[:lanes])
            _step(here[:lanes], rises[word], falls[word], plus, minus)
        _follow(found, plus, minus, lengths, column)
        if column % 16 == 15 and last == words - 1 and _hopeless(found, lengths, column, allowed):
            break


@compile_loop
def _raise(found: Numbers, by: int) -> None:
    for lane in range(len(found)):
        found[lane] += by


@compile_loop
def _look_up(masks: Words, symbols: Symbols, here: Words) -> None:
    for lane in range(len(here)):
        here[lane] = masks[symbols[lane]]


@compile_loop
def _step(here: Words, rises: Words, falls: Words, plus: Words, minus: Words) -> None:
    """Go from a column to the next in one word of rows; `plus` and `minus` are what goes in at its top, out below."""
    for lane in range(len(here)):
        up, down = rises[lane], falls[lane]
        some = here[lane] | minus[lane]
        same = (((some & up) + up) ^ up) | some | down
        right, left = down | ~(same | up), same & up
        down_in, up_in = right << _ONE | plus[lane], left << _ONE | minus[lane]
        plus[lane], minus[lane] = right >> _TOP, left >> _TOP
        rises[lane], falls[lane] = up_in | ~(same | down_in), same & down_in


@compile_loop
def _follow(found: Numbers, plus: Words, minus: Words, lengths: Numbers, column: int) -> None:
    for lane in range(len(found)):
        found[lane] += np.int64(plus[lane]) - np.int64(minus[lane]) if column < lengths[lane] else 0


@compile_loop
def _hopeless(found: Numbers, lengths: Numbers, column: int, allowed: Numbers) -> bool:
    """Tell whether no text will come down to what is allowed: a column may lower a distance by one."""
    for lane in range(len(found)):  # noqa: SIM110 - the compiler knows loops
        if found[lane] - max(lengths[lane] - column - 1, 0) <= allowed[lane]:
            return False
    return True
