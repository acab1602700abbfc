"""Plain text: the placeholders of each syntax, tags, accelerators, and nothing of Markdown."""

from __future__ import annotations

import pytest

from l10nqa.markup import Inline, Kind, closing_mark, parse_inline
from l10nqa.model import PLAIN, Dialect, Markup, PlaceholderSyntax
from l10nqa.text import Span


def parsed(text: str, *syntaxes: str, patterns: tuple[str, ...] = ()) -> Inline:
    known = frozenset(map(PlaceholderSyntax, syntaxes)) if syntaxes else None
    return parse_inline(text, Markup(Dialect.PLAIN, known, patterns))


def variables(text: str, *syntaxes: str) -> list[tuple[str, str]]:
    return [(node.span.of(text), node.value) for node in parsed(text, *syntaxes).of(Kind.VARIABLE)]


@pytest.mark.parametrize(
    ("syntax", "text", "expected"),
    [
        ("c", "%d of %-5s", [("%d", "%1$d"), ("%-5s", "%2$s")]),
        ("c", "%2$s, %1$i", [("%2$s", "%2$s"), ("%1$i", "%1$d")]),
        ("c", "%*d", [("%*d", "%1$*%2$d")]),
        ("c", "%lld %zu %<PRIu64>", [("%lld", "%1$lld"), ("%zu", "%2$zu"), ("%<PRIu64>", "%3$PRIu64")]),
        ("c", "100% done", [("% d", "%1$d")]),
        ("python", "%(name)s %(n)05d", [("%(name)s", "%(name)s"), ("%(n)05d", "%(n)d")]),
        ("python", "%s %r", [("%s", "%1$s"), ("%r", "%2$s")]),
        ("php", "%1$s %'.10d", [("%1$s", "%1$s"), ("%'.10d", "%1$d")]),
        ("objc", "%@ %1$@ %#@files@", [("%@", "%1$@"), ("%1$@", "%1$@"), ("%#@files@", "%#@files@")]),
        ("python-brace", "{} {0} {name!r:>5}", [("{}", "{0}"), ("{0}", "{0}"), ("{name!r:>5}", "{name:}")]),
        ("python-brace", "{a.b[c]}", [("{a.b[c]}", "{a.b[c]}")]),
        ("python-brace", "{x:{width}}", [("{x:{width}}", "{x:}")]),
        ("java", "{0} {1,number,#.##}", [("{0}", "{0}"), ("{1,number,#.##}", "{1, number}")]),
        ("ruby", "%{x} %<y>05d #{z.w}", [("%{x}", "%{x}"), ("%<y>05d", "%<y>"), ("#{z.w}", "#{z.w}")]),
        ("qt", "%1 of %L2, %n", [("%1", "%1"), ("%L2", "%2"), ("%n", "%n")]),
        ("shell", "$x ${y}", [("$x", "$x"), ("${y}", "${y}")]),
        ("double-brace", "{{ name }} $t(a.b)", [("{{ name }}", "{{name}}"), ("$t(a.b)", "$t(a.b)")]),
        ("double-brace", "{% trans %}", [("{% trans %}", "{%trans%}")]),
    ],
)  # fmt: skip
def test_the_syntaxes_that_a_file_says_it_uses(syntax: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert variables(text, syntax) == expected


@pytest.mark.parametrize(
    "text",
    [
        "%s", "%1$s", "%lld", "%@", "%.2f", "%(name)s", "{0}", "{}", "{name}", "{user.name}", "{0:N2}", "{name!r:>5}",
        "{0,number,#.##}", "{{name}}", "{{ name }}", "${name}", "$name", "%{x}", "%<x>d", "#{x}", "$t(key)", "%PATH%",
        "{% if a %}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("around", ["{} x", "日本{}語", "({})", "“{}”."])
def test_where_the_file_does_not_say_the_unmistakable_shapes_count(text: str, around: str) -> None:
    before, after = around.split("{}")
    assert [shown for shown, _ in variables(f"{before}{text}{after}")] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "100% done", "50%d'abord", "{two words}", "US$ 5", "$5", "%5 indirim", "a {", "} b", "10%s", "%sale", "& copy",
        "*bold* _it_ `x` [a](b) # h", "a < b > c", "{'a': 1}", "1 %", "C:\\new", "@me", "xref:a", "[!NOTE]",
    ],
)  # fmt: skip
def test_what_could_be_meant_otherwise_is_text(text: str) -> None:
    assert {Kind(node.kind) for node in parsed(text).nodes} == {Kind.TEXT}


def test_what_the_program_shows_as_a_sign_is_that_sign() -> None:
    text = "100%% of {{x}}"
    shown = parse_inline(text, Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.C, PlaceholderSyntax.PYTHON_BRACE})))
    assert shown.visible(Span(0, len(text))) == "100% of {x}"


