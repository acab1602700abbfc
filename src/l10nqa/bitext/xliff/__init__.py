"""XLIFF of any tool, 1.0 to 2.2, as a bitext; and units written as XLIFF 1.2 and 2.1.

Read: a segment is a `trans-unit` or `unit`, or where these are divided a `mrk mtype="seg"` or a `segment` (`unit`). The
text of a segment is what its inline codes show; codes that hold no text (`g`, `x`, an empty `ph`) show that of the
source's code with the same id. What tools say of a segment in words of their own counts (`states`).

Written: the file's `original` is the document's path, the unit's id the segment's. Markdown becomes inline codes that
hold it verbatim (see `codes`), unless it is to stay text.

- What `apply` needs to know comes along as PO has it: the hash of the target as it was exported (`target_hash`), and as
  JSON what the unit cannot say exactly (see `exact`): characters that XML forbids, an id that XML does not take, a
  second unit with the same place. In 1.2 they are `context`s, in 2.1 `mda:meta`.
- The line in the document is a `context` of 1.2, a note of the category `location` in 2.1. Findings are notes.
- A machine translation is marked: `state-qualifier="mt-suggestion"` in 1.2, `subState="l10nqa:MT"` in 2.1.
- Translations of similar sources are `alt-trans` in 1.2, `mtc:matches` in 2.1 (see `matches`). A target that was taken
  from a memory says so: `exact-match`, `id-match`, `leveraged-mt` or `fuzzy-match`, in 1.2 as `state-qualifier`, in 2.1
  as `subState`. A fuzzy one needs review (1.2) or is initial (2.1).

Changed in place: `fill` gives segments new targets, and changes nothing else.

Modules: `read` (with `read_v1` and `read_v2`) makes `unit`s of elements, `inline` texts, `states` and `plurals` what is
said of them; `file` is the bitext. `fill` (with `filling`, `fill_v1` and `fill_v2`) puts targets in, `edit` and
`placing` make their content, `elements` the changes. `write` (with `prepared`, `write_v1`, `write_v2`) makes new files.
"""

from l10nqa.bitext.xliff.file import XliffFile, is_xliff, parse_xliff
from l10nqa.bitext.xliff.quality_issues import QualityIssue
from l10nqa.bitext.xliff.write import XLIFF_VERSIONS, write_xliff

__all__ = ["XLIFF_VERSIONS", "QualityIssue", "XliffFile", "is_xliff", "parse_xliff", "write_xliff"]
