"""TMX 1.4b level 1: the exchange format of translation memories.

One `tu` a unit. What TMX has no place for are `prop`s: `x-path`, `x-segment`, `x-origin`, `x-previous-hash`,
`x-next-hash`, and `x-exact` for a unit with characters that XML does not allow, which its texts show as U+FFFD: the
exact texts as JSON (see `_exact`). Markdown in a text is text, as level 1 has no inline codes.

A reader of other tools' files meets TMX 1.1, UTF-16, inline codes and several translations in one `tu`, and takes them.
It meets files made to do harm, and refuses entities, fetches nothing, and keeps the limits of libxml2 (10 MB a text).
"""

from l10nqa.formats.tmx.read import read_tmx
from l10nqa.formats.tmx.write import write_tmx

__all__ = ["read_tmx", "write_tmx"]
