"""TMX 1.4b: the exchange format of translation memories.

One `tu` a unit. What TMX has no place for are `prop`s: `x-path`, `x-segment`, `x-origin`, `x-previous-hash`,
`x-next-hash`, and `x-exact` for a unit with characters that XML does not allow, which its texts show as U+FFFD: the
exact texts as JSON (see `_exact`).

Markdown becomes inline codes (level 2; see `_codes`): `bpt` and `ept` with one `i` for a pair, `ph` for a code by
itself, `it` for one whose partner is not there; codes of source and target with one `x` correspond. On request Markdown
stays text (level 1). Either way a text is what its `seg` holds, tags left out.

A reader of other tools' files meets TMX 1.1, UTF-16, inline codes and several translations in one `tu`, and takes them.
It meets files made to do harm; `safe_xml` says what becomes of those.
"""

from l10nqa.bitext.tmx.parse import TmxFile, is_tmx, parse_tmx
from l10nqa.bitext.tmx.read import read_tmx
from l10nqa.bitext.tmx.write import write_tmx

__all__ = ["TmxFile", "is_tmx", "parse_tmx", "read_tmx", "write_tmx"]
