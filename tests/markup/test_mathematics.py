"""Formulas of TeX in Markdown: where they stand, what counts in them, and which dollars begin none."""

from __future__ import annotations

import pytest

from l10nqa.markup import Kind, parse_inline


def formulas(text: str) -> list[str]:
    return [node.span.of(text) for node in parse_inline(text).of(Kind.TEMPLATE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Let $$x^2$$ be.", ["$$x^2$$"]),
        ("$$\nE = mc^2\n$$", ["$$\nE = mc^2\n$$"]),
        (r"Use $\frac{a}{b}$ and $n$.", [r"$\frac{a}{b}$", "$n$"]),
        ("$a_1 * b$ or $b_2 * c$", ["$a_1 * b$", "$b_2 * c$"]),
        ("数$x^2$を奇数とする", ["$x^2$"]),
        ("`$x^2$` $y^2$", ["$y^2$"]),
        ("It costs $5 and not $10.", []),
        ("Set $true,$false and $null.", []),
        ("$user_name and $user_id", []),
        ("$(A)=$(B)", []),
        (r"\$x^2$ is a price", []),
        ("from $x^2 $ to", []),
    ],
)
def test_formulas_are_found(text: str, found: list[str]) -> None:
    assert formulas(text) == found


def test_nothing_in_a_formula_is_markup_or_text() -> None:
    inline = parse_inline("See $a_1 * b$ *and* $\\{c * d\\}$.")
    assert [node.value for node in inline.of(Kind.TEXT)] == ["See ", " ", "and", " ", "."]
    assert inline.kinds & (Kind.ESCAPE | Kind.STRONG) == 0


def test_blanks_and_words_of_a_formula_do_not_count() -> None:
    values = {
        parse_inline(text).of(Kind.TEMPLATE)[0].value
        for text in (r"$x = 1 \text{ if odd}$", r"$x=1 \text{ falls ungerade}$")
    }
    assert len(values) == 1
