"""TBX (ISO 30042): the dialects Core, Min and Basic of 2019 in both styles, and the `martif` files of 2008.

They differ in names and namespaces only: `termEntry`, `langSet`, `tig` or `ntig` became `conceptEntry`, `langSec`,
`termSec`; a status is a `termNote` (style DCA) or an element of its own (style DCT).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from l10nqa.errors import InputError
from l10nqa.locale import is_language_tag
from l10nqa.termbase.concept import Concept, Status, Term, status_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["read_tbx"]

# huge_tree stays off: it would take away libxml2's guards against entity bombs and endless nesting.
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_ENTRIES = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
_STATUSES = ("administrativeStatus", "normativeAuthorization")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tbx(file: Path, skipped: Callable[[InputError], None]) -> Iterator[Concept]:
    """Yield the concepts of a TBX file; what cannot be taken of one goes to `skipped`.

    Raises:
        InputError: the file is not TBX, declares entities, or is broken; in the last case all concepts before the
            break have been yielded.
        OSError: the file cannot be read.
    """
    with file.open("rb") as stream:
        _check_beginning(stream, file)
    with file.open("rb") as stream:
        try:
            for _, entry in etree.iterparse(stream, events=("end",), remove_comments=True, remove_pis=True, **_SAFE):
                if _name(entry) in _ENTRIES:
                    terms = tuple(_terms(entry, file, skipped))
                    if terms:
                        yield Concept(terms, _note(entry))
                    _forget(entry)
        except etree.XMLSyntaxError as error:
            raise _broken(error, file) from error


def _check_beginning(stream: BinaryIO, file: Path) -> None:
    try:
        _, root = next(iter(etree.iterparse(stream, events=("start",), **_SAFE)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        hint = "put the text in the place of each &name; and remove the <!ENTITY ...> lines"
        raise InputError("declares entities, which can be made to do harm", path=str(file), hint=hint)
    if _name(root) not in {"tbx", "martif"}:
        found = f"is no TBX: its root element is <{_name(root)}>"
        raise InputError(found, path=str(file), line=root.sourceline, hint="expected <tbx> or <martif>")


def _broken(error: etree.XMLSyntaxError, file: Path) -> InputError:
    hint = "the entries before it were read" if (error.lineno or 0) > 1 else "check that the file is complete"
    return InputError(f"is broken XML: {error.msg}", path=str(file), line=error.lineno or None, hint=hint)


def _terms(entry: etree._Element, file: Path, skipped: Callable[[InputError], None]) -> Iterator[Term]:
    for language in entry:
        if _name(language) not in _LANGUAGES:
            continue
        tag = (language.get(_LANG) or language.get("lang") or "").replace("_", "-")
        if not is_language_tag(tag):
            reason = f"“{tag}” is no locale (BCP 47)" if tag else f"<{_name(language)}> does not say its language"
            skipped(_refusal(reason, language, file))
            continue
        for section in language:
            if _name(section) in _TERMS:
                yield from _term(section, tag, file, skipped)


def _term(section: etree._Element, tag: str, file: Path, skipped: Callable[[InputError], None]) -> Iterator[Term]:
    text = next((_text(element) for element in section.iter() if _name(element) == "term"), "")
    if not text:
        skipped(_refusal(f"<{_name(section)}> holds no term", section, file))
        return
    status = Status.PREFERRED
    for element in section.iter():
        if _name(element) in _STATUSES or element.get("type") in _STATUSES:
            found = status_of(_text(element))
            if found is None:
                skipped(_refusal(f"“{_text(element)}” is no status of a term: taken as admitted", element, file))
            status = found or Status.ADMITTED
    yield Term(text, tag, status)


def _refusal(reason: str, element: etree._Element, file: Path) -> InputError:
    line: Any = element.sourceline
    return InputError(reason, path=str(file), line=line)


def _note(entry: etree._Element) -> str:
    notes = (_text(element) for element in entry.iter() if _name(element) in {"note", "descrip", "definition"})
    return next((note for note in notes if note), "")


def _text(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _name(element: etree._Element) -> str:
    tag: Any = element.tag  # a function, for what is no element
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(entry: etree._Element) -> None:
    # Without its elder siblings gone too, the tree of a large file would fill up with empty elements.
    entry.clear()
    parent = entry.getparent()
    while parent is not None and entry.getprevious() is not None:
        del parent[0]
