"""Tokens of prose by their shape."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.markup import Shape, find_tokens


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("help@boat.example", "MAIL"), ("/etc/hosts", "PATH"), ("~/.boatrc", "PATH"), ("../img/a.png", "PATH"),
        (r"C:\Program Files\boat\a.dll", "PATH"), (r"\\server\share", "PATH"), (r"HKLM\Software\Boat", "PATH"),
        ("boat.yaml", "FILE"), ("src/boat/main.rs", "FILE"), ("_Layout.cshtml.cs", "FILE"), (".pst", "EXTENSION"),
        ("sail()", "CALL"), ("Boat.Sail()", "CALL"), ("--dry-run", "OPTION"), ("-Force", "PARAMETER"),
        ("Get-Item", "CMDLET"), ("STS#0", "CMDLET"), ("max_knots", "SNAKE"), ("MAX_KNOTS", "SNAKE"),
        ("System.Text.Json", "DOTTED"), ("isAfloat", "LOWER_CAMEL"), ("BoatHouse", "UPPER_CAMEL"),
        ("12345678-1234-1234-1234-123456789abc", "GUID"), ("%1", "ARGUMENT"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("frame", ["{}", "See {}.", "({}),", "“{}”", "用{}看", "см. {}: да", "{}을 보세요"])
def test_a_shape_is_told_in_any_text(text: str, shape: str, frame: str) -> None:
    assert [(token.shape.name, token.text) for token in find_tokens(frame.format(text))] == [(shape, text)]


@pytest.mark.parametrize(
    "text",
    [
        "e.g. this, i.e. that, at 5 p.m.", "and/or, yes/no, 24/7, 1/2", "well-known self-service", "10:30", "Sail. Go.",
        "https://boat.example/a_b.html#cD", "www.boat.example/a_b", "a -b", "a - b", "--", "50 % of 1.5", "v. 2",
        "Boat", "10:boat:", "Páginas", "ein—Schiff", "C: drive", "3.14", "@boat", "()", "f (x)",
    ],
)  # fmt: skip
def test_prose_has_none(text: str) -> None:
    assert find_tokens(text) == []


def test_an_argument_of_laravel_is_no_short_name_of_a_picture() -> None:
    found = [(token.shape, token.text) for token in find_tokens("Found (:boats) for :name, :smile:")]
    assert found == [(Shape.ARGUMENT, ":boats"), (Shape.ARGUMENT, ":name"), (Shape.EMOJI, ":smile:")]


@given(st.text(alphabet="aA1_-./\\:@%()# \ufffcж", max_size=60))
def test_tokens_are_what_stands_in_their_spans_in_order_and_apart(text: str) -> None:
    tokens = find_tokens(text)
    assert all(token.span.of(text) == token.text != "" for token in tokens)
    assert all(one.span.end <= other.span.start for one, other in pairwise(tokens))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit",
    ["a.", "a/", "/a", "a\\", "C:\\A ", "a_", "a@", "a@a.", "--a", "a()", "aB", "a-", "a.b/", "Get-", "12345678-"],
)
def test_a_long_repetition_is_searched_in_time(unit: str) -> None:
    find_tokens((unit * 100_000)[:100_000])


@given(st.text(r"_\/@.#:%(-)aAFz09 ", max_size=14))
def test_no_token_is_lost_to_the_quick_look_before(text: str) -> None:
    alone = [token.text for token in find_tokens(text)]
    assert [token.text for token in find_tokens(f"a.yaml {text}")[1:]] == alone  # the file name is seen at a glance
