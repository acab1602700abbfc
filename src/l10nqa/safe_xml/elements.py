"""Reads XML element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from l10nqa.errors import InputError
from l10nqa.safe_xml.cleaned import Cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

__all__ = ["elements", "line_of", "name_of"]

# huge_tree stays off: it would take away libxml2's guards against entity bombs and endless nesting.
_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def elements(
    file: Path,
    names: Collection[str],
    *,
    kind: str,
    roots: Collection[str],
    skipped: Callable[[InputError], None],
) -> Iterator[etree._Element]:
    """Yield each element with one of the names, of the namespace of the root or of none, complete.

    It is forgotten when the next is asked for. Its ancestors are there with their attributes, its elder siblings are
    gone or empty. `kind` is what the file should be, `roots` the local names that its root may have. That characters
    were replaced goes to `skipped`, once, after everything else.

    Raises:
        InputError: the file declares entities, has another root, is broken, or holds an element of more than 16 MiB;
            in the last two cases everything before it has been yielded.
        OSError: the file cannot be read.
    """
    with file.open("rb") as stream:
        namespace = _check_beginning(Cleaned(stream, file), file, kind, roots)
    with file.open("rb") as stream:
        cleaned = Cleaned(stream, file)
        # One of another namespace may stand anywhere, and forgetting it would take its elder siblings, too.
        tags = [prefix + name for prefix in ({namespace, ""} if namespace else {"{*}"}) for name in names]
        try:
            for _, element in etree.iterparse(cleaned, tag=tags, remove_comments=True, remove_pis=True, **_OPTIONS):
                yield element
                _forget(element)
                cleaned.begin()
        except etree.XMLSyntaxError as error:
            raise _broken(error, file) from error
        if cleaned.replaced:
            reason = f"characters that XML forbids, read as \N{REPLACEMENT CHARACTER}: {cleaned.replaced}"
            skipped(InputError(reason, path=str(file), line=cleaned.first_line))


def name_of(element: etree._Element) -> str:
    """Return the local name of an element; nothing for what is no element, such as an entity."""
    tag: Any = element.tag  # a function, for what is no element
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """Return the line on which an element begins, or is inside where its start tag takes several."""
    line: Any = element.sourceline
    return line or 1


def _check_beginning(stream: Cleaned, file: Path, kind: str, roots: Collection[str]) -> str:
    """Return the namespace of the root as lxml has it before a name: in braces, empty where there is none."""
    try:
        _, root = next(iter(etree.iterparse(stream, events=("start",), **_OPTIONS)))
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        hint = "put the text in the place of each &name; and remove the <!ENTITY ...> lines"
        raise InputError("declares entities, which can be made to do harm", path=str(file), hint=hint)
    if name_of(root) not in roots:
        found = f"is no {kind}: its root element is <{name_of(root)}>"
        hint = f"expected {' or '.join(f'<{name}>' for name in roots)}"
        raise InputError(found, path=str(file), line=line_of(root), hint=hint)
    tag: Any = root.tag
    return str(tag).removesuffix(name_of(root))


def _broken(error: etree.XMLSyntaxError, file: Path) -> InputError:
    hint = "what stands before it was read" if (error.lineno or 0) > 1 else "check that the file is complete"
    return InputError(f"is broken XML: {error.msg}", path=str(file), line=error.lineno or None, hint=hint)


def _forget(element: etree._Element) -> None:
    # Without its elder siblings gone too, the tree of a large file would fill up with empty elements.
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
