"""Compounds cut off before a conjunction: the look for its hyphen before the patterns changes nothing."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from l10nqa.locale import facts_of
from l10nqa.markup import parse_inline
from l10nqa.rules.spacing.dashes import cut_off_compounds

_PIECES = st.sampled_from(["-und", " und", "-oder ", " oder-", "-", " ", "Boot", '"', "s", "."])


@given(st.lists(_PIECES, max_size=6).map("".join))
def test_they_are_found_where_the_patterns_alone_find_them(text: str) -> None:
    facts, nothing = facts_of("de-DE"), parse_inline("")
    expected = []
    for word in facts.suspended:
        expected += [match.end() for match in re.finditer(rf"(?:\w+|\")-(?={word}\s)", text)]
        expected += [match.end() for match in re.finditer(rf"(?<=\s){word}(?=-[^\W\d_]{{2,}})", text)]
    found = [issue.target.end for issue in cut_off_compounds(nothing, parse_inline(text), facts) if issue.target]
    assert sorted(found) == sorted(expected)
