"""What people see of a match: what to change in its source."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.model import Match, TranslationUnit
from l10nqa.render.matches import matches_for_people


def marked(before: str, after: str) -> str:
    """Return the source of a match as it is shown beside a query."""
    lines = list(matches_for_people(after, [Match(80.0, TranslationUnit(before, "…", "en", "lv", id=1))]))
    return lines[1].removeprefix("  80.00  ")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Select the **New** button.", "Select the Save button.", "Select the [-**New**-]{+Save+} button."),
        ("valid for 7 days", "valid for 1.5 days", "valid for [-7-]{+1.5+} days"),
        ("a well-known thing", "a known thing", "a [-well-known-]{+known+} thing"),
        ("録音の開始を選択します。", "録画の開始を選択します。", "録[-音-]{+画+}の開始を選択します。"),
        ("احفظ الملف الجديد", "احفظ الملف", "احفظ الملف[- الجديد-]"),
        ("one\ntwo", "one two", "one[-⏎-]{+ +}two"),
    ],
)
def test_what_is_gone_stands_before_what_is_new(before: str, after: str, shown: str) -> None:
    assert marked(before, after) == shown


_texts = st.text(st.sampled_from("ab *録音.-x1 "), max_size=12)


@given(_texts, _texts)
def test_the_marks_tell_both_texts(before: str, after: str) -> None:
    shown = marked(before, after)
    assert re.sub(r"\{\+.*?\+\}|\[-(.*?)-\]", r"\1", shown) == before
    assert re.sub(r"\[-.*?-\]|\{\+(.*?)\+\}", r"\1", shown) == after
