"""What the format tests write: units with every text that has ever broken a format."""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from l10nqa.bitext import SOURCES, source_of_name
from l10nqa.bitext.units import units as units_of
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from collections.abc import Iterable

needs_pyarrow = pytest.mark.skipif(find_spec("pyarrow") is None, reason="pyarrow is not installed")
every_suffix = pytest.mark.parametrize(
    "suffix",
    [
        pytest.param(source.suffixes[0], marks=needs_pyarrow if source.suffixes[0] == ".parquet" else ())
        for source in SOURCES
        if source.write
    ],
)
AWKWARD = (
    "\n\r\t \"'\\#~<>&,;|=\x00\x01\x04\x0b\x0c\x1a\x1b\x1c\x7f\x85\xa0"
    "\u2028\u2029\u200b\u2068\ufeff\ufffd\ufffe\uffff\udc80\udcff😀"
)

# What opens, closes and is inline Markdown, in any order: nested, overlapping, half open.
MARKDOWN = [
    *("**", "*", "_", "__", "~~", "`", "``", "[", "](a.md)", '](b.md "t")', "![", "](p.png)", "][id]", "<b>", "</b>"),
    *("<br>", "<br/>", "<a href='x'>", "</a>", "<!-- c -->", "<name>", "<https://x.y>", "{0}", "%s", "@you", "xref:a"),
    *(
        "[!NOTE]",
        "[!INCLUDE [t](i.md)]",
        "&nbsp;",
        "\\*",
        "  \n",
        "\\\n",
        "\n",
        " ",
        "word",
        "言葉",
        "كلمة",
        "é",
        ".",
        "\u200f",
    ),
]
markdown = st.lists(st.sampled_from(MARKDOWN), max_size=12).map("".join)
texts = st.text(st.characters(codec="utf-8") | st.sampled_from(AWKWARD), max_size=20) | markdown
names = st.text(st.sampled_from("ab/.# é") | st.sampled_from(AWKWARD), min_size=1, max_size=8)
hashes = st.integers(0, 2**63 - 1)
seconds = st.integers(0, 2**34)


def units(*, source_locale: str = "en-US", target_locale: str = "lv-LV") -> st.SearchStrategy[TranslationUnit]:
    return st.builds(
        TranslationUnit,
        source=texts,
        target=texts,
        source_locale=st.just(source_locale),
        target_locale=st.just(target_locale),
        path=st.none() | names,
        segment=st.none() | names,
        origin=st.sampled_from(["MT", "HT", None]),
        previous_hash=hashes,
        next_hash=hashes,
        created=seconds,
        changed=seconds,
        line=st.integers(0, 10**6),
        id=st.just(0),
    )


def written(suffix: str, given: Iterable[TranslationUnit]) -> bytes:
    source, stream = source_of_name(f"x{suffix}"), BytesIO()
    assert source
    assert source.write
    source.write(given, stream)
    return stream.getvalue()


def back(suffix: str, raw: bytes) -> list[TranslationUnit]:
    """Return the units of a file, read one by one where its kind can be."""
    source = source_of_name(f"x{suffix}")
    assert source
    if source.stream is None:
        return list(units_of(source.parse(raw, f"x{suffix}", f"x{suffix}")))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"x{suffix}")
        file.write_bytes(raw)
        return list(source.stream(file))


def plain(unit: TranslationUnit) -> TranslationUnit:
    """Return the unit without what only TMX and a memory keep."""
    return unit._replace(previous_hash=0, next_hash=0, created=0, changed=0)
