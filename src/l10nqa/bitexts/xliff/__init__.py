"""XLIFF 1.2 and 2.1, for translators and their CAT tools: a `file` a document, a `trans-unit` or `unit` a segment.

- The file's `original` is the document's path, the unit's id the segment's. Markdown becomes inline codes that hold it
  verbatim (see `_codes`), unless it is to stay text.
- What `apply` needs to know comes along as PO has it: the hash of the target as it was exported (`target_hash`), and as
  JSON what the unit cannot say exactly (see `_exact`): characters that XML forbids, an id that XML does not take, a
  second unit with the same place. In 1.2 they are `context`s, in 2.1 `mda:meta`.
- The line in the document is a `context` of 1.2, a note of the category `location` in 2.1. Findings are notes.
- A machine translation is marked: `state-qualifier="mt-suggestion"` in 1.2, `subState="l10nqa:MT"` in 2.1.
- Translations of similar sources are `alt-trans` in 1.2, `mtc:matches` in 2.1 (see `offers`). A target that was taken
  from a memory says so: `exact-match`, `id-match`, `leveraged-mt` or `fuzzy-match`, in 1.2 as `state-qualifier`, in 2.1
  as `subState`. A fuzzy one needs review (1.2) or is initial (2.1).

A document that is there is filled in place (see `fill`): what is not filled keeps its text. A unit of another tool in
several segments is several units (see `segments`); for `apply` it is one.

Neighbours' hashes and dates are not part of the format. What other tools made is read with any prefix of the namespace,
1.0 to 2.2; codes that hold no text (`g`, `x`, an empty `ph`) get that of the source's code with the same id.
"""

from l10nqa.bitexts.xliff.fill import fill_xliff
from l10nqa.bitexts.xliff.read import read_edited_xliff, read_xliff, read_xliff_matches, xliff_entries
from l10nqa.bitexts.xliff.write import XLIFF_VERSIONS, write_xliff

__all__ = [
    "XLIFF_VERSIONS",
    "fill_xliff",
    "read_edited_xliff",
    "read_xliff",
    "read_xliff_matches",
    "write_xliff",
    "xliff_entries",
]
