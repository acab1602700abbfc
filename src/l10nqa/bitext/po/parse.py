"""Parses the syntax of PO: text → entries, each with the spans of all its parts. The texts are not interpreted.

The grammar is gettext's (`read-po-lex.c`, `po-gram-gen.y`): white space and line ends separate tokens and mean nothing
else, so that a text may stand on the line after its keyword, two fields on one line, and several quoted strings make
one text. Accepted beyond that: invalid escapes and plural forms out of order, which other tools write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.po.quoting import STRING, Decoder
from l10nqa.errors import InputError
from l10nqa.text import LineIndex, Span, compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

__all__ = ["Entry", "Field", "Parsed", "header_of", "in_lines", "parse_entries"]

_SPACE = r"[ \t\r\f\v]*+"
_BLANK = r"[ \t\r\n\f\v]*+(?:\\\n[ \t\r\n\f\v]*+)*+"
_COMMENT = (
    r"\#(?![~|])[^\n]*+"
    # gettext joins a line that ends with a backslash to the next one; nobody means a keyword by that, or a comment.
    r'(?:(?<=\\)\n(?![ \t\r\f\v]*(?:["#\n]|msg|domain|\Z))[^\n]*+)*+'
)
_TEXTS = rf"{STRING}(?:{_BLANK}{STRING})*+"


def _field(between: str) -> str:
    """Return the pattern of a keyword with its texts, given that of all that may stand between two tokens."""
    return (
        rf"(msgctxt|msgid_plural|msgid|msgstr|domain)(?![A-Za-z0-9_$]){between}"
        rf"(?:\[{between}([0-9]{{1,9}}){between}\]{between})?({STRING}(?:{between}{STRING})*+)"
    )


_NEXT = compile_pattern(rf"{_BLANK}(?:{_field(_BLANK)}|({_COMMENT}(?:{_BLANK}{_COMMENT})*+)|(\#~{_SPACE}\||\#~|\#\|))")
_WHOLE = compile_pattern(
    rf"{_BLANK}(?:({_COMMENT}(?:{_BLANK}{_COMMENT})*+){_BLANK})?(?:(msgctxt){_BLANK}({_TEXTS}){_BLANK})?"
    rf"(msgid){_BLANK}({_TEXTS}){_BLANK}(msgstr){_BLANK}({_TEXTS})"
)
"""An entry of the usual kind in one piece, for speed; `_NEXT` reads it all the same."""
_MARKED = {
    mark: compile_pattern(_SPACE + _field(rf"{_SPACE}(?:\n[ \t\r\n\f\v]*+{pattern}{_SPACE})*+"))
    for mark, pattern in {"#~": r"\#~(?!\|)", "#|": r"\#\|", "#~|": rf"\#~{_SPACE}\|"}.items()
}
"""The fields on lines that begin with a mark: obsolete ones, the former texts of a fuzzy entry, and both at once."""
_COMMENTS = frozenset({"#.", "#:", "#,", "#="})
_REST_OF_LINE = compile_pattern(rf"{_SPACE}(?:\#[^\n]*+)?(?=\n|\Z)")
_END = compile_pattern(_BLANK)


class Field(NamedTuple):
    """A keyword with its texts; offsets are code points of the file's text."""

    keyword: str
    number: int | None
    """n of `msgstr[n]`."""
    start: int
    """The offset of the keyword, or of the mark before it (`#~`, `#|`)."""
    texts_start: int
    """The offset of the first quote."""
    end: int
    """The offset behind the last quote."""
    value: str
    """The texts with their escapes decoded."""

    @property
    def texts(self) -> Span:
        """The span of the quoted texts, from the first quote to the last."""
        return Span(self.texts_start, self.end)


