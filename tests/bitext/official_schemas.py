"""The schemas of OASIS (XLIFF) and that of LISA's DTD (TMX), where these are installed.

Debian has the first in `php-symfony-translation`, the second in `omegat`. The schema of XLIFF 2.0 serves for 2.1, whose
core has the same namespace; its modules (matches, metadata) are let through unread, and `xliff_rules` looks at those.
"""

from __future__ import annotations

import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

__all__ = ["VERSIONS", "needs_tmx", "needs_xliff", "tmx_schema", "xliff_schema"]

_XLIFF = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")
_OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
_SCHEMAS = {"1.2": "xliff-core-1.2-strict.xsd", "2.0": "xliff-core-2.0.xsd", "2.1": "xliff-core-2.0.xsd"}
VERSIONS = ("1.2", "2.1")
"""What we write."""
_NO_XLIFF = "the OASIS schemas are not installed (Debian: php-symfony-translation)"
needs_tmx = pytest.mark.external(_OMEGAT.exists(), reason="the schema of TMX is not installed (Debian: omegat)")
needs_xliff = pytest.mark.external(_XLIFF.is_dir(), reason=_NO_XLIFF)


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
def xliff_schema(version: str) -> etree.XMLSchema:
    """Return the schema of a version; the test that asks is skipped where it is not installed."""
    if not _XLIFF.is_dir():
        pytest.skip(_NO_XLIFF)
    return _schema((_XLIFF / _SCHEMAS[version]).read_bytes(), (_XLIFF / "xml.xsd").read_bytes())


@cache
def tmx_schema() -> etree.XMLSchema:
    """Return the schema of TMX 1.4."""
    with zipfile.ZipFile(_OMEGAT) as jar:
        return _schema(jar.read("schemas/tmx14.xsd"), jar.read("schemas/xml.xsd"))
