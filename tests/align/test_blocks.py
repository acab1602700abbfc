"""Blocks of documents: what they are, where they stand, and that nothing that holds text is lost."""

from __future__ import annotations

import re

import markdown_it
import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.align import BlockKind, document_blocks

_PIECES = st.sampled_from(
    [
        *(
            "# Head\n",
            "## Kopf {#id}\n",
            "Text **bold** ä.\n",
            "\n",
            "\n",
            "- item\n",
            "  more\n",
            "1. one\n",
            "> quote\n",
        ),
        *("> [!NOTE]\n", "```sh\nls\n```\n", "<div>\n", "</div>\n", "| a | b |\n|---|---|\n| c | d |\n", "\\*x\\*\n"),
        *(
            ":::note\n",
            ":::\n",
            "{{< x >}}\n",
            "![a](b.png)\n",
            "日本語。\n",
            "<Tabs>\n",
            "\ufeff",
            "\r\n",
            "---\n",
            "[^1]: f\n",
        ),
    ]
)
DOCUMENTS = st.lists(_PIECES, max_size=14).map("".join)


def _shown(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in document_blocks(text)]


@given(DOCUMENTS)
def test_blocks_stand_in_order_and_do_not_overlap(text: str) -> None:
    reached = 0
    for block in document_blocks(text):
        assert reached <= block.span.start < block.span.end <= len(text)
        assert block.span.of(text) == block.span.of(text).strip()
        reached = block.span.end


@given(DOCUMENTS)
def test_every_word_of_a_paragraph_or_heading_is_in_a_block(text: str) -> None:
    """Compared with markdown-it, another parser of CommonMark."""
    inside = "\0".join(block.span.of(text) for block in document_blocks(text))
    tokens = markdown_it.MarkdownIt("commonmark").enable("table").parse(text.removeprefix("\ufeff"))
    for token in tokens:
        if token.type == "inline" and not text.startswith("---"):
            for word in re.findall(r"[A-Za-z]{4,}", token.content):
                assert word in inside


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# A {#x}\n", [("heading", "A")]),
        ("# A {/* #x */}\n", [("heading", "A")]),
        (
            "---\ntitle: Hello: no\ndescription: 'Yes, this'\nweight: 3\n---\nText\n",
            [("front-matter", "Yes, this"), ("paragraph", "Text")],
        ),
        ("> [!NOTE]\n> Read *this*\n> twice.\n", [("directive", "[!NOTE]"), ("paragraph", "Read *this*\n> twice.")]),
        (":::tip\nText\n:::\n", [("directive", ":::tip"), ("paragraph", "Text"), ("directive", ":::")]),
        (
            "{{< tabs >}}\nText\n{{< /tabs >}}\n",
            [("directive", "{{< tabs >}}"), ("paragraph", "Text"), ("directive", "{{< /tabs >}}")],
        ),
        ("- \\*a\n- b\n\n  c\n", [("list-item", "\\*a"), ("list-item", "b"), ("paragraph", "c")]),
        (
            "| a | b \\| c |\n|---|---|\n| d | |\n",
            [("table-cell", "a"), ("table-cell", "b \\| c"), ("table-cell", "d")],
        ),
        (
            "| a | b |\n|---|\n| c | d |\n",
            [
                ("table-cell", "a"),
                ("table-cell", "b"),
                ("directive", "|---|"),
                ("table-cell", "c"),
                ("table-cell", "d"),
            ],
        ),
        (
            "<ul>\n<li>One <b>two</b></li>\n</ul>\n",
            [("html", "<ul>"), ("html", "<li>"), ("paragraph", "One <b>two</b>"), ("html", "</li>"), ("html", "</ul>")],
        ),
        ("![x](y.png)\n", [("image", "![x](y.png)")]),
        (
            "import X from 'y';\n\n<X a={1}>\n\nText\n\n</X>\n",
            [("directive", "import X from 'y';"), ("html", "<X a={1}>"), ("paragraph", "Text"), ("html", "</X>")],
        ),
    ],
)
def test_what_documentation_adds_to_markdown(text: str, kinds: list[tuple[str, str]]) -> None:
    assert _shown(text) == kinds


def test_a_heading_knows_its_id_and_level() -> None:
    (first, second) = document_blocks("## Über {#about}\n\n### X {/* #y */}\n")
    assert (first.kind, first.level, first.label) == (BlockKind.HEADING, 2, "about")
    assert (second.level, second.label) == (3, "y")


@pytest.mark.parametrize("text", ["<!--" * 20_000, "<li>" * 10_000, "[!" * 20_000, "{{<" * 20_000, "> " * 2_000 + "x"])
def test_hostile_text_takes_no_time(text: str) -> None:
    assert document_blocks(text) is not None  # the time limit of the tests fails it else


@pytest.mark.parametrize(
    ("text", "content", "label"),
    [
        ("## {verb} {object}\n", "{verb} {object}", ""),
        ("## {verb} {object} {#form}\n", "{verb} {object}", "form"),
        ("## Use {name} ##\n", "Use {name}", ""),
        ("Use {name}\n===\n", "Use {name}", ""),
        ("## Use {#name .wide}\n", "Use", "name"),
        ("## Use {width=3}\n", "Use", ""),
    ],
)
def test_words_in_braces_at_the_end_of_a_heading_are_its_text(text: str, content: str, label: str) -> None:
    (block,) = document_blocks(text)
    assert (block.span.of(text), block.label) == (content, label)
