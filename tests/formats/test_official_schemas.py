"""What we write keeps to the schemas of OASIS (XLIFF) and that of LISA's DTD (TMX), where these are installed.

Debian has the first in `php-symfony-translation`, the second in `omegat`. The schema of XLIFF 2.0 serves for 2.1, whose
core has the same namespace; its modules (matches, metadata) are let through unread, and `xliff_rules` looks at those.
"""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from units import texts, units

from l10nqa.formats import write_tmx, write_xliff
from l10nqa.model import Match, TranslationUnit

_XLIFF = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
_OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
_SCHEMAS = {"1.2": "xliff-core-1.2-strict.xsd", "2.1": "xliff-core-2.0.xsd"}
needs_xliff = pytest.mark.skipif(
    not _XLIFF.is_dir(), reason="the OASIS schemas are not installed (Debian: php-symfony-translation)"
)


class _Offline(etree.Resolver):
    """Finds the schema of `xml:lang`, which the others name by an address, beside them."""

    def __init__(self, beside: bytes) -> None:
        super().__init__()
        self._beside = beside

    # The stubs lack the context.
    def resolve(self, system_url: str, _: str, context: Any) -> Any:  # type: ignore[override]
        if system_url.endswith("xml.xsd"):
            return self.resolve_string(self._beside, context, base_url="xml.xsd")
        raise ValueError(system_url)


def _schema(content: bytes, xml_xsd: bytes) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Offline(xml_xsd))
    return etree.XMLSchema(etree.fromstring(content, parser))


@cache
def _xliff_schema(version: str) -> etree.XMLSchema:
    return _schema((_XLIFF / _SCHEMAS[version]).read_bytes(), (_XLIFF / "xml.xsd").read_bytes())


@cache
def _tmx_schema() -> etree.XMLSchema:
    with zipfile.ZipFile(_OMEGAT) as jar:
        return _schema(jar.read("schemas/tmx14.xsd"), jar.read("schemas/xml.xsd"))


@needs_xliff
@pytest.mark.parametrize("version", _SCHEMAS)
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
    _xliff_schema(version).assertValid(etree.fromstring(stream.getvalue()))


@needs_xliff
@pytest.mark.parametrize("version", _SCHEMAS)
def test_the_schemas_refuse_what_is_wrong(version: str) -> None:
    stream = BytesIO()
    write_xliff([TranslationUnit("a", "b", "en-US", "lv-LV", "a.md", "1")], stream, xliff_version=version)
    for right, wrong in ((b"<source>", b"<origin>"), (b'id="1"', b'number="1"')):
        broken = stream.getvalue().replace(right, wrong).replace(right.replace(b"<", b"</"), wrong.replace(b"<", b"</"))
        assert not _xliff_schema(version).validate(etree.fromstring(broken))


@pytest.mark.skipif(not _OMEGAT.exists(), reason="the schema of TMX is not installed (Debian: omegat)")
@pytest.mark.parametrize("plain", [False, True])
@given(st.lists(units() | units(source_locale="de", target_locale="sr-Latn-RS"), max_size=4))
def test_tmx(plain: bool, given_units: list[TranslationUnit]) -> None:  # noqa: FBT001
    stream = BytesIO()
    write_tmx(given_units, stream, plain=plain)
    _tmx_schema().assertValid(etree.fromstring(stream.getvalue()))
