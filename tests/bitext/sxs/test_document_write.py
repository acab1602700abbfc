"""Putting targets back: what is taken, what is refused, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import parse_document, replace_targets

if TYPE_CHECKING:
    from l10nqa.bitext import SxsDocument

_MARKUP = '<span data-ttu-id="{0}">{1}</span><span class="sxs-lookup"><span data-stu-id="{0}">{2}</span></span>'


def _document(*segments: tuple[str, str]) -> SxsDocument:
    text = "\n\n".join(_MARKUP.format(identifier, target, "source") for identifier, target in segments)
    return parse_document(text.encode(), "a.md", "a.md")


def _targets(raw: bytes) -> list[str]:
    return [segment.target for segment in parse_document(raw, "a.md", "a.md").segments]


@pytest.mark.parametrize(
    "target",
    [
        "",
        "plain",
        "<email> & &quot;quoted&quot; \\*",
        '<span class="ui">Save</span>',
        "Lantern.<span>example",
        "`</span>`",
        "</span></span>",
        "a\n\nb",
        "data-ttu-id",
        "---\n",
        "\ufeff\u2028\x00",
    ],
)
def test_targets_that_are_taken(target: str) -> None:
    replaced = replace_targets(_document(("1", "a"), ("2", "b")), {"1": target})
    assert replaced.refused == {}
    assert _targets(replaced.raw) == [target, "b"]


@pytest.mark.parametrize(
    "target",
    [
        '<span data-ttu-id="3">',
        '<span data-ttu-id="3',
        '</span><span class="sxs-lookup"><span data-stu-id="1">x',
        '</span><span class="sxs-lookup"><span data-stu-id="x">y',
        _MARKUP.format("3", "x", "y"),
        "<span class=&quot;ui&quot;>x</span>",
        chr(0xD800),
        chr(0xDCFF),
        chr(0xDCC3) + chr(0xDCA9),
    ],
)
def test_targets_that_are_refused_while_the_others_are_taken(target: str) -> None:
    replaced = replace_targets(_document(("1", "a"), ("2", "b"), ("3", "c")), {"1": target, "2": "B", "9": "no such"})
    assert replaced.refused.keys() == {"1"}
    assert _targets(replaced.raw) == ["a", "B", "c"]


def test_the_reason_names_what_is_wrong() -> None:
    refused = replace_targets(_document(("1", "a"), ("2", "b")), {"1": "\ud800", "2": '<span data-ttu-id="3">'}).refused
    assert "surrogate" in refused["1"]
    assert "markup" in refused["2"]


def test_nothing_changes_where_nothing_is_given() -> None:
    document = _document(("1", "a"))
    assert replace_targets(document, {}) == replace_targets(document, {"7": "x"}) == (document.raw, {})


def test_of_two_segments_with_one_id_the_first_is_meant() -> None:
    document = _document(("1", "a"), ("1", "b"))
    assert replace_targets(document, {"1": "a"}).raw == document.raw
    assert _targets(replace_targets(document, {"1": "b"}).raw) == ["b", "b"]
    assert _targets(replace_targets(document, {"1": "x"}).raw) == ["x", "b"]


def test_damage_in_a_target_given_back_as_read_stays() -> None:
    damaged = _MARKUP.format("1", 'say "yes"', "source").replace('"', "&quot;") + "\n" + _MARKUP.format("2", "b", "c")
    document = parse_document(damaged.encode(), "a.md", "a.md")
    assert document.segments[0].target == 'say "yes"'
    assert replace_targets(document, {"1": 'say "yes"', "2": "B"}).raw == damaged.replace(">b<", ">B<").encode()


def test_a_new_target_with_quotes_goes_into_a_damaged_stretch() -> None:
    damaged = (_MARKUP.format("1", "a", "b") + _MARKUP.format("2", 'say "yes"', "c")).replace('"', "&quot;")
    replaced = replace_targets(parse_document(damaged.encode(), "a.md", "a.md"), {"1": 'x "y"'})
    assert replaced.refused == {}
    assert _targets(replaced.raw) == ['x "y"', 'say "yes"']
