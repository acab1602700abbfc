"""TBX (ISO 30042): the dialects Core, Min and Basic of 2019 in both styles, and the `martif` files of 2008.

They differ only in names and namespaces: `termEntry`, `langSet`, `tig` or `ntig` became `conceptEntry`, `langSec`,
`termSec`; a status is a `termNote` (style DCA) or an element of its own (style DCT).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.errors import InputError
from l10nqa.locale import is_language_tag
from l10nqa.safe_xml import elements, line_of, name_of
from l10nqa.termbase.concept import Concept, Status, Term, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml import etree

__all__ = ["read_tbx"]

_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tbx(file: Path, skipped: Callable[[InputError], None]) -> Iterator[Concept]:
    """Yield the concepts of a TBX file; parts that cannot be used go to `skipped`.

    Raises:
        InputError: the file is not TBX, declares entities, or is broken; in the last case all concepts before the
            break have been yielded.
        OSError: the file cannot be read.
    """
    for entry in elements(file, _ENTRIES, kind="TBX", roots=("tbx", "martif"), skipped=skipped):
        terms = tuple(_terms(entry, file, skipped))
        if terms:
            yield Concept(terms, _note(entry))


def _terms(entry: etree._Element, file: Path, skipped: Callable[[InputError], None]) -> Iterator[Term]:
    for language in entry:
        if name_of(language) not in _LANGUAGES:
            continue
        tag = (language.get(_LANG) or language.get("lang") or "").replace("_", "-")
        if not is_language_tag(tag):
            reason = f"“{tag}” is not a locale (BCP 47)" if tag else f"<{name_of(language)}> does not name its language"
            skipped(_refusal(reason, language, file))
            continue
        for section in language:
            if name_of(section) in _TERMS:
                yield from _term(section, tag, file, skipped)


def _term(section: etree._Element, tag: str, file: Path, skipped: Callable[[InputError], None]) -> Iterator[Term]:
    text = next((_text(element) for element in section.iter() if name_of(element) == "term"), "")
    if not text:
        skipped(_refusal(f"<{name_of(section)}> holds no term", section, file))
        return
    status = Status.PREFERRED
    for element in section.iter():
        if name_of(element) in _STATUSES or element.get("type") in _STATUSES:
            found = status_of(_text(element))
            if found is None:
                skipped(_refusal(f"“{_text(element)}” is not a status of a term: taken as admitted", element, file))
            status = found or Status.ADMITTED
    yield Term(text, tag, status)


def _refusal(reason: str, element: etree._Element, file: Path) -> InputError:
    return InputError(reason, path=str(file), line=line_of(element))


def _note(entry: etree._Element) -> str:
    notes = (_text(element) for element in entry.iter() if name_of(element) in {"note", "descrip", "definition"})
    return next((note for note in notes if note), "")


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
