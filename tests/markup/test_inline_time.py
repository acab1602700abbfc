"""No text takes time out of proportion to its size: each of these took minutes at some time, in some parser."""

from __future__ import annotations

import pytest

from l10nqa.markup import parse_inline
from l10nqa.model import Dialect, Markup, PlaceholderSyntax

_LENGTH = 100_000
_UNITS = (
    *(
        "[",
        "*",
        "_",
        "`",
        "<",
        "![",
        "](",
        "][",
        "[a](",
        "[a][b]",
        "a*",
        "*a ",
        "**a ",
        "_a ",
        "*a**",
        "(",
        "&",
        "\\",
        "\n> ",
    ),
    *(
        "~~a ",
        "<a ",
        "<b> ",
        "<!--",
        "<?",
        "`a` ",
        "[a](u) ",
        "&amp;",
        "日*",
        "\ud800",
        "https://a ",
        "<user name> ",
        "\\<a> ",
    ),
    *("{", "{{", "{0} ", "$", "$(", "%", "%(a", "@", "@a ", "xref:a ", "[!", "[!INCLUDE [", "[!INCLUDE [a](b)] "),
    "[! INCLUDE [a](b) ",
    *("{#a}", "{% a", "{{<a>}}", ":::a\n", "{a=", "[^a]", "[[a]]", "&lt;a&gt;", "<A b={", "{n, plural, one {", "{ -a("),
)
_SHAPES = {
    "nested links": "[" * 12_000 + "a" + "](u)" * 12_000,
    "nested images": "![" * 12_000 + "a" + "](u)" * 12_000,
    "nested emphasis": "*a **b " * 7_000 + "b** a*" * 7_000,
    "ever more ticks": " ".join("`" * count for count in range(1, 440)),
    "an include of backslashes": "[!INCLUDE [" + "\\" * _LENGTH,
    "an include of brackets": "[!INCLUDE " + "[" * _LENGTH,
    "a long id": "xref:" + "a." * (_LENGTH // 2),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", [(unit * _LENGTH)[:_LENGTH] for unit in _UNITS], ids=map(repr, _UNITS))
def test_a_long_repetition_is_read_in_time(text: str) -> None:
    parse_inline(text)


_PLAIN_UNITS = (
    *("<", "<a", "<a ", "<!--", "</a", "<x y ", "<a b='", "&", "&a", "&#1", "%", "%0", "%-", "%1$", "%(", "%{", "%<a"),
    *(
        "{",
        "}",
        "{}",
        "{{",
        "{a",
        "{a!r:",
        "{0,number,",
        "{n, plural, one {",
        "{n,select,other{x}}",
        "'",
        "'{",
        "#{",
        "$",
    ),
    *("${", "$t(", "{%", "{#", "_a ", "~", "(&S)", "%1 %2 ", "{a.b", "{a[b]", "%*", "%s", "<b>x</b>", "&amp;", "```\n"),
)


@pytest.mark.timeout(30)
@pytest.mark.parametrize("unit", _PLAIN_UNITS, ids=map(repr, _PLAIN_UNITS))
@pytest.mark.parametrize(
    "syntaxes", [None, frozenset(PlaceholderSyntax), frozenset({PlaceholderSyntax.ICU})], ids=["none", "all", "icu"]
)
def test_a_long_repetition_is_read_in_time_as_plain_text(
    unit: str, syntaxes: frozenset[PlaceholderSyntax] | None
) -> None:
    parse_inline((unit * _LENGTH)[:_LENGTH], Markup(Dialect.PLAIN, syntaxes))


@pytest.mark.timeout(30)
@pytest.mark.parametrize("shape", _SHAPES)
def test_a_long_nesting_is_read_in_time(shape: str) -> None:
    parse_inline(_SHAPES[shape])
