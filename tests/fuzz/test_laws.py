"""The laws for any bytes, on inputs that broke one before and on damaged ones: `make fuzz` looks for more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from laws import LAWS, corpus

_KEPT = [(law, file) for law in LAWS for file in corpus(law)]
_DAMAGES = 40


@pytest.mark.parametrize(("law", "file"), _KEPT, ids=[f"{law}/{file.name[:16]}" for law, file in _KEPT])
def test_a_law_holds_for_its_corpus(law: str, file: Path) -> None:
    LAWS[law](file.read_bytes())


@pytest.mark.parametrize("law", LAWS)
def test_a_law_holds_for_damaged_files(law: str) -> None:
    chance = random.Random(law)  # noqa: S311 - the same damages in each run
    for file in corpus(law):
        for _ in range(_DAMAGES):
            LAWS[law](_damaged(file.read_bytes(), chance))


def test_every_law_has_a_corpus_and_no_folder_is_of_none() -> None:
    folders = {folder.name for folder in (Path(__file__).parent / "corpus").iterdir()}
    assert folders == set(LAWS)


def _damaged(raw: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one to four parts taken out, doubled, swapped or replaced."""
    for _ in range(chance.randint(1, 4)):
        start, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        part = raw[start : min(end, start + 12)]
        new = chance.choice(
            [b"", part * 2, part[::-1], chance.randbytes(2), b"\xef\xbb\xbf", b"\r\n", b"\0", b'"', b"<"]
        )
        raw = raw[:start] + new + raw[start + len(part) :]
    return raw
