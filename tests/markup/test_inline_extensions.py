"""What documentation adds to Markdown: every kind where it is meant, and nothing where it is not."""

from __future__ import annotations

import pytest

from l10nqa.markup import Kind, parse_inline
from l10nqa.text import Span

_ADDED = Kind.INCLUDE | Kind.XREF | Kind.MENTION | Kind.PLACEHOLDER | Kind.VARIABLE | Kind.ALERT


def added(text: str) -> list[tuple[str, str, str]]:
    return [(Kind(node.kind).name, node.span.of(text), node.value) for node in parse_inline(text).of(_ADDED)]


@pytest.mark.parametrize(
    ("text", "kind", "verbatim", "value"),
    [
        ("Go [!INCLUDE [Title](../a/b.md)] on", "INCLUDE", "[!INCLUDE [Title](../a/b.md)]", "../a/b.md"),
        ("[!include[Title](b.md)]", "INCLUDE", "[!include[Title](b.md)]", "b.md"),
        ("[!INCLUDE [a `code` title]( b.md )]", "INCLUDE", "[!INCLUDE [a `code` title]( b.md )]", "b.md"),
        ("[!INCLUDE [a \\] b](c.md)]", "INCLUDE", "[!INCLUDE [a \\] b](c.md)]", "c.md"),
        ("see <xref:System.Net.Http> here", "XREF", "<xref:System.Net.Http>", "System.Net.Http"),
        ("参照 xref:System.Net.", "XREF", "xref:System.Net", "System.Net"),
        ("ask @kaivaro-help now", "MENTION", "@kaivaro-help", "kaivaro-help"),
        ("（@help）", "MENTION", "@help", "help"),
        ("enter <user name> here", "PLACEHOLDER", "<user name>", "user name"),
        ("enter <DomainGUID>", "PLACEHOLDER", "<DomainGUID>", "DomainGUID"),
        ("enter \\<name>", "PLACEHOLDER", "\\<name>", "name"),
        ("enter &lt;name&gt;", "PLACEHOLDER", "&lt;name&gt;", "name"),
        ("<ユーザー名> を", "PLACEHOLDER", "<ユーザー名>", "ユーザー名"),
        ("at <https:>", "PLACEHOLDER", "<https:>", "https:"),
        ("in <C:\\Data>", "PLACEHOLDER", "<C:\\Data>", "C:\\Data"),
        ("[!NOTE] Wait.", "ALERT", "[!NOTE]", "NOTE"),
        ("[!注] [!Tip]", "ALERT", "[!Tip]", "Tip"),
        *(
            (f"日本{variable}語", "VARIABLE", variable, variable.replace(" ", ""))
            for variable in (
                "{0}",
                "{name}",
                "{a.b}",
                "{{name}}",
                "{{ name }}",
                "${name}",
                "${{ name }}",
                "$(Target.Dir)",
                "%PATH%",
                "%(name)s",
            )
        ),
        *((f"a {variable} b", "VARIABLE", variable, variable) for variable in ("$filter", "%s", "%1$s", "%d", "%@")),
        ("$true: yes", "VARIABLE", "$true", "$true"),
        ("以下：$true: 是", "VARIABLE", "$true", "$true"),
        ("a $env:Path.", "VARIABLE", "$env:Path", "$env:Path"),
        ("**{0}**", "VARIABLE", "{0}", "{0}"),
        ("[{0}](u)", "VARIABLE", "{0}", "{0}"),
    ],
)
def test_it_is_found_where_it_is_meant(text: str, kind: str, verbatim: str, value: str) -> None:
    assert added(text) == [(kind, verbatim, value)]


@pytest.mark.parametrize(
    "text",
    [
        "`{0}`", "`@me`", "`<user name>`", "`[!INCLUDE [a](b)]`", "`xref:a`", "`[!NOTE]`",
        "[a](u/@me)", "[a](u?{0})", '[a](u "@me {0}")', "![a]({0})", "<https://a.b/{0}/@me>", "<b title='{0}'>",
        "help@kaivaro.example", "<help@kaivaro.example>", "https://a.example/@me", "a.@me", "@", "@ me", "x@y@z",
        "50%s", "100%", "%%s", "5 % s", "50%saving", "$5", "$", "{}", "{ }", "{a b}", "a < b > c", "a <b",
        "2 < 3", "<b>", "</b>", "<!-- {0} -->",
        "\\[!INCLUDE [a](b)]", "[!INCLUDE [a] (b)]", "[!NOTE](u)", "[NOTE]", "&lt; name&gt;", "a &lt;5 and b &gt;3",
         "xref:", "/xref:a", "uxref:a", "<1" + "x" * 90 + ">",
    ],
)  # fmt: skip
def test_it_is_not_found_where_it_is_not_meant(text: str) -> None:
    assert added(text) == []


def test_several_are_found_in_their_order() -> None:
    text = "{0}{1} %s @me <user name> [!INCLUDE [x](y)] $z"
    assert [verbatim for _, verbatim, _ in added(text)] == [
        "{0}",
        "{1}",
        "%s",
        "@me",
        "<user name>",
        "[!INCLUDE [x](y)]",
        "$z",
    ]


def test_an_include_hides_its_own_link_and_shows_nothing_of_its_syntax() -> None:
    inline = parse_inline("Use [!INCLUDE [t](u)] and [!INCLUDE [t](v)], or [w](x).")
    assert [node.value for node in inline.of(Kind.LINK)] == ["x"]
    assert inline.visible(Span(0, len(inline.text))) == "Use  and , or w."


def test_a_broken_include_hides_its_link_too() -> None:
    for text in ("[! INCLUDE [t](u)]", "[!INCLUDE [t](u)"):
        (node,) = parse_inline(text).of(Kind.LINK | Kind.INCLUDE)
        assert node.kind is Kind.INCLUDE
        assert node.value != "u"
