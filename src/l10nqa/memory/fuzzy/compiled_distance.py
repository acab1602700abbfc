"""Levenshtein distances from one text to many, compiled.

Myers's bit-parallel algorithm in the form of Hyyrö (G. Myers, "A fast bit-vector algorithm for approximate string
matching based on dynamic programming", Journal of the ACM 46, 1999; H. Hyyrö, "A bit-vector algorithm for computing
Levenshtein and Damerau edit distances", Nordic Journal of Computing 10, 2003). Texts are measured side by side, so that
vector instructions work on several. Words of rows of the matrix that no path of the allowed number of edits crosses are
left out (E. Ukkonen, "Algorithms for approximate string matching", Information and Control 64, 1985).

Loops are in functions of their own where the compiler vectorises them only there; and they are loops, not operations on
arrays, because those take seconds to compile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from l10nqa.memory.fuzzy.jit import compile_loop

if TYPE_CHECKING:
    from l10nqa.memory.fuzzy.adder import Words
    from l10nqa.memory.fuzzy.filter_math import Numbers

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
    text: Numbers, points: Numbers, arena: Bytes, begins: Numbers, ends: Numbers, lengths: Numbers, allowed: Numbers
) -> Numbers:
    """Return the Levenshtein distances to texts in UTF-8; any greater number where a distance is more than allowed.

    `text` is not empty: it holds, for each character, the index of its code point in `points`, which has fewer than
    65,000 distinct ones. `begins` and `ends` are the offsets of the other texts in the `arena`, in bytes, and `lengths`
    their numbers of code points.
    """
    words, width = (len(text) + 63) // 64, 128 + len(points) + 1
    masks = np.zeros((words, width), np.uint64)
    for index, point in enumerate(text, 64 * words - len(text)):  # so that the last one has the highest bit
        masks[index // 64, points[point] if points[point] < 128 else 128 + point] |= _ONE << np.uint64(index % 64)
    longest = max(lengths.max(), 1)
    lanes = min(_LANES, max(_ROOM // longest, 1))
    table = _table(points)
    symbols = np.empty(lanes * longest, np.uint16)
    state = np.empty((2, words, lanes), np.uint64)
    rows = np.empty((3, lanes), np.uint64)
    found = np.empty(len(begins), np.int64)
    for start in range(0, len(begins), lanes):
        end = min(start + lanes, len(begins))
        stride = np.uint64(lengths[start:end].max())
        for lane, index in enumerate(range(start, end)):
            first, length = np.uint64(lane) * stride, np.uint64(lengths[index])
            if ends[index] - begins[index] == lengths[index]:
                _copy(arena, np.uint64(begins[index]), symbols, first, length)
            else:
                _decode(arena, np.uint64(begins[index]), points, table, symbols, first, length)
            symbols[first + length : first + stride] = width - 1
        _measure(len(text), masks, symbols, state, rows, lengths[start:end], allowed[start:end], found[start:end])
    return found


@compile_loop
def _table(points: Numbers) -> Symbols:
    """Return a hash table, with open addressing, from code points to their places in `points`, counted from 1."""
    size = 64
    while size < 4 * len(points):
        size *= 2
    table = np.zeros(size, np.uint16)
    for number, point in enumerate(points, 1):
        slot = point & (size - 1)
        while table[slot]:
            slot = (slot + 1) & (size - 1)
        table[slot] = number
    return table


@compile_loop
def _copy(arena: Bytes, offset: np.uint64, symbols: Symbols, first: np.uint64, length: np.uint64) -> None:
    """Store the symbols of a text of ASCII: its characters, whatever other text an index may take for ASCII."""
    for place in range(length):
        symbols[first + place] = arena[offset + place] & 0x7F


@compile_loop
def _decode(
    arena: Bytes,
    offset: np.uint64,
    points: Numbers,
    table: Symbols,
    symbols: Symbols,
    first: np.uint64,
    length: np.uint64,
) -> None:
    """Store the symbols of a text: beyond ASCII, 128 more than the index of the code point in `points`, or than all."""
    for place in range(length):
        byte = arena[offset]
        offset += _ONE
        if byte < 0x80:
            symbols[first + place] = byte
            continue
        point = np.int64(byte)
        more = 1 if point < 0xE0 else 2 if point < 0xF0 else 3
        point &= 0x3F >> more
        for _ in range(more):
            point = point << 6 | np.int64(arena[offset] & 0x3F)
            offset += _ONE
        slot = point & (len(table) - 1)
        while table[slot] and points[table[slot] - 1] != point:
            slot = (slot + 1) & (len(table) - 1)
        symbols[first + place] = 127 + table[slot] if table[slot] else 128 + len(points)


@compile_loop
def _measure(
    size: int,
    masks: Words,
    symbols: Symbols,
    state: Words,
    rows: Words,
    lengths: Numbers,
    allowed: Numbers,
    found: Numbers,
) -> None:
    """Measure one text in each lane, by columns of the matrix whose rows are the `size` code points of the query."""
    longest = lengths.max()
    if not longest:  # no column: to an empty text all of the query is to be deleted
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
    for column in range(longest):
        while last < min((column + below + padding) // 64, words - 1):
            last += 1  # cells not looked at so far, as if each were one more than the one above it: none is more
            rises[last], falls[last] = _ONES if last else _ONES << np.uint64(padding), 0
            _raise(found, 64 if last else 64 - padding)
        plus[:], minus[:] = 1, 0
        for word in range(max((column - above + padding) // 64, 0), last + 1):
            _look_up(masks[word], symbols, np.uint64(column), np.uint64(longest), here[:lanes])
            _step(here[:lanes], rises[word], falls[word], plus, minus)
        _follow(found, plus, minus, lengths, column)
        if column % 16 == 15 and last == words - 1 and _hopeless(found, lengths, column, allowed):
            break


@compile_loop
def _raise(found: Numbers, by: int) -> None:
    for lane in range(len(found)):
        found[lane] += by


@compile_loop
def _look_up(masks: Words, symbols: Symbols, offset: np.uint64, stride: np.uint64, here: Words) -> None:
    for lane in range(len(here)):
        here[lane] = masks[symbols[offset]]
        offset += stride


@compile_loop
def _step(here: Words, rises: Words, falls: Words, plus: Words, minus: Words) -> None:
    """Advance a word of rows by a column; `plus` and `minus` are the differences at its top, then at its bottom."""
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
    """Tell whether no distance can fall to the allowed number any more: a column may lower it by one."""
    for lane in range(len(found)):  # noqa: SIM110 - the compiler knows loops
        if found[lane] - max(lengths[lane] - column - 1, 0) <= allowed[lane]:
            return False
    return True
