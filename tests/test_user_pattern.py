"""Patterns of users: what is refused, what matches, and that no pattern takes for ever."""

from __future__ import annotations

import pickle
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.user_pattern import UserPattern


@pytest.mark.parametrize("text", ["(", "[a", "*", "a{2,1}", "(?P<n>a)(?P<n", "\\", "(?<=a*"])
def test_what_is_no_regular_expression_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w{3}"):
        UserPattern(text)


@given(
    st.lists(st.sampled_from(["a", "b", ".", "\\w", "\\b", "(?:ab)", "[ab]", "a?", "b*", "|", "^", "$"]), max_size=6),
    st.text("ab -\n", max_size=12),
)
def test_it_matches_what_python_matches(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    found = [(match.span.start, match.span.end) for match in UserPattern(pattern).matches(text)]
    assert found == [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize("pattern", ["(x+x+)+y", r"(\w+\s?)*$!", "a+b"])
def test_a_pattern_that_takes_for_ever_is_stopped_and_given_up(pattern: str) -> None:
    text = "ax" * 15 + "a" * 3_000 + "x" * 3_000 + "," * 60
    slow = UserPattern(pattern)
    start = time.perf_counter()
    refused = []
    for number in range(40):
        try:
            slow.matches(text + str(number))
        except TimeoutError as error:
            refused.append("given up" in str(error))
    assert time.perf_counter() - start < 20
    assert refused in ([], [False] * 8 + [True] * 32), "a pattern is fast, or says each time that it was not tried"


def test_references_are_filled_literally() -> None:
    (match,) = UserPattern(r"(?P<key>F\d+\+?)").matches("Press F1+ now")
    target = UserPattern(r"\b\g<key>")
    assert target.references == ("key",)
    assert target.filled(match.groups).matches("F1+")
    assert not target.filled(match.groups).matches("F11")
    assert UserPattern(r"a\\g<key>").references == (), "a backslash, and then a letter"


def test_it_crosses_process_borders() -> None:
    assert pickle.loads(pickle.dumps(UserPattern("a+"))).matches("baa")[0].span == (1, 3)
