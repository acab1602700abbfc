from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, text_of
from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.errors import ConfigError, InputError
from l10nqa.workspace.publishing import publish_documents

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Side


@pytest.mark.parametrize("side", ["target", "source"])
def test_a_clean_document_is_published_without_the_markup_of_segments(tmp_path: Path, side: Side) -> None:
    shutil.copytree(CORPORA, tmp_path / "docs", ignore=shutil.ignore_patterns("pairs"))  # those are published
    result = publish_documents([str(tmp_path / "docs")], tmp_path / "out", side)
    places = find_bitexts([str(tmp_path / "docs")])
    assert result.documents == len(places)
    for place in places:
        document = open_bitext(place)
        published = (tmp_path / "out" / place.name).read_bytes().decode()
        assert published.count("data-ttu-id") == sum(problem.kind != "duplicate-id" for problem in document.problems)
        for segment in document.segments:
            assert (segment.target if side == "target" else segment.source) in published.replace("&quot;", '"')


def test_problems_of_reading_are_handed_on(tmp_path: Path) -> None:
    result = publish_documents([str(CORPORA / "oddities")], tmp_path / "out")
    assert {problem.path.rpartition("/")[2] for problem in result.problems} >= {
        "damage-no-source.md",
        "damage-unclosed.md",
    }


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with one document, also below a folder in it."""
    folder = tmp_path / "docs"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.md", "sub/a.md"):
        (folder / name).write_text(text_of(("S", "T")), encoding="utf-8")
    return folder


def test_each_side_can_be_published(docs: Path, tmp_path: Path) -> None:
    publish_documents([str(docs)], tmp_path / "target")
    publish_documents([str(docs)], tmp_path / "source", "source")
    head = "---\ntitle: A\nms.contentlocale: lv-LV\nms.translationtype: MT\n---\n"
    assert (tmp_path / "target" / "sub" / "a.md").read_text(encoding="utf-8") == f"{head}\nT\n"
    assert (tmp_path / "source" / "a.md").read_text(encoding="utf-8") == f"{head}\nS\n"


@pytest.mark.parametrize("way", ["docs", "docs/", "docs/sub/..", "link"])
def test_documents_are_not_published_over_themselves(docs: Path, tmp_path: Path, way: str) -> None:
    (tmp_path / "link").symlink_to(docs)
    before = (docs / "a.md").read_bytes()
    with pytest.raises(ConfigError) as caught:
        publish_documents([str(docs)], tmp_path / way)
    assert caught.value.hint
    assert (docs / "a.md").read_bytes() == before


def test_a_document_is_not_published_over_itself(docs: Path) -> None:
    before = (docs / "a.md").read_bytes()
    with pytest.raises(ConfigError):
        publish_documents([str(docs / "a.md")], docs)
    assert (docs / "a.md").read_bytes() == before


def test_what_was_published_is_not_published_again(docs: Path) -> None:
    publish_documents([str(docs)], docs / "out")
    with pytest.raises(ConfigError, match="out") as caught:
        publish_documents([str(docs)], docs / "out")
    assert caught.value.hint


def test_no_other_bilingual_document_is_overwritten(docs: Path) -> None:
    before = (docs / "a.md").read_bytes()
    with pytest.raises(ConfigError):
        publish_documents([str(docs / "sub"), str(docs / "a.md")], docs)
    assert (docs / "a.md").read_bytes() == before


def test_two_documents_do_not_become_one_file(docs: Path, tmp_path: Path) -> None:
    shutil.copytree(docs, tmp_path / "more")
    with pytest.raises(ConfigError, match="would both become") as caught:
        publish_documents([str(docs), str(tmp_path / "more")], tmp_path / "out")
    assert caught.value.hint
    assert not (tmp_path / "out").exists()


def test_a_place_where_no_folder_can_be_is_refused(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(InputError, match="cannot be written"):
        publish_documents([str(docs)], tmp_path / "file")
