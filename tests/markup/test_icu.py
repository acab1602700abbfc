"""ICU MessageFormat: its branches as texts of their own; held against another parser."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyicumessageformat import Parser

from l10nqa.markup import Inline, Kind, parse_inline
from l10nqa.model import PLAIN, Dialect, Markup, PlaceholderSyntax

_ICU = Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.ICU}))


def kinds(text: str, kind: int, markup: Markup = PLAIN) -> list[str]:
    inline = parse_inline(text, markup)
    return [node.span.of(text) if kind & Kind.TEXT else node.value for node in inline.of(kind)]


def test_branches_are_texts_of_their_own() -> None:
    text = "You have {n, plural, offset:1 =0 {none} one {# file in {x}} other {# files}}."
    assert kinds(text, Kind.ICU_ARGUMENT) == ["{n, plural}"]
    assert kinds(text, Kind.ICU_BRANCH) == ["=0", "one", "other"]
    assert kinds(text, Kind.TEXT) == ["You have ", "none", "# file in {x}", "# files", "."]
    assert kinds(text, Kind.VARIABLE) == ["#", "{x}", "#"]


def test_they_nest() -> None:
    text = (
        "{g, select, female {{n, plural, one {her file} other {her # files}}} other {{n, selectordinal, other {#.}}}}"
    )
    assert kinds(text, Kind.ICU_ARGUMENT) == ["{g, select}", "{n, plural}", "{n, selectordinal}"]
    assert kinds(text, Kind.TEXT) == ["her file", "her # files", "#."]


def test_an_apostrophe_quotes_only_before_a_brace() -> None:
    text = "It''s {n, plural, other {it's '{'#'}' '#'}} '{'x"
    assert kinds(text, Kind.ESCAPE) == ["'", "{", "}", "#", "{x"] or kinds(text, Kind.ESCAPE) == [
        "'",
        "{",
        "}",
        "#",
        "{",
    ]
    assert kinds(text, Kind.VARIABLE) == ["#"]


@pytest.mark.parametrize(
    "text", ["{n, plural, one {a}", "{n, plural, one a}", "{n, plural, }", "{n, plural, other {a}}}"]
)
def test_what_is_not_well_formed_is_no_message(text: str) -> None:
    assert not kinds(text, Kind.ICU_ARGUMENT)


_names = st.sampled_from(["n", "name", "0", "a_b"])
_words = st.text(st.sampled_from("ab '.é文"), max_size=6).filter(
    lambda text: "''" not in text and not text.endswith("'")
)
_simple = _names.map(lambda name: f"{{{name}}}")
_typed = st.tuples(_names, st.sampled_from(["number", "date, short"])).map(lambda pair: f"{{{pair[0]}, {pair[1]}}}")


def _complex(messages: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    plural = st.tuples(_names, messages, messages).map(
        lambda m: f"{{{m[0]}, plural, one {{{m[1]}}} other {{# {m[2]}}}}}"
    )
    select = st.tuples(_names, messages, messages).map(lambda m: f"{{{m[0]}, select, f {{{m[1]}}} other {{{m[2]}}}}}")
    return st.lists(_words | _simple | _typed | plural | select, max_size=4).map("".join)


_messages = st.recursive(_words, _complex, max_leaves=8)


def _flat(tree: Any) -> list[str]:
    """Return names, types and selectors in the order of the message."""
    found: list[str] = []
    for part in tree:
        if isinstance(part, dict):
            kind = part.get("type")
            if part.get("hash"):
                found.append("#")
            else:
                found.append(f"{{{part['name']}, {kind}}}" if kind else f"{{{part['name']}}}")
            for selector, branch in part.get("options", {}).items():
                found += [selector, *_flat(branch)]
    return found


def _nodes(inline: Inline) -> list[str]:
    return [node.value for node in inline.of(Kind.ICU_ARGUMENT | Kind.ICU_BRANCH | Kind.VARIABLE)]


@given(_messages)
def test_another_parser_sees_the_same_arguments_and_branches(text: str) -> None:
    tree = Parser().parse(text)
    assert _nodes(parse_inline(text, _ICU)) == _flat(tree)


@given(st.text(st.sampled_from("{}',#n plurasecto=1 fx"), max_size=40))
def test_no_text_makes_the_parser_crash(text: str) -> None:
    for markup in (PLAIN, _ICU):
        parse_inline(text, markup)
