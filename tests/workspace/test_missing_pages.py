"""Pages without a translation go out with `export --missing` and are made by `apply`, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib
import pytest

from bilingual import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_PAGE = """---
title: Sail
weight: 3
---
import Map from './map';

# Sail

Open the boat. Sail to the island.

```bash
# run it
boat --sail
```

1. Take the `rope`.
2. Go.

![A map](map.png)
"""
_WORDS = {
    "Sail": "Segeln",
    "Open the boat.": "Öffnen Sie das Boot.",
    "Sail to the island.": "Segeln Sie zur Insel.",
    "Take the `rope`.": "Nehmen Sie das `rope`.",
    "Go.": "Los.",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for file, text in (("en/a.md", "One.\n"), ("en/sub/b.md", _PAGE), ("de/a.md", "Eins.\n")):
        (tmp_path / "content" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / file).write_bytes(text.encode())
    return tmp_path


def _exported(site: Path) -> polib.POFile:
    work = site / "work.po"
    assert l10nqa("export", str(site / "content/de"), "-o", str(work), "--missing").returncode == 0
    return polib.pofile(str(work))


def _apply(site: Path, entries: polib.POFile, *options: str) -> int:
    entries.save(str(site / "edited.po"))
    return l10nqa("apply", str(site / "edited.po"), str(site / "content/de"), *options).returncode


@pytest.mark.parametrize("windows", [False, True])
def test_a_page_is_made_in_its_place_with_all_that_is_no_text(site: Path, *, windows: bool) -> None:
    page = _PAGE.replace("\n", "\r\n") if windows else _PAGE
    (site / "content/en/sub/b.md").write_bytes(page.encode())
    entries = _exported(site)
    wanted = page
    for entry in entries:
        if entry.msgctxt.startswith("sub/b.md"):
            assert entry.msgstr == ""
            entry.msgstr = _WORDS[entry.msgid]
    for was, now in sorted(_WORDS.items(), key=lambda each: -len(each[0])):
        wanted = wanted.replace(was, now)
    made = site / "content/de/sub/b.md"
    assert _apply(site, entries, "--dry-run") == 0
    assert not made.exists()
    assert _apply(site, entries) == 0
    assert made.read_bytes().decode() == wanted
    assert l10nqa("status", str(site / "content/de")).stdout.count("complete") == 1
    assert _apply(site, entries) == 0


def test_a_page_that_is_translated_in_part_is_not_made(site: Path) -> None:
    entries = _exported(site)
    for entry in entries:
        entry.msgstr = entry.msgstr or _WORDS[entry.msgid].replace("Los.", "")
    assert _apply(site, entries) == 1
    assert not (site / "content/de/sub").exists()


def test_a_text_that_would_make_other_blocks_makes_no_page(site: Path) -> None:
    entries = _exported(site)
    for entry in entries:
        entry.msgstr = entry.msgstr or _WORDS[entry.msgid].replace("Los.", "Los.\n\n# Ziel")
    assert _apply(site, entries) == 1
    assert not (site / "content/de/sub").exists()


def test_without_the_option_and_for_other_formats_pages_stay_away(site: Path) -> None:
    folder, work = str(site / "content/de"), site / "work.po"
    assert l10nqa("export", folder, "-o", str(work)).returncode == 0
    assert {entry.msgctxt.partition("#")[0] for entry in polib.pofile(str(work))} == {"a.md"}
    refused = l10nqa("export", folder, "-o", str(site / "work.tmx"), "--missing")
    assert refused.returncode == 2
    assert "FILE.po" in refused.stderr


def test_a_missing_block_of_code_and_an_image_come_into_their_places(site: Path) -> None:
    german = _PAGE
    for was, now in sorted(_WORDS.items(), key=lambda each: -len(each[0])):
        german = german.replace(was, now)
    code, image = "```bash\n# run it\nboat --sail\n```\n\n", "\n![A map](map.png)\n"
    file = site / "content/de/sub/b.md"
    file.parent.mkdir()
    file.write_text(german.replace(code, "").replace(image, ""), "utf-8")
    entries = _exported(site)
    missing = [entry for entry in entries if not entry.msgstr]
    assert [entry.msgid for entry in missing] == [code.strip(), image.strip()]
    assert all("copy it" in entry.comment for entry in missing)
    for entry in missing:
        entry.msgstr = entry.msgid.replace("# run it", "# starten").replace("A map", "Eine Karte")
    assert _apply(site, entries) == 0
    assert file.read_text("utf-8") == german.replace("# run it", "# starten").replace("A map", "Eine Karte")
    assert _apply(site, entries) == 0


def test_code_that_was_changed_is_not_offered_again(site: Path) -> None:
    file = site / "content/de/sub/b.md"
    file.parent.mkdir()
    file.write_text(_PAGE.replace("boat --sail", "python -m http.server --directory /var/www 8080 &"), "utf-8")
    assert all(entry.msgstr for entry in _exported(site))
