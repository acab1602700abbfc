"""Where the source of a translated document is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import PairPattern, SourceTree, find_bitexts, find_pairs
from l10nqa.errors import ConfigError, InputError

if TYPE_CHECKING:
    from pathlib import Path

_LAYOUTS = [
    ("content/de/docs/a.md", "content/en/docs/a.md", "de", "Hugo"),
    ("content/pt-br/a.md", "content/en/a.md", "pt-BR", "Hugo"),
    ("docs/a.de.md", "docs/a.md", "de", "suffixes (MkDocs, Hugo)"),
    ("docs/a.de.md", "docs/a.en.md", "de", "suffixes (MkDocs, Hugo)"),
    ("docs/de/a.md", "docs/en/a.md", "de", "folders named by locale"),
    ("i18n/fr/docusaurus-plugin-content-docs/current/b/a.mdx", "docs/b/a.mdx", "fr", "Docusaurus"),
    ("i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", "versioned_docs/version-2.0/a.md", "fr", "Docusaurus"),
    ("i18n/fr/docusaurus-plugin-content-docs-api/current/a.md", "api/a.md", "fr", "Docusaurus"),
    ("i18n/fr/docusaurus-plugin-content-blog/a.md", "blog/a.md", "fr", "Docusaurus"),
    ("docs/zh/guide/a.md", "docs/guide/a.md", "zh", "VitePress"),
    ("src/content/docs/ja/a.mdx", "src/content/docs/a.mdx", "ja", "Starlight"),
    ("x/docs.de-de/a.md", "x/docs/a.md", "de-DE", "a repository for each locale"),
]


def _write(folder: Path, *names: str, text: str = "Text.\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.mark.parametrize(("target", "source", "locale", "layout"), _LAYOUTS)
def test_known_layouts(tmp_path: Path, target: str, source: str, locale: str, layout: str) -> None:
    _write(tmp_path, target, source)
    found = find_pairs(find_bitexts([str(tmp_path / target)]), SourceTree())
    places, notes = found.places, list(found.notes)
    (place,) = places
    assert place.source
    assert place.source.file == tmp_path / source
    assert place.source.target_locale == locale
    assert notes == [f"1 pair of documents by layout: {layout} (--source or [pairs] overrules it)"]


@pytest.mark.parametrize(
    "name", ["api", "dev", "sub", "sdk", "cli", "src", "app", "docs", "how-to", "en", "en-GB", "js"]
)
def test_a_folder_whose_name_is_a_word_is_no_locale(tmp_path: Path, name: str) -> None:
    _write(tmp_path, f"docs/{name}/index.md", "docs/index.md", f"docs/a.{name}.md", "docs/a.md")
    assert not [place for place in find_pairs(find_bitexts([str(tmp_path)]), SourceTree()).places if place.source]


def test_the_sources_of_documents_are_none_themselves(tmp_path: Path) -> None:
    _write(tmp_path, "content/de/a.md", "content/en/a.md", "content/en/b.md")
    places = find_pairs(find_bitexts([str(tmp_path)]), SourceTree()).places
    assert [(place.name, place.source is not None) for place in places] == [
        ("content/de/a.md", True),
        ("content/en/b.md", False),
    ]


def test_a_bilingual_document_is_no_half_of_a_pair(tmp_path: Path) -> None:
    _write(tmp_path, "de/a.md", text='<span data-ttu-id="a">x</span>')
    _write(tmp_path, "en/a.md")
    for tree in (SourceTree(), SourceTree(str(tmp_path / "en"))):
        places = find_pairs(find_bitexts([str(tmp_path / "de")]), tree).places
        assert [place.source for place in places] == [None]


def test_what_has_no_counterpart_is_told(tmp_path: Path) -> None:
    _write(tmp_path, "t/a.md", "t/only.md", "s/a.md", "s/b.mdx")
    found = find_pairs(find_bitexts([str(tmp_path / "t")]), SourceTree(str(tmp_path / "s")))
    _, notes = found.places, list(found.notes)
    assert notes == [
        f"1 document without a source: {tmp_path.as_posix()}/t/only.md",
        f"1 document of the source without a translation: {tmp_path.as_posix()}/s/b.mdx",
    ]


def test_a_file_is_found_in_the_folder_given_by_its_last_names(tmp_path: Path) -> None:
    _write(tmp_path, "t/x/a.de.md", "s/x/a.md", "s/a.md")
    (place,) = find_pairs(find_bitexts([str(tmp_path / "t/x/a.de.md")]), SourceTree(str(tmp_path / "s"))).places
    assert place.source
    assert place.source.file == tmp_path / "s/x/a.md"


def test_patterns_of_the_configuration(tmp_path: Path) -> None:
    _write(tmp_path, "web/en/p/a.md", "web/de/p/a.md", "web/images/p/a.md")
    tree = SourceTree(pattern=PairPattern("web/en/{path}", "web/{locale}/{path}", tmp_path))
    found = find_pairs(find_bitexts([str(tmp_path)]), tree)
    places, notes = found.places, list(found.notes)
    assert [(place.name, place.source is not None) for place in places] == [
        ("web/de/p/a.md", True),
        ("web/images/p/a.md", False),
    ]
    assert notes == [f"1 document without a source: {tmp_path.as_posix()}/web/images/p/a.md"]


def test_mistakes_are_told(tmp_path: Path) -> None:
    _write(tmp_path, "t/a.md", "t/b.md", "s.md")
    places = find_bitexts([str(tmp_path / "t")])
    with pytest.raises(InputError, match="no such file"):
        find_pairs(places, SourceTree(str(tmp_path / "missing")))
    with pytest.raises(ConfigError, match="no source of several"):
        find_pairs(places, SourceTree(str(tmp_path / "s.md")))
    with pytest.raises(ConfigError, match="path"):
        find_pairs(places, SourceTree(pattern=PairPattern("s", "t/{path}", tmp_path)))
