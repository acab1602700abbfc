"""Reads XML element by element."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from l10nqa.errors import InputError
from l10nqa.safe_xml.cleaned import Cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

__all__ = ["check_xml", "elements", "line_of", "name_of"]

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
    """Yield each element with one of the names, of the namespace of the root or of none, complete; none within another.

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
        yield from _complete(cleaned, file, namespace, names, nested=False)
    replaced = _replaced(cleaned, file)
    if replaced:
        skipped(replaced)


def _complete(
    cleaned: Cleaned, file: Path | str, namespace: str, names: Collection[str], *, nested: bool
) -> Iterator[etree._Element]:
    # One of another namespace may stand anywhere, and forgetting it would take its elder siblings, too.
    tags = [prefix + name for prefix in ({namespace, ""} if namespace else {"{*}"}) for name in names]
    surrounding: etree._Element | None = None
    try:
        for _, element in etree.iterparse(cleaned, tag=tags, remove_comments=True, remove_pis=True, **_OPTIONS):
            parent = element.getparent()
            if parent is not surrounding:  # else all is known of its ancestors: most elements are siblings
                if not nested and next(element.iterancestors(*tags), None) is not None:
                    continue  # it is a part of that one, which would be yielded without it
                surrounding = parent
            yield element
            _forget(element)
            cleaned.begin()
    except etree.XMLSyntaxError as error:
        raise _broken(error, file) from error


def _replaced(cleaned: Cleaned, file: Path | str) -> InputError | None:
    if not cleaned.replaced:
        return None
    reason = f"characters that XML forbids, read as \N{REPLACEMENT CHARACTER}: {cleaned.replaced}"
    return InputError(reason, path=str(file), line=cleaned.first_line)


def check_xml(raw: bytes, path: str, names: Collection[str], *, kind: str, roots: Collection[str]) -> InputError | None:
    """Make sure that a file is XML that can be read without harm, as `elements` does; nothing of it is kept.

    Elements with one of the names are read one at a time. Returns what there is to say of characters that XML forbids.

    Raises:
        InputError: as `elements` does.
    """
    namespace = _check_beginning(Cleaned(BytesIO(raw), path), path, kind, roots)
    cleaned = Cleaned(BytesIO(raw), path)
    for _ in _complete(cleaned, path, namespace, names, nested=True):
        pass
    return _replaced(cleaned, path)


def name_of(element: etree._Element) -> str:
    """Return the local name of an element; nothing for what is no element, such as an entity."""
    tag: Any = element.tag  # a function, for what is no element
    if type(tag) is not str:
        return ""
    return tag.rpartition("}")[2] if tag[0] == "{" else tag


def line_of(element: etree._Element) -> int:
    """Return the line on which an element begins, or is inside where its start tag takes several."""
    line: Any = element.sourceline
    return line or 1


def _check_beginning(stream: Cleaned, file: Path | str, kind: str, roots: Collection[str]) -> str:
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


def _broken(error: etree.XMLSyntaxError, file: Path | str) -> InputError:
    codes, stated = etree.ErrorTypes, cast("Any", error)  # of which the stubs do not know all
    reason, line, kind = error.msg, error.lineno, stated.code
    # lxml keeps to itself which entity it does not know, and where; the log of errors is that of all files so far.
    last = stated.error_log[-1] if len(stated.error_log) else None
    if not line and last and last.type == codes.ERR_UNDECLARED_ENTITY:
        reason, line, kind = last.message, last.line, last.type
    hint = {
        codes.ERR_NAME_REQUIRED: "check that the file is complete; & is written &amp; and < is written &lt;",
        codes.ERR_UNDECLARED_ENTITY: "put the character in its place, or its number, as in &#160;",
        codes.ERR_INVALID_ENCODING: "save it as UTF-8, or name its encoding in the first line",
        codes.ERR_INVALID_CHAR: "save it as UTF-8, or name its encoding in the first line",
        codes.ERR_UNSUPPORTED_ENCODING: "save it as UTF-8, and name that in the first line",
        codes.ERR_RESERVED_XML_NAME: "remove what stands before <?xml",
        codes.ERR_DOCUMENT_END: "remove what follows the end tag of the root",
        codes.ERR_DOCUMENT_EMPTY: "check that the file is what its name says",
    }.get(kind, "mend it there, or export the file again" if (line or 0) > 1 else "check that the file is complete")
    return InputError(f"is broken XML: {reason}", path=str(file), line=line or None, hint=hint)


def _forget(element: etree._Element) -> None:
    # Without its elder siblings gone too, the tree of a large file would fill up with empty elements.
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