class Entry(NamedTuple):
    """A message with everything before it."""

    start: int
    """The offset of its first comment or field."""
    body: int
    """The offset of its `msgctxt` or `msgid`; between the two are comments and previous texts."""
    end: int
    context: Field | None
    source: Field
    plural: Field | None
    targets: tuple[Field, ...]
    previous: tuple[Field, ...]
    """The fields at `#|`."""
    is_obsolete: bool
    domain: str | None

    @property
    def is_header(self) -> bool:
        """Whether it is the header: it has an empty source and no context."""
        return self.context is None and not self.source.value and not self.is_obsolete

    def comments(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the comments before it line by line, given the text of the file (`in_lines`): kind and what it says.

        The kind is `#.` for extracted ones, `#:` for references, `#,` and `#=` for flags, `#` for a translator's.
        """
        for line in text[self.start : self.body].split("\n"):
            said = line.strip(" \t\r\f\v")
            if said.startswith("#"):
                kind = said[:2]
                if kind in _COMMENTS:
                    yield kind, said[2:].removeprefix(" ")
                elif kind not in _MARKED:
                    yield "#", said[1:].removeprefix(" ")


class Parsed(NamedTuple):
    """The entries of a file in its order, and the offsets of the texts with an escape that gettext does not know."""

    entries: list[Entry]
    bad_escapes: list[int]


def parse_entries(text: str, encoding: str, path: str) -> Parsed:
    """Return the entries of a PO file, headers and obsolete ones included, in time linear in its length.

    `encoding` is what octal and hexadecimal escapes are bytes of.

    Raises:
        InputError: the text breaks PO syntax; with the line.
    """
    parser = _PoParser(in_lines(text), Decoder(encoding), path)
    parser.run()
    return Parsed(parser.entries, parser.bad_escapes)


def in_lines(text: str) -> str:
    """Return the text of a file with line feeds at the ends of its lines, at the same offsets.

    Carriage returns end lines where there is no line feed; elsewhere a lone one is white space.
    """
    return text.replace("\r", "\n") if "\r" in text and "\n" not in text else text


def header_of(beginning: str) -> str:
    """Return what the header says of a file that begins so, as far as it goes; empty where there is none."""
    found = _WHOLE.match(beginning, 1 if beginning.startswith("\ufeff") else 0)
    decoder = Decoder("utf-8")
    return decoder.value(found[7]) if found and not found[2] and not decoder.value(found[5]) else ""


class _PoParser:
    """Collects fields until they make an entry."""

    def __init__(self, text: str, decoder: Decoder, path: str) -> None:
        self._text, self._decoder, self._path = text, decoder, path
        self.entries: list[Entry] = []
        self.bad_escapes: list[int] = []
        self._domain: str | None = None
        self._reset()

    def _reset(self) -> None:
        self._start: int | None = None
        self._context: Field | None = None
        self._source: Field | None = None
        self._plural: Field | None = None
        self._targets: list[Field] = []
        self._numbers: set[int | None] = set()
        self._previous: list[Field] = []
        self._is_obsolete = False

    def run(self) -> None:
        text, offset = self._text, 1 if self._text.startswith("\ufeff") else 0
        while True:
            if (whole := self._whole(offset)) is not None:
                offset = whole
                continue
            found = _NEXT.match(text, offset)
            if found is None:
                break
            offset = found.end()
            keyword, index, texts, comments, mark = found.groups()
            if keyword:
                self._take(self._read(keyword, index, texts, found.start(1), offset), is_obsolete=False)
            elif comments:
                self._begin(found.start(4))
            else:
                offset = self._marked(mark, found.start(5), offset)
        rest = _END.match(text, offset)
        if rest and rest.end() < len(text):
            raise self._broken(rest.end())
        self._finish()

    def _whole(self, offset: int) -> int | None:
        """Read an entry of the usual kind that begins at an offset, and return the offset behind it."""
        if self._start is not None and not self._targets:
            return None
        blank = _END.match(self._text, offset)
        if blank and self._text.startswith("msgstr", blank.end()):
            return None  # of a plural form; the module regex would look for `msgid` up to the end of the file
        found = _WHOLE.match(self._text, offset)
        if found is None:
            return None
        if self._source or self._context:
            self._finish()
        context = self._field(found, 2) if found[2] else None
        source, target = self._field(found, 4), self._field(found, 6)
        body = (context or source).start
        start = found.start(1) if found[1] else body
        texts = (context, source, None, (target,))
        self.entries.append(Entry(start, body, found.end(), *texts, (), is_obsolete=False, domain=self._domain))
        return found.end()

    def _field(self, found: re.Match[str], group: int) -> Field:
        return self._read(found[group], None, found[group + 1], found.start(group), found.end(group + 1))

    def _marked(self, mark: str, start: int, offset: int) -> int:
        """Read what follows a mark, and return the offset behind it."""
        mark = mark[:2] + mark[2:].strip()
        found = _MARKED[mark].match(self._text, offset)
        if found is None:
            rest = _REST_OF_LINE.match(self._text, offset)
            if rest is None:
                raise self._broken(start)
            return rest.end()
        field = self._read(found[1], found[2], found[3], start, found.end())
        if mark == "#~":
            self._take(field, is_obsolete=True)
        elif self._begin(start):
            self._previous.append(field)
        return found.end()

    def _read(self, keyword: str, index: str | None, texts: str, start: int, end: int) -> Field:
        value = self._decoder.value(texts)
        if self._decoder.met_bad_escape:
            self._decoder.met_bad_escape = False
            self.bad_escapes.append(end - len(texts))
        return Field(keyword, int(index) if index else None, start, end - len(texts), end, value)

    def _begin(self, start: int) -> bool:
        """Begin a new entry unless only comments and previous texts of it are read so far."""
        if self._source or self._context:
            self._finish()
        if self._start is None:
            self._start = start
        return True

    def _finish(self) -> None:
        source, targets = self._source, self._targets
        if source is not None and targets:
            first = self._context or source
            self.entries.append(
                Entry(
                    first.start if self._start is None else self._start,
                    first.start,
                    targets[-1].end,
                    self._context,
                    source,
                    self._plural,
                    tuple(targets),
                    tuple(self._previous),
                    self._is_obsolete,
                    self._domain,
                )
            )
        elif source or self._context:
            hint = "an entry ends with its msgstr; check that the file is complete"
            start = self._context.start if self._context else source.start if source else 0
            raise self._error("is no PO file: an entry without its msgstr", start, hint)
        if source:
            self._reset()

    def _take(self, field: Field, *, is_obsolete: bool) -> None:
        keyword = field.keyword
        if keyword == "domain":
            self._finish()
            self._domain = field.value
            return
        if self._targets and keyword != "msgstr":
            self._finish()
        if not (self._source or self._context):
            self._is_obsolete = is_obsolete
        elif self._is_obsolete is not is_obsolete:
            hint = "an obsolete entry has #~ on every line, and no other has any"
            raise self._error("is no PO file: #~ on some lines of an entry only", field.start, hint)
        if not self._put(field):
            raise self._error(f"is no PO file: {keyword} in the wrong place", field.start, _ORDER)

    def _put(self, field: Field) -> bool:
        """Put a field in its place in the entry; tell whether there is one."""
        if field.keyword == "msgctxt":
            if self._context or self._source:
                self._finish()
            self._context = field
        elif field.keyword == "msgid":
            if self._source:
                self._finish()
            self._source = field
        elif field.keyword == "msgid_plural" and self._source and not self._plural:
            self._plural = field
        elif field.keyword == "msgstr" and self._source and self._is_next(field):
            self._targets.append(field)
            self._numbers.add(field.number)
        else:
            return False
        return True

    def _is_next(self, field: Field) -> bool:
        if field.number is None:
            return not self._plural and not self._targets
        return self._plural is not None and field.number not in self._numbers

    def _broken(self, offset: int) -> InputError:
        if self._text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||"), offset):
            return self._error("is no PO file: a conflict of version control", offset, "resolve the conflict")
        hint = 'msgfmt -c says more; a text stands in quotes, and a quote in it is written \\"'
        return self._error("is no PO file: broken syntax", offset, hint)

    def _error(self, message: str, offset: int, hint: str) -> InputError:
        return InputError(message, path=self._path, line=LineIndex(self._text).line(offset), hint=hint)


_ORDER = "an entry is msgctxt, msgid, msgid_plural and then one msgstr, or msgstr[0], msgstr[1] … after a msgid_plural"
