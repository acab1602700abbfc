"""Gettext PO of any tool, and the PO that l10nqa writes for translators and their editors: one entry a unit.

- `msgctxt` is the unit's key, `path#segment`; `#:` names its file and line.
- `#. origin: MT` marks a machine translation. It is not marked fuzzy: a fuzzy entry is one that nobody may use yet.
- `#. l10nqa: HASH` says what the target in the document was when it was exported (`target_hash`). A fixed target
  written in its place is an edit already. Where the entry cannot say exactly what the unit is, the exact parts follow
  as JSON (see `exact`): a text with a carriage return or a NUL, or other line ends at its edges than its source has; an
  id with `#` in it; a second unit with the same key.
- Notes and the context of a unit are extracted comments, too: `#. context: menu`.
- A translation from a memory that is not yet final is fuzzy; where its source is another one, that stands at `#|`.
- Findings, and where such a translation comes from, are translator comments: `# (l10nqa) rule: message`.

A file that is there is changed in place (see `target`): all that is not meant keeps its bytes.

Neighbours' hashes and dates are not part of the format.
"""

from l10nqa.bitext.po.read import PoFile, is_po, parse_po, peek_po
from l10nqa.bitext.po.write import write_po

__all__ = ["PoFile", "is_po", "parse_po", "peek_po", "write_po"]
