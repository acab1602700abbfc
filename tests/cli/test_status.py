"""`l10nqa status`: which translations are complete, stale, missing and extra, by locale."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from lxml import html

from bilingual import contents, l10nqa, text_of
from gating import commit, git

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "# {0}\n\nWait for 5 minutes.\n\nRead it.\n"
_LATER = "# {0}\n\nWait for 9 minutes.\n\nRead it.\n\nAsk us about {0}.\n"


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def found(page: Path, xpath: str) -> list[Any]:
    result = html.fromstring(page.read_bytes()).xpath(xpath)
    assert isinstance(result, list)
    return result


def statuses(*arguments: str | Path, cwd: Path) -> dict[str, tuple[str, str]]:
    done = l10nqa("status", *arguments, "--format", "json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return {each["path"]: (each["status"], each["by"]) for each in json.loads(done.stdout)["documents"]}


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    pages = ("a", "b", "sub/c")
    write(tmp_path, **{f"content/{locale}/{page}.md": _TEXT.format(page) for locale in ("en", "de") for page in pages})
    write(tmp_path, **{"content/ja/a.md": _TEXT.format("a")})
    commit(tmp_path, "one")
    return tmp_path


def test_a_hugo_site(hugo: Path) -> None:
    one = git(hugo, "rev-parse", "HEAD").strip()
    write(hugo, **{"content/en/a.md": _LATER.format("a"), "content/de/gone.md": "# Gone\n"})
    commit(hugo, "two")
    assert statuses("content", cwd=hugo) == {
        "content/de/a.md": ("stale", "history"),
        "content/de/b.md": ("complete", "history"),
        "content/de/gone.md": ("extra", "files"),
        "content/de/sub/c.md": ("complete", "history"),
        "content/ja/a.md": ("stale", "history"),
        "content/ja/b.md": ("missing", "files"),
        "content/ja/sub/c.md": ("missing", "files"),
    }
    done = l10nqa("status", "content/ja", cwd=hugo)
    assert done.stdout.splitlines() == [
        "ja: 3 documents: 1 stale, 2 missing",
        "  stale    content/ja/a.md",
        f"           1 new and 1 stale of 4 segments since {one[:12]} (git)",
        "  missing  content/ja/b.md",
        "           of content/en/b.md",
        "  missing  content/ja/sub/c.md",
        "           of content/en/sub/c.md",
    ]
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_a_page_that_names_its_commit_needs_no_other_evidence(hugo: Path) -> None:
    one = git(hugo, "rev-parse", "HEAD").strip()
    text = f"---\ndefault_lang_commit: {one}\n---\n# b\n"
    write(hugo, **{"content/de/a.md": text, "content/de/b.md": text, "content/en/a.md": _LATER.format("a")})
    assert statuses("content/de", cwd=hugo) == {
        "content/de/a.md": ("stale", "commit"),
        "content/de/b.md": ("complete", "commit"),
        "content/de/sub/c.md": ("complete", "history"),
    }
    write(hugo, **{"l10nqa.toml": '[pairs]\ncommit-key = "of"\n', "content/de/b.md": f"---\nof: {one}\n---\n"})
    write(hugo, **{"content/en/b.md": "# B\n"})
    assert statuses("content/de", cwd=hugo)["content/de/b.md"] == ("stale", "commit")


def test_without_git_the_structure_decides(tmp_path: Path) -> None:
    write(tmp_path, **{"en/a.md": _LATER.format("a"), "de/a.md": _TEXT.format("a")})
    write(tmp_path, **{"en/b.md": _TEXT.format("b"), "de/b.md": _TEXT.format("b"), "en/c.mdx": "C.\n"})
    write(tmp_path, **{"de/d.md": "D.\n"})
    expected = {
        "de/a.md": ("stale", "structure"),
        "de/b.md": ("complete", "structure"),
        "de/c.mdx": ("missing", "files"),
        "de/d.md": ("extra", "files"),
    }
    assert statuses("de", "--source", "en", cwd=tmp_path) == expected
    assert statuses("de", cwd=tmp_path) == expected


@pytest.mark.parametrize(
    ("sources", "translated", "missing"),
    [
        (
            "docs",
            "i18n/fr/docusaurus-plugin-content-docs/current",
            "i18n/fr/docusaurus-plugin-content-docs/current/{}.md",
        ),
        ("docs", "docs/fr", "docs/fr/{}.md"),
        ("src/content/docs", "src/content/docs/fr", "src/content/docs/fr/{}.md"),
        ("x/docs", "x/docs.fr-fr", "x/docs.fr-fr/{}.md"),
        ("docs/en", "docs/fr", "docs/fr/{}.md"),
    ],
)
def test_layouts(tmp_path: Path, sources: str, translated: str, missing: str) -> None:
    pages = ("a", "b", "sub/c")
    write(tmp_path, **{f"{sources}/{page}.md": _TEXT.format(page) for page in pages})
    write(tmp_path, **{f"{translated}/a.md": _TEXT.format("a"), f"{translated}/only.md": "Only.\n"})
    states = statuses(translated, cwd=tmp_path)
    assert {path: status for path, (status, _) in states.items()} == {
        f"{translated}/a.md": "complete",
        f"{translated}/only.md": "extra",
        missing.format("b"): "missing",
        missing.format("sub/c"): "missing",
    }


def test_names_with_the_locale(tmp_path: Path) -> None:
    write(tmp_path, **{f"docs/{page}.md": _TEXT.format(page) for page in ("a", "b", "sub/c")})
    write(tmp_path, **{"docs/a.fr.md": _TEXT.format("a"), "docs/sub/c.de.md": _TEXT.format("c")})
    assert {path: status for path, (status, _) in statuses("docs", cwd=tmp_path).items()} == {
        "docs/a.de.md": "missing",
        "docs/b.de.md": "missing",
        "docs/sub/c.de.md": "complete",
        "docs/a.fr.md": "complete",
        "docs/b.fr.md": "missing",
        "docs/sub/c.fr.md": "missing",
    }


def test_patterns(tmp_path: Path) -> None:
    write(tmp_path, **{"web/en/p/a.md": "A.\n", "web/en/b.md": "B.\n", "web/de/p/a.md": "A.\n", "README.md": "x\n"})
    write(tmp_path, **{"l10nqa.toml": '[pairs]\nsource = "web/en/{path}"\ntarget = "web/{locale}/{path}"\n'})
    assert statuses(".", cwd=tmp_path) == {
        "web/de/b.md": ("missing", "files"),
        "web/de/p/a.md": ("complete", "structure"),
    }


def test_files_that_hold_sources_have_states(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: lv\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
    write(tmp_path, **{"a.po": f'{head}msgid "A"\nmsgstr "Ā"\n', "b.po": f'{head}msgid "A"\nmsgstr ""\n'})
    write(tmp_path, **{"c.md": text_of(("One.", "Viens."))})
    assert statuses(".", cwd=tmp_path) == {
        "a.po": ("complete", "states"),
        "b.po": ("stale", "states"),
        "c.md": ("complete", "states"),
    }


def test_one_file_named_is_one_document(hugo: Path) -> None:
    assert statuses("content/de/a.md", cwd=hugo) == {"content/de/a.md": ("complete", "history")}


def test_a_table_holds_every_document(hugo: Path) -> None:
    write(hugo, **{"content/de/=1+1.md": "# x\n", "content/en/=1+1.md": "# x\n"})
    done = l10nqa("status", "content", "-o", "status.csv", cwd=hugo)
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO((hugo / "status.csv").read_text("utf-8"))))
    assert [row["status"] for row in rows].count("missing") == 3
    assert l10nqa("status", ".", "-o", "status.csv", cwd=hugo / "content/de").returncode == 0
    listed = {row["path"] for row in csv.DictReader(io.StringIO((hugo / "content/de/status.csv").read_text("utf-8")))}
    assert "'=1+1.md" in listed, "no formula"


def test_the_exit_status(hugo: Path) -> None:
    before = contents(hugo / "content")
    assert l10nqa("status", "content/de", "--fail-on", "stale,missing,extra", cwd=hugo).returncode == 0
    assert l10nqa("status", "content", "--fail-on", "stale,extra", cwd=hugo).returncode == 0
    assert l10nqa("status", "content", "--fail-on", "missing", cwd=hugo).returncode == 1
    done = l10nqa("status", "content", "--fail-on", "bad", cwd=hugo)
    assert (done.returncode, "stale, missing, extra" in done.stderr) == (2, True)
    assert l10nqa("status", "content", "-o", "content/de/a.md", cwd=hugo).returncode == 2
    assert contents(hugo / "content") == before
    (hugo / "content/de/a.md").write_bytes(b"\xff\xfea\0")
    done = l10nqa("status", "content/de", cwd=hugo)
    assert done.returncode == 1
    assert "UTF-16" in done.stderr


def test_nothing_is_not_green(tmp_path: Path) -> None:
    write(tmp_path, **{"docs/a.md": "# A\n"})
    for path in ("docs", "docs/a.md"):
        done = l10nqa("status", path, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "--source PATH" in done.stderr
    assert l10nqa("status", "docs", "--allow-empty", cwd=tmp_path).returncode == 0


def test_a_section_of_the_report(hugo: Path) -> None:
    write(hugo, **{"content/en/a.md": _LATER.format("a"), "content/de/<i>.md": "# x\n"})
    done = l10nqa("report", "content", "-o", "report", cwd=hugo)
    assert done.returncode == 0, done.stderr
    section = '//section[@aria-labelledby="h-documents"]'
    rows = [[cell.text_content() for cell in row] for row in found(hugo / "report/index.html", f"{section}//tbody/tr")]
    assert ["de", "2", "1", "0", "1"] in rows
    assert ["ja", "0", "1", "2", "0"] in rows
    assert ["content/de/<i>.md", "de", "extra", "no source"] in rows
    links = found(hugo / "report/index.html", f"{section}//a/@href")
    assert len(links) == 5
    assert all((hugo / "report" / unquote(link)).is_file() for link in links)
    assert len(found(hugo / "report/de.html", f"{section}//a")) == 2


def test_a_report_without_pairs_has_no_such_section(tmp_path: Path) -> None:
    write(tmp_path, **{"c.md": text_of(("One.", "Viens."))})
    assert l10nqa("report", "c.md", "-o", "report", cwd=tmp_path).returncode == 0
    assert "h-documents" not in (tmp_path / "report/index.html").read_text("utf-8")
