"""Tables with one unit a row: CSV as RFC 4180 has it, and the same with tabs or semicolons.

The csv module rather than pandas: it streams, so memory stays flat, it needs no import of half a second, and it never
guesses that a cell is a number or missing (`007` and `NA` are texts here). Every text comes back as it was written;
only a path or segment that is empty comes back as none, which a table cannot tell apart and which means the same.

The columns are those that l10nqa writes, under these or other usual names, or languages: `key,en,de,fr` has the sources
in the first of them and a translation in each of the others.

A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Putting an apostrophe before it, as is
often advised, would change the text for everyone else; import such a table "as text" instead.
"""

from l10nqa.bitext.table.parse import TableFile, is_table, parse_table
from l10nqa.bitext.table.read import read_table
from l10nqa.bitext.table.write import write_table

__all__ = ["TableFile", "is_table", "parse_table", "read_table", "write_table"]
