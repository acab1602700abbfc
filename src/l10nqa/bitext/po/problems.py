"""What `msgfmt` complains of in a PO file that can be read all the same: with the line, as problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext.plural_forms import count_of_forms
from l10nqa.bitext.po.remarks import remarks_of
from l10nqa.model import Problem, ProblemKind
from l10nqa.text import LineIndex, count_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from l10nqa.bitext.po.parse import Entry, Parsed

__all__ = ["problems_of"]

_MERGE = "msguniq merges the two; else remove one of them"
_FORMS = "give each of the plural forms of the language, msgstr[0] to msgstr[{last}]; msgfmt -c counts them"


def problems_of(parsed: Parsed, text: str, path: str, header: str, locale: str) -> Iterator[Problem]:
    """Yield the problems of the entries of a file, in their order.

    `text` is that of the file (`in_lines`), `header` the field `Plural-Forms` and `locale` that of the targets.
    """
    lines = LineIndex(text)
    message = "an escape that gettext does not know, for which msgfmt refuses the file; kept as it is"
    for offset in parsed.bad_escapes:
        yield Problem(path, *lines.position(offset), ProblemKind.UNDECODABLE, message)
    entries = [entry for entry in parsed.entries if not entry.is_obsolete]
    yield from _duplicates(entries, lines, path)
    yield from _plural_forms(entries, text, lines, path, count_of_forms(header, locale))


def _duplicates(entries: Sequence[Entry], lines: LineIndex, path: str) -> Iterator[Problem]:
    first: dict[tuple[str | None, str | None, str], Entry] = {}
    for entry in entries:
        key = entry.domain, entry.context.value if entry.context else None, entry.source.value
        known = first.setdefault(key, entry)
        if known is not entry:
            what = "header" if entry.is_header else "message"
            message = f"the {what} of line {lines.line(known.body)} again, for which msgfmt refuses the file"
            yield Problem(path, lines.line(entry.body), 1, ProblemKind.DUPLICATE_ID, message, _MERGE)


def _plural_forms(entries: Sequence[Entry], text: str, lines: LineIndex, path: str, count: int) -> Iterator[Problem]:
    if not count:
        return
    hint = _FORMS.format(last=count - 1) if count > 1 else "give msgstr[0] alone"
    for entry in entries:
        found = len(entry.targets)
        is_open = not any(target.value for target in entry.targets)
        if entry.plural is None or found == count or is_open or remarks_of(entry, text).is_fuzzy:
            continue
        place = lines.line(entry.targets[-1].start)
        message = f"has {count_of(found, 'plural form')}, where the language has {count}"
        yield Problem(path, place, 1, ProblemKind.PLURAL_FORMS, message, hint)
