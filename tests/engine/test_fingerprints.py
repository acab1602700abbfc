"""Law 4, shift: text inserted before a segment moves its findings and changes no fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from bilingual import markup, parsed, text_of
from l10nqa.engine import check_bitext
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from l10nqa.model import Finding

_FAULTY = (
    ("See [Plans](u).", "Skatiet [Plāni.](u)"),
    ("Select **Save** and **Open**.", "Atlasiet Saglabāt."),
    ("Run `a` and `b`.", "Izpildiet `c` un `d`."),
    ("Wait {0} seconds.", "Gaidiet {O} sekundes."),
    ("Nothing is wrong here.", "Šeit viss ir labi."),
    ("Two\nlines, [one](u) `b`.", "Divas\nrindas, 😀 [viena,](u) `a`."),
)
_pairs = st.lists(st.sampled_from(_FAULTY), min_size=1, max_size=6)
_outside = st.lists(
    st.sampled_from(["text", "\n", "\n\n", "# ", "`code`", "<b>", "文字", "😀", "- ", "{0}"]), max_size=8
).map("".join)


def findings(text: str) -> list[Finding]:
    return list(check_bitext(parsed(text), RULES).findings)


def unplaced(found: list[Finding]) -> list[Finding]:
    return [finding._replace(line=0, column=0, regions=None) for finding in found]


def lines(finding: Finding) -> list[int]:
    """Return the lines of all that the finding says of the file."""
    regions = finding.regions
    assert regions is not None
    found = [regions.target, *(edit.region for edit in regions.edits)]
    found += [regions.source] if regions.source else []
    return [line for region in found for line in (region.start_line, region.end_line)]


@given(_pairs, _pairs, _outside)
def test_text_inserted_between_segments_moves_what_follows_and_nothing_else(
    before: list[tuple[str, str]], after: list[tuple[str, str]], inserted: str
) -> None:
    head = text_of(*before)
    tail = "".join(f"\n{markup(f'9-{at}', target, source)}\n" for at, (source, target) in enumerate(after))
    was, now = findings(head + tail), findings(head + inserted + "\n" + tail)
    assert unplaced(now) == unplaced(was)
    added = inserted.count("\n") + 1
    first = head.count("\n") + 1
    assert [(f.line, f.column) for f in now] == [(f.line + added * (f.line > first), f.column) for f in was]
    assert [lines(f) for f in now] == [[line + added * (line > first) for line in lines(f)] for f in was]


@given(_pairs, _pairs)
def test_segments_inserted_before_add_fingerprints_and_change_none(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    was = {finding.fingerprint for finding in findings(text_of(*after))}
    now = {finding.fingerprint for finding in findings(text_of(*before, *after))}
    assert was <= now


@given(_pairs)
def test_findings_of_segments_that_say_the_same_have_fingerprints_of_their_own(pairs: list[tuple[str, str]]) -> None:
    found = findings(text_of(*pairs, *pairs))
    assert len({finding.fingerprint for finding in found}) == len(found)
    assert len(found) == 2 * len(findings(text_of(*pairs)))


def test_a_fingerprint_knows_neither_path_nor_id_nor_line() -> None:
    text = text_of(*_FAULTY)
    here = [finding.fingerprint for finding in check_bitext(parsed(text, "a/b.md"), RULES).findings]
    there = [finding.fingerprint for finding in check_bitext(parsed("\n" + text, "c/d.md"), RULES).findings]
    renumbered = [finding.fingerprint for finding in findings(text_of(*_FAULTY, first=500))]
    assert here == there == renumbered


def test_a_fingerprint_changes_with_the_source_the_target_and_the_rule() -> None:
    found = findings(
        text_of(_FAULTY[0], ("See [Plan](u).", _FAULTY[0][1]), (_FAULTY[0][0], "Skatiet [Plāns.](u)"), _FAULTY[2])
    )
    assert len({finding.fingerprint for finding in found}) == len(found) >= 4


@given(_pairs)
def test_a_finding_stands_where_its_spot_begins(pairs: list[tuple[str, str]]) -> None:
    text = text_of(*pairs)
    lines = text.split("\n")
    for finding in findings(text):
        spot = finding.target.text if finding.target else finding.target_text
        assert "\n".join(lines[finding.line - 1 :])[finding.column - 1 :].startswith(spot)