def test_a_numbered_series_counts_only_whole() -> None:
    assert variables("%2 of %1") == [("%2", "%2"), ("%1", "%1")]
    assert variables("%2 of %3") == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ('a <a href="%(u)s">b</a>', Kind.HTML, ['<a href="%(u)s">', "</a>"]),
        ("a<br/>b", Kind.HTML, ["<br/>"]),
        ("<0>a</0> <link>b</link>", Kind.HTML, ["<0>", "</0>", "<link>", "</link>"]),
        ('<xliff:g id="x">%s</xliff:g>', Kind.HTML, ['<xliff:g id="x">', "</xliff:g>"]),
        ("<!-- x --> y", Kind.HTML, ["<!-- x -->"]),
        ("&lt; &#39; &nosuch;", Kind.ENTITY, ["&lt;", "&#39;"]),
        ("Enter <user name>", Kind.PLACEHOLDER, ["<user name>"]),
        ("to <a@b.example>", Kind.AUTOLINK, ["<a@b.example>"]),
        ("S&ave", Kind.ACCELERATOR, ["&"]),
        ("保存(&S)...", Kind.ACCELERATOR, ["(&S)"]),
        ("_File", Kind.ACCELERATOR, ["_"]),
        ("&Cut & _paste_", Kind.ACCELERATOR, ["&"]),
        ("a_b_c", Kind.ACCELERATOR, []),
        ("R & D", Kind.ACCELERATOR, []),
    ],
)
def test_tags_and_accelerators(text: str, kind: Kind, found: list[str]) -> None:
    assert [node.span.of(text) for node in parsed(text).of(kind)] == found


def test_variables_in_a_tag_are_found() -> None:
    assert variables('<a href="%(url)s">x</a>', "python") == [("%(url)s", "%(url)s")]


@pytest.mark.parametrize(
    ("text", "mark"), [("打开(&O)...", "…"), ("打开...(&O)", "…"), ("打开(&O):", ":"), ("打开(&O)", "")]
)
def test_an_accelerator_behind_the_text_does_not_end_it(text: str, mark: str) -> None:
    assert closing_mark(parsed(text))[0] == mark


def test_a_projects_own_placeholders() -> None:
    inline = parsed("See ~~x~~ and {0}", patterns=("~~\\w+~~", "\\{0\\} *"))
    assert [node.span.of(inline.text) for node in inline.of(Kind.VARIABLE)] == ["~~x~~", "{0}"]
    markdown = parse_inline("See ~~x~~ and `~~y~~`", Markup(patterns=("~~\\w+~~",)))
    assert [node.value for node in markdown.of(Kind.VARIABLE)] == ["~~x~~"]


def test_a_pattern_that_never_ends_finds_nothing() -> None:
    assert not parsed("a" * 60 + "!", patterns=(r"(a|aa)+$",)).of(Kind.VARIABLE)


def test_text_without_signs_is_one_node() -> None:
    assert parse_inline("Save the file.", PLAIN).nodes == parse_inline("Save the file.").nodes
    assert parse_inline("", PLAIN).nodes == ()
