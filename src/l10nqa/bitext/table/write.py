"""Units to a table."""

from __future__ import annotations

import csv
import io
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["write_table"]

_COLUMNS = ("source", "target", "source_locale", "target_locale", "path", "segment", "origin", "line")
_CELLS = itemgetter(*map(TranslationUnit._fields.index, _COLUMNS))


def write_table(units: Iterable[TranslationUnit], stream: BinaryIO, *, delimiter: str = ",") -> None:
    """Write the units as a table in UTF-8, the columns' names first.

    A lone surrogate, which stands for a byte that was not UTF-8, is written as if it were a character: the file is then
    not UTF-8 either, but `read_table` gives the unit back.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogatepass", newline="")
    try:
        # With RFC 4180's \r\n between rows the module quotes both \r and \n in a cell; with \n it would lose a lone \r.
        rows = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
        rows.writerow(_COLUMNS)
        rows.writerows(map(_CELLS, units))
        text.flush()
    finally:
        text.detach()
