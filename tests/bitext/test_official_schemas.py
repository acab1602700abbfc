"""What we write keeps to the schemas of OASIS (XLIFF) and that of LISA's DTD (TMX), where these are installed."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from official_schemas import VERSIONS, needs_tmx, needs_xliff, tmx_schema, xliff_schema
from units import texts, units

from l10nqa.bitext.tmx import write_tmx
from l10nqa.bitext.xliff import write_xliff
from l10nqa.model import Match, TranslationUnit


@needs_xliff
@pytest.mark.parametrize("version", VERSIONS)
@given(
    given_units=st.lists(units(), max_size=4),
    note=texts,
    matches=st.lists(st.builds(Match, st.floats(0, 100), units(), texts), max_size=2),
)
def test_xliff(version: str, given_units: list[TranslationUnit], note: str, matches: list[Match]) -> None:
    stream = BytesIO()
    beside = {unit.key or "" for unit in given_units}
    write_xliff(
        given_units,
        stream,
        xliff_version=version,
        notes={key: [note] for key in beside},
        matches=dict.fromkeys(beside, matches),
    )
    xliff_schema(version).assertValid(etree.fromstring(stream.getvalue()))


@needs_xliff
@pytest.mark.parametrize("version", VERSIONS)
def test_the_schemas_refuse_what_is_wrong(version: str) -> None:
    stream = BytesIO()
    write_xliff([TranslationUnit("a", "b", "en-US", "lv-LV", "a.md", "1")], stream, xliff_version=version)
    for right, wrong in ((b"<source>", b"<origin>"), (b'id="1"', b'number="1"')):
        broken = stream.getvalue().replace(right, wrong).replace(right.replace(b"<", b"</"), wrong.replace(b"<", b"</"))
        assert not xliff_schema(version).validate(etree.fromstring(broken))


@needs_tmx
@pytest.mark.parametrize("plain", [False, True])
@given(st.lists(units() | units(source_locale="de", target_locale="sr-Latn-RS"), max_size=4))
def test_tmx(plain: bool, given_units: list[TranslationUnit]) -> None:  # noqa: FBT001
    stream = BytesIO()
    write_tmx(given_units, stream, plain=plain)
    tmx_schema().assertValid(etree.fromstring(stream.getvalue()))
