"""Templates, directives, attribute lists and anchors in Markdown: where they stand, and what counts in them."""

from __future__ import annotations

import pytest

from l10nqa.markup import Kind, parse_inline, pieces_of
from l10nqa.text import Span


def templates(text: str) -> list[str]:
    return [node.span.of(text) for node in parse_inline(text).of(Kind.TEMPLATE)]


def structures(text: str) -> list[str]:
    return [node.value for node in parse_inline(text).of(Kind.TEMPLATE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% if a %}Boat{% endif %}", ["{% if a %}", "{% endif %}"]),
        ("{{< note >}}Boat{{< /note >}}", ["{{< note >}}", "{{< /note >}}"]),
        ("{{<note>}}**Boat**", ["{{<note>}}"]),
        ('a {{% alert title="船" %}} b', ['{{% alert title="船" %}}']),
        ("Name {#the-name}", ["{#the-name}"]),
        ("Name {# the-name}", ["{# the-name}"]),
        ("![a](b.png){width=50}", ["{width=50}"]),
        ("a{: .wide }", ["{: .wide }"]),
        ("{/* hidden */}Boat", ["{/* hidden */}"]),
        (":::note Careful", [":::note Careful"]),
        ('::: moniker range=">= 2"', ['::: moniker range=">= 2"']),
        (":::note\nBoat\n:::", [":::note", ":::"]),
        ("Boat.[^1]", ["[^1]"]),
        ("See [[boat-house]].", ["[[boat-house]]"]),
    ],
)
def test_templates_are_found(text: str, found: list[str]) -> None:
    assert templates(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "`{% if a %}`", "a ::: b", "{name}", "{ }", "{a b}", "[a](b#{c}d)", "[[a]](b)", "[[one two]]", "[a][^ b]",
        "100 % {x}", "{{name}}", "[**[設定]**]", "{\n#a}",
    ],
)  # fmt: skip
def test_other_texts_have_none(text: str) -> None:
    assert templates(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{{< figure src="a.png" alt="Boat" >}}', '{{<  figure  src="a.png"  alt="船" >}}'),
        (':::image source="a.png" alt-text="Boat":::', ':::image source="a.png" alt-text="Лодка":::'),
        (":::note Careful", ":::note Vorsicht"),
        ('{% note "Be careful now" %}', '{% note "Sei jetzt vorsichtig" %}'),
        ('{{< tab name="Small boats" >}}', '{{< tab name="Kleine Boote" >}}'),
        ("{/* hidden */}", "{/* verborgen */}"),
    ],
)
def test_what_a_reader_sees_is_not_structure(one: str, other: str) -> None:
    assert structures(one) == structures(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{% data a.b %}", "{% datos a.b %}"),
        ("{% if a or b %}", "{% if a ou b %}"),
        ('{{< figure src="a.png" >}}', '{{< figure src="б.png" >}}'),
        ('{{< heading "next" >}}', '{{< heading "suivant" >}}'),
        (":::note", ":::Hinweis"),
        (':::zone pivot="boat"', ':::zone pivot="Boot"'),
        ("{#one}", "{# one}"),
        ("{width=50}", "{Breite=50}"),
        ("[^1]", "[^2]"),
    ],
)
def test_everything_else_is(one: str, other: str) -> None:
    assert structures(one) != structures(other)


def test_pieces_stand_where_they_say() -> None:
    text = 'a {{% alert title="Boat trip" color="info" %}}'
    pieces = pieces_of(text, Span(2, len(text)))
    assert [(piece.value, piece.span.of(text)) for piece in pieces] == [
        ("{{%", "{{%"),
        ("alert", "alert"),
        ("title=", 'title="Boat trip"'),
        ("color=info", 'color="info"'),
    ]


def test_no_text_stands_in_a_template() -> None:
    inline = parse_inline('Boat {{< figure alt="*A* <b>boat</b>" >}} and *more*')
    assert inline.visible(Span(0, len(inline.text))) == "Boat  and more"
    assert not inline.of(Kind.HTML)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<Tabs groupId='os'>", Kind.HTML), ("<Toc toc={toc} />", Kind.HTML), ("<Card>a</Card>", Kind.HTML),
        ("<x id='1'/>", Kind.HTML), ("<user name>", Kind.PLACEHOLDER), ("<Name>", Kind.PLACEHOLDER),
    ],
)  # fmt: skip
def test_a_component_is_a_tag_and_words_are_a_placeholder(text: str, kind: Kind) -> None:
    found = {node.kind for node in parse_inline(f"a {text} b").of(Kind.HTML | Kind.PLACEHOLDER)}
    assert found == {kind}


def test_a_message_in_markdown_has_branches_and_markup() -> None:
    text = "{n, plural, one {**one** boat} other {# {kind} boats}} left"
    inline = parse_inline(text)
    assert [node.value for node in inline.of(Kind.ICU_BRANCH)] == ["one", "other"]
    assert [node.inner.of(text) for node in inline.of(Kind.STRONG)] == ["one"]
    assert [node.value for node in inline.of(Kind.VARIABLE)] == ["#", "{kind}"]
    assert [node.value for node in inline.of(Kind.TEXT)] == ["one", " boat", "# {kind} boats", " left"]
