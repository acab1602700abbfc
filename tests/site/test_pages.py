"""Which ids a page has, which links it holds, and which pages they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from l10nqa.align import document_blocks
from l10nqa.site import Generator, SiteTrees, anchor_links, generator_of, page_ids

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = """---
title: A
---
# First part

<a name="old"></a>

## Zweiter `Teil` {#second}

## <a name="third-part"></a>Dritter Teil

### Here {/* #mdx */}

<div id='box'>

```html
<p id="in-code">
```

{{< tab >}} {#list}
"""


def test_the_ids_of_a_page() -> None:
    names = set(page_ids(_PAGE, Generator.DOCUSAURUS).blocks)
    assert names == {"first-part", "old", "second", "third-part", "dritter-teil", "mdx", "box", "list"}


def test_docfx_takes_the_anchor_in_a_heading_for_its_id() -> None:
    ids = page_ids('## <a name="third-part"></a>Dritter Teil\n', Generator.DOCFX)
    assert [heading.name for heading in ids.headings] == ["third-part"]


def test_the_id_of_a_heading_with_a_shortcode_is_unknown() -> None:
    assert [each.name for each in page_ids("## A {{< b >}}\n", Generator.HUGO).headings] == [None]


def test_links_to_parts_of_pages() -> None:
    text = (
        "[a](#b) [c](d.md#e%20f 'g') <a href=\"/h/#i\">j</a> `[k](#l)` [m](https://n.o/#p) "
        "[q](#tab/r) [s](#:~:text=t)\n"
        "<!-- [u](#v) -->\n\n```\n[w](#x)\n```\n\n[y]: ../z/#1\n"
    )
    links = anchor_links(text, document_blocks(text))
    assert [(link.page, link.fragment) for link in links] == [("", "b"), ("d.md", "e f"), ("/h/", "i"), ("../z/", "1")]
    assert [link.span.of(text) for link in links] == ["#b", "d.md#e%20f", "/h/#i", "../z/#1"]
    assert links[1].fragment_span.of(text) == "e%20f"


def _tree(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("# A\n")


@pytest.mark.parametrize(
    ("page", "address", "generator", "found"),
    [
        ("docs/a.md", "b.md", None, "docs/b.md"),
        ("docs/a.md", "../c/_index.md", None, "c/_index.md"),
        ("docs/a.md", "/docs/b/", Generator.HUGO, "docs/b.md"),
        ("docs/a.md", "/de/docs/b/", Generator.HUGO, "docs/b.md"),
        ("docs/a.md", "../b/", Generator.HUGO, "docs/b.md"),
        ("docs/a.md", "../../c/?x=1", Generator.HUGO, "c/_index.md"),
        ("c/_index.md", "../docs/b", Generator.HUGO, "docs/b.md"),
        ("docs/a.md", "b", Generator.DOCUSAURUS, "docs/b.md"),
        ("docs/a.md", "b.html", Generator.DOCFX, "docs/b.md"),
        ("docs/a.md", "../../../secret.md", None, None),
        ("docs/a.md", "../link.md", None, None),
        ("docs/a.md", "nowhere.md", None, None),
    ],
)
def test_the_page_that_an_address_means(
    tmp_path: Path, page: str, address: str, generator: Generator | None, found: str | None
) -> None:
    for locale in ("en", "de"):
        _tree(tmp_path / "content" / locale, "docs/a.md", "docs/b.md", "c/_index.md")
        (tmp_path / "content" / locale / "link.md").symlink_to(tmp_path / "secret.md")
    _tree(tmp_path, "secret.md")
    trees = SiteTrees.of(str(tmp_path / "content/en" / page), str(tmp_path / "content/de" / page))
    linked = trees.linked(address, generator)
    if found is None:
        assert linked is None
    else:
        assert linked == (tmp_path / "content/en" / found, tmp_path / "content/de" / found)


def test_pages_of_suffixes_and_pages_without_translation(tmp_path: Path) -> None:
    _tree(tmp_path, "a.md", "a.de.md", "b.md", "b.de.md", "c.md")
    trees = SiteTrees.of(str(tmp_path / "a.md"), str(tmp_path / "a.de.md"))
    assert trees.linked("b.md", Generator.MKDOCS) == (tmp_path / "b.md", tmp_path / "b.de.md")
    assert trees.linked("c.md", Generator.MKDOCS) == (tmp_path / "c.md", tmp_path / "c.md")


@pytest.mark.parametrize(
    ("path", "file", "generator"),
    [
        ("content/de/a.md", None, Generator.HUGO),
        ("i18n/de/docusaurus-plugin-content-docs/current/a.md", None, Generator.DOCUSAURUS),
        ("src/content/docs/de/a.md", None, Generator.DOCUSAURUS),
        ("docs/de/a.md", "mkdocs.yml", Generator.MKDOCS),
        ("docs/de/a.md", ".vitepress/config.ts", Generator.VITEPRESS),
        ("docs/de/a.md", "docfx.json", Generator.DOCFX),
        ("docs/de/a.md", None, None),
    ],
)
def test_the_program_that_builds_the_site(tmp_path: Path, path: str, file: str | None, generator: Generator) -> None:
    _tree(tmp_path, path, *([file] if file else []))
    assert generator_of(str(tmp_path / path)) is generator


def test_mkdocs_with_slugs_of_all_scripts(tmp_path: Path) -> None:
    _tree(tmp_path, "docs/de/a.md")
    (tmp_path / "mkdocs.yml").write_text(
        "markdown_extensions:\n- toc:\n    slugify: !!python/name:pymdownx.slugs.uslugify\n"
    )
    assert generator_of(str(tmp_path / "docs/de/a.md")) is Generator.MKDOCS_UNICODE


def test_what_only_one_program_reads_tells_as_well() -> None:
    assert generator_of("/nowhere/a.md", "ms.topic: how-to\n") is Generator.DOCFX
    assert generator_of("/nowhere/a.md", "", "{{< note >}}") is Generator.HUGO
