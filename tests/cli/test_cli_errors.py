"""What cannot be run says why, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bilingual import CORPORA, l10nqa, text_of


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (["check", "nowhere"], "nowhere: no such file", "give a file"),
        (["check", str(CORPORA), "--select", "link-punctation"], "link-punctation", "link-punctuation"),
        (["check", str(CORPORA), "--ignore", "kode"], "kode", "code"),
        (["check", str(CORPORA), "--formt", "json"], "--formt", "--format"),
        (["check", str(CORPORA), "--format", "jsn"], "jsn", "jsonl"),
        (["check", str(CORPORA), "--jobs", "0"], "--jobs", "x>=1"),
        (["check"], "PATH", "--help"),
        (["chek", "x"], "chek", "--help"),
        (["rules", "cod"], "cod", "did you mean code"),
        (["extract", str(CORPORA)], "--tm", "--help"),
        (["export", str(CORPORA), "-o", "x.xyz"], "x.xyz", ".po"),
        (["export", "-o", "x.po"], "--tm", "PATH"),
        (["export", str(CORPORA), "-o", "x.po"], "one pair of locales", "each locale by itself"),
        (["export", str(CORPORA), "-o", "x.csv", "--with-findings"], "PO", ".po"),
        (["apply", "nowhere.po", str(CORPORA)], "nowhere.po", "--help"),
        (
            ["apply", str(CORPORA / "expected.jsonl"), str(CORPORA)],
            "is not a kind of file that can be applied",
            "l10nqa export",
        ),
        (["publish", str(CORPORA / "de-DE"), "-o", str(CORPORA / "de-DE")], "output folder", "-o"),
        (["tm", "stats", "--tm", "nowhere.db"], "no such translation memory", "l10nqa extract"),
        (["tm", "stats", "--tm", str(CORPORA / "README.md")], "README.md", "translation memory"),
        (["tm", "import", "nowhere.tmx", "--tm", "x.db"], "nowhere.tmx", "give a file"),
    ],
    ids=lambda value: " ".join(Path(part).name for part in value) if isinstance(value, list) else "",
)
def test_what_cannot_be_run_says_why_and_what_to_do(tmp_path: Path, arguments: list[str], said: str, hint: str) -> None:
    done = l10nqa(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_broken_exchange_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.po").write_text('msgid ""\nmsgstr ""\n\nmsgid "a\nmsgstr "b"\n', encoding="utf-8")
    done = l10nqa("tm", "import", "x.po", "--tm", "tm.db", cwd=tmp_path)
    assert done.returncode == 2
    assert "x.po:4: " in done.stderr
    assert 'msgid "a' in done.stderr
    assert "hint:" in done.stderr


def test_no_control_character_of_a_document_reaches_the_terminal(tmp_path: Path) -> None:
    text = text_of(("A", "\x1b[31mB `c`")).replace("1a2b3-101", "1\x1b[32m-\x07")
    (tmp_path / "a.md").write_text(text.replace("data-stu-id", "data-stu-ix") + text, encoding="utf-8")
    done = l10nqa("check", tmp_path)
    assert done.returncode == 1
    assert "no-source" in done.stderr
    assert [character for character in done.stdout + done.stderr if character < " " and character != "\n"] == []
