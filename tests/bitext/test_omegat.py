"""OmegaT, run for real in console mode: it fills every exact match from our TMX, and its PO comes back to us.

`tm export --plain` is the form for it: its sources, here a PO, hold Markdown as text, and unless told otherwise it
drops the inline codes of other programs' TMX.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from l10nqa.bitext import find_bitexts, open_bitext
from l10nqa.bitext.po import parse_po, write_po
from l10nqa.bitext.tmx import write_tmx
from l10nqa.bitext.units import units as units_of

_JAR = Path("/usr/share/omegat/OmegaT.jar")
_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en-US</source_lang><target_lang>{locale}</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
"""
_CORPORA = Path(__file__).parents[2] / "corpora"


@pytest.mark.external(_JAR.exists() and shutil.which("java"), reason="OmegaT is not installed (Debian: omegat)")
@pytest.mark.parametrize("locale", ["lv-LV", "ja-JP", "ar-SA"])
def test_omegat_fills_every_exact_match_from_our_tmx(locale: str, tmp_path: Path) -> None:
    units = [
        unit
        for place in find_bitexts([str(_CORPORA / locale)])
        for unit in units_of(open_bitext(place))
        if unit.source == unit.source.strip()  # OmegaT strips the entries of a document, but not those of a TMX
    ]
    assert len(units) > 50
    for folder in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(_PROJECT.format(locale=locale))
    with (tmp_path / "tm/auto/memory.tmx").open("wb") as tmx:
        write_tmx(units, tmx, plain=True)
    with (tmp_path / "source/work.po").open("wb") as work:
        write_po([unit._replace(target="") for unit in units], work)

    command = ["java", "-Djava.awt.headless=true", f"-Duser.home={tmp_path}", "-jar", str(_JAR), str(tmp_path)]
    subprocess.run([*command, "--mode=console-translate"], check=True, capture_output=True, timeout=120)

    translations: dict[str, set[str]] = {}
    for unit in units:
        translations.setdefault(unit.source, set()).add(unit.target)
    filled = list(units_of(parse_po((tmp_path / "target/work.po").read_bytes(), "work.po", "work.po")))
    assert [(unit.key, unit.source) for unit in filled] == [(unit.key, unit.source) for unit in units]
    assert [unit for unit in filled if unit.target not in translations[unit.source]] == []
