"""The analysis of a job counts as `tm pretranslate` fills it: developers' contexts tell equal texts apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: lv\\n"\n'


def _po(*entries: tuple[str, str, str]) -> str:
    return HEADER + "".join(
        "\n" + (f'msgctxt "{context}"\n' if context else "") + f'msgid "{source}"\nmsgstr "{target}"\n'
        for context, source, target in entries
    )


@pytest.mark.parametrize(
    ("held", "job", "bands"),
    [
        (["menu"], ["menu"], ["101"]),
        (["menu"], ["door"], ["95-99"]),
        (["menu"], [""], ["100"]),
        ([""], ["menu"], ["100"]),
        (["menu", "door"], ["door"], ["101"]),
        ([], ["menu", "door"], ["internal-95-99", "new"]),
        ([], ["menu", "menu"], ["new", "repetition"]),
        (["door"], ["menu", "menu"], ["95-99", "repetition"]),
        ([], ["", "menu"], ["internal-95-99", "new"]),
    ],
)
def test_bands(tmp_path: Path, held: list[str], job: list[str], bands: list[str]) -> None:
    memory, known, open_ = tmp_path / "m.db", tmp_path / "known.po", tmp_path / "job.po"
    entries = [(context, "Open the file", f"Atvērt {index}") for index, context in enumerate(held)]
    known.write_text(_po(("", "Something else", "Kas cits"), *entries), "utf-8")
    open_.write_text(_po(*((context, "Open the file", "") for context in job)), "utf-8")
    assert l10nqa("extract", known, "--tm", memory).returncode == 0
    done = l10nqa("tm", "analyse", open_, "--tm", memory, "--format", "json")
    assert done.returncode == 0, done.stderr
    counts = {band: amount["segments"] for band, amount in json.loads(done.stdout)["total"]["bands"].items()}
    assert sorted(band for band, count in counts.items() for _ in range(count)) == sorted(bands)
