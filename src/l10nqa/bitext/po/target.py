"""Puts new targets into a PO file: what is not meant by them keeps its bytes.

A `Target` without a state changes the quoted texts of the `msgstr` and nothing else. One with a state changes what is
said of the target, too: the flag `fuzzy`, `#|`, the comments of l10nqa. A former translation is kept in a comment,
because `#|` has no place for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from l10nqa.bitext.entries import former_note
from l10nqa.bitext.exact import to_json
from l10nqa.bitext.po.directives import fits_format
from l10nqa.bitext.po.head import Head
from l10nqa.bitext.po.quoting import UNFIT
from l10nqa.bitext.po.texts import restore
from l10nqa.bitext.splice import put_in
from l10nqa.bitext.text_file import TextChange, changed
from l10nqa.errors import InputError
from l10nqa.model import Segment, State, Written
from l10nqa.text import Span, with_line_feeds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from l10nqa.bitext.po.parse import Entry
    from l10nqa.bitext.po.read import PoFile
    from l10nqa.bitext.po.segments import Slot
    from l10nqa.model import Target

__all__ = ["replace_targets"]

_UNLIKE = "gettext would read another translation than the one given"
_SHARED = "gettext marks an entry as a whole, and other plural forms of it are still drafts"
_MISFIT = "its placeholders are not those of the source"


class _WantedTarget(NamedTuple):
    """What is to be written for one segment."""

    segment: Segment
    slot: Slot
    target: Target
    message: str
    """What its `msgstr` shall say."""
    is_new: bool
    """Whether its target is another one than before."""
    state: State | None
    """The state to be read back; None for the one that it has."""
    misfits: bool
    """Whether the text lacks placeholders that its program fills in, for which it is a draft."""


def replace_targets(file: PoFile, targets: Mapping[str, Target]) -> Written:
    """Return the file with the given targets (by segment id) in place; every other byte stays.

    A target whose placeholders are not those that the flags of its entry ask for becomes a draft, whatever its state.
    The plural forms of an entry share their state: one that is a draft makes all of them drafts. States beyond
    `TRANSLATED` are not known to gettext. A target is refused that the encoding of the file, or PO, cannot hold, and
    one that does not read back as it was meant.
    """
    refused: dict[str, str] = {}
    wanted: dict[str, _WantedTarget] = {}
    for segment in file.segments:
        target = targets.get(segment.id)
        if target is not None:
            each = _wanted(file, segment, target)
            reason = _unfit(file, each)
            if reason:
                refused[segment.id] = reason
            elif each.is_new or each.state or target.notes:
                wanted[segment.id] = each
    raw, unread = put_in(
        file.raw,
        wanted,
        splice=lambda accepted: _splice(file, accepted),
        reads_back=lambda accepted, new: _reads_back(file, accepted, new),
    )
    for name in unread:
        refused[name] = _SHARED if wanted[name].segment.plural and wanted[name].state else _UNLIKE
    return Written(raw, refused)


def _wanted(file: PoFile, segment: Segment, target: Target) -> _WantedTarget:
    slot = file.slots[segment.id]
    text = "" if target.text is None and target.state is State.UNTRANSLATED else target.text
    message = slot.target.value if text is None else file.message(segment, text)
    state = target.state
    misfits = state is not None and bool(message) and not fits_format(slot.source.value, message, slot.remarks.flags)
    if state is not None:
        state = State.DRAFT if misfits or state is State.DRAFT else State.TRANSLATED
        state = state if message and not (message.isspace() and not slot.source.value.isspace()) else State.UNTRANSLATED
    is_new = message != slot.target.value
    if text is not None and slot.remarks.exported_hash is not None:  # two texts of documents may look the same in PO
        is_new = is_new or with_line_feeds(text) != with_line_feeds(segment.target)
    return _WantedTarget(segment, slot, target, message, is_new, state, misfits)


def _unfit(file: PoFile, wanted: _WantedTarget) -> str | None:
    """Return why the file cannot take the target; None where it can."""
    encoding, text = file.encoding, wanted.target.text
    try:
        wanted.message.encode(encoding)
    except UnicodeEncodeError:
        return f"{encoding} cannot hold the translation (msgconv -t UTF-8 makes the file one that can)"
    if text is not None and wanted.slot.remarks.exported_hash is None and UNFIT.search(text):
        return "PO cannot hold the control characters of the translation"
    if wanted.state is State.UNTRANSLATED and wanted.target.state is not State.UNTRANSLATED:
        return "a blank text is no translation"
    return None


def _splice(file: PoFile, accepted: Mapping[str, _WantedTarget]) -> bytes:
    together: dict[int, list[_WantedTarget]] = {}
    for wanted in accepted.values():
        together.setdefault(wanted.slot.entry.body, []).append(wanted)
    changes = [change for group in together.values() for change in _changes(file, group)]
    return file.encoded(changed(file.text, changes))


def _changes(file: PoFile, group: Sequence[_WantedTarget]) -> Iterator[TextChange]:
    """Yield the changes of one entry."""
    entry = group[0].slot.entry
    for wanted in group:
        if wanted.is_new:
            written = file.written(wanted.segment, _text(wanted))
            yield TextChange(wanted.slot.target.texts, written)
    place = Span(entry.start, entry.body)
    before = place.of(file.text)
    head = Head(before, file.line_end, file.encoding)
    for wanted in group:
        _speak(head, wanted)
    if any(wanted.state for wanted in group):
        is_fuzzy = _is_fuzzy(entry, group)
        if not is_fuzzy and group[0].slot.remarks.is_fuzzy:
            head.drop_previous()
        head.flag_fuzzy(is_fuzzy=is_fuzzy)
        match = group[0].target.match
        if match and is_fuzzy and match.unit.source != group[0].segment.source:
            head.say_previous(match.unit.source)
    if head.text != before:
        yield TextChange(place, (file.line_end if _begins_anew(file.text, place, head.text) else "") + head.text)


def _begins_anew(text: str, place: Span, head: str) -> bool:
    """Tell whether the new head of an entry needs a line of its own, because the entry began within a line."""
    start = max(text.rfind("\n", 0, place.start), text.rfind("\r", 0, place.start)) + 1
    is_inside_line = bool(text[start : place.start].strip(" \t\f\v\ufeff"))
    first = place.of(text).partition("\n")[0]
    return is_inside_line and bool(head) and not (first and head.startswith(first))


def _text(wanted: _WantedTarget) -> str:
    return wanted.message if wanted.target.text is None else wanted.target.text


def _is_fuzzy(entry: Entry, group: Sequence[_WantedTarget]) -> bool:
    """Tell whether the entry is fuzzy: if the state wanted of one of its forms is that, or the one that it keeps."""
    if any(wanted.state is State.DRAFT for wanted in group):
        return True
    settled = {wanted.slot.target.start for wanted in group if wanted.state}
    kept = [target for target in entry.targets if target.start not in settled and target.value.strip()]
    return group[0].slot.remarks.is_fuzzy and bool(kept)


def _speak(head: Head, wanted: _WantedTarget) -> None:
    """Change the comments: of the match that the text is from, of the text that was there, of what to look at."""
    target, slot = wanted.target, wanted.slot
    notes = list(target.notes)
    if wanted.misfits:
        notes.append(_MISFIT)
    if target.state is not None and wanted.is_new and _is_worth_keeping(wanted):
        notes.insert(0, former_note(slot.target.value))
    if target.match or (target.state is not None and wanted.is_new):
        head.drop_previous()
        head.drop_ours()
    extracted = _extracted(wanted)
    if extracted is not None:
        head.say(extracted)
    head.note(notes)


def _is_worth_keeping(wanted: _WantedTarget) -> bool:
    """Tell whether the former text is a translation; its source is one only where somebody has said that it is."""
    former, state = wanted.slot.target.value, wanted.segment.state
    return bool(former.strip()) and (former != wanted.slot.source.value or state is not State.DRAFT)


def _extracted(wanted: _WantedTarget) -> list[str] | None:
    """Return what l10nqa says of an entry; None to leave what it says."""
    remarks, target = wanted.slot.remarks, wanted.target
    origin = target.match.unit.origin if target.match else remarks.origin
    if target.text is None or (target.match is None and not _needs_exact(wanted)):
        return None
    said = [f"origin: {origin}"] if origin == "MT" or (origin and remarks.exported_hash) else []
    if remarks.exported_hash:
        exact: dict[str, str | int | None] = {**remarks.exact}
        exact.pop("target", None)
        if wanted.message != target.text:
            exact["target"] = target.text
        said.append(f"l10nqa: {remarks.exported_hash}{' ' + to_json(exact) if exact else ''}")
    return said


def _needs_exact(wanted: _WantedTarget) -> bool:
    """Tell whether the mark of l10nqa must change so that the text comes back; line ends come back from documents."""
    remarks, text = wanted.slot.remarks, wanted.target.text
    if remarks.exported_hash is None or text is None or not wanted.is_new:
        return False
    exact = remarks.exact.get("target")
    back = wanted.message if exact is None else restore(wanted.message, wanted.segment.source, exact)
    return with_line_feeds(back) != with_line_feeds(text)


def _reads_back(file: PoFile, accepted: Mapping[str, _WantedTarget], raw: bytes) -> bool:
    try:
        again = file.again(raw)
    except InputError:
        return False
    if len(again.segments) != len(file.segments) or len(again.entries) != len(file.entries):
        return False
    touched = {wanted.slot.entry.body for wanted in accepted.values()}
    return all(
        _is_as_wanted(again, new, accepted[old.id])
        if old.id in accepted
        else _is_same(old, new, in_touched=file.slots[old.id].entry.body in touched)
        for old, new in zip(file.segments, again.segments, strict=True)
    )


def _is_as_wanted(again: PoFile, new: Segment, wanted: _WantedTarget) -> bool:
    old, text = wanted.segment, wanted.target.text
    if (new.id, new.source, new.document, new.key) != (old.id, old.source, old.document, old.key):
        return False
    if again.slots[new.id].target.value != wanted.message:
        return False
    if wanted.slot.remarks.exported_hash and text is not None and with_line_feeds(new.target) != with_line_feeds(text):
        return False
    is_fuzzy = again.slots[new.id].remarks.is_fuzzy
    return new.state is wanted.state if wanted.state else is_fuzzy is wanted.slot.remarks.is_fuzzy or bool(old.plural)


def _is_same(old: Segment, new: Segment, *, in_touched: bool) -> bool:
    if in_touched:  # another plural form: it may have become a draft
        return (old.id, old.source, old.target) == (new.id, new.source, new.target)
    places = slice(Segment._fields.index("source_span"), Segment._fields.index("profile") + 1)
    return old[: places.start] == new[: places.start] and old[places.stop :] == new[places.stop :]
