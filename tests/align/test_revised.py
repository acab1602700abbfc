"""A revised source aligned with the translation of its earlier version, with an oracle: the revision is made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.align import align_documents, align_revised

if TYPE_CHECKING:
    from l10nqa.align import DocumentAlignment

_PAIRS = (
    ("# Backups", "# Sicherungen"),
    ("Kaivaro saves the log of the harbor every night.", "Kaivaro sichert jede Nacht das Logbuch des Hafens."),
    ("Keep at least 30 days of it in `/var/log`.", "Bewahren Sie davon mindestens 30 Tage in `/var/log` auf."),
    ("- Stop the service first.", "- Halten Sie zuerst den Dienst an."),
    (
        "- Then copy the folder `data` to the [vault](vault.md).",
        "- Kopieren Sie dann `data` in den [Tresor](vault.md).",
    ),
    ("## Restore {#restore}", "## Wiederherstellen {#restore}"),
    ("Choose a day in the calendar. The console asks twice.", "Wählen Sie einen Tag. Die Konsole fragt zweimal."),
    ("A restore of 12 GB takes about 5 minutes.", "Das Wiederherstellen von 12 GB dauert etwa 5 Minuten."),
)
_TEXTS = range(1, len(_PAIRS))
_NEW = "Ask the harbor master for the key of cabinet 7."


def _document(lines: list[str]) -> str:
    return "\n\n".join(lines) + "\n"


_EARLIER = _document([source for source, _ in _PAIRS])
_TARGET = _document([target for _, target in _PAIRS])


def _pairs(alignment: DocumentAlignment, source: str, target: str) -> dict[str, str]:
    return {pair.source.of(source): pair.target.of(target) for pair in alignment.pairs}


def test_without_a_revision_it_is_the_plain_alignment() -> None:
    revised = align_revised(_EARLIER, _EARLIER, _TARGET)
    assert _pairs(revised, _EARLIER, _TARGET) == _pairs(align_documents(_EARLIER, _TARGET), _EARLIER, _TARGET)
    assert not any(pair.earlier for pair in revised.pairs)


@given(
    changed=st.sets(st.sampled_from(_TEXTS), max_size=2), removed=st.sampled_from([None, 2, 4, 7]), new=st.booleans()
)
def test_what_was_changed_removed_and_added(changed: set[int], removed: int | None, *, new: bool) -> None:
    lines = [source for source, _ in _PAIRS]
    for index in changed - {removed}:
        lines[index] = (
            lines[index].replace("the ", "our ", 1).replace("12", "16").replace("30", "90").replace("first", "now")
        )
        lines[index] = lines[index].replace("Restore", "Restore it")
    edited = [line for index, line in enumerate(lines) if index != removed]
    source = _document([edited[0], _NEW, *edited[1:]] if new else edited)
    before = _pairs(align_documents(_EARLIER, _TARGET), _EARLIER, _TARGET)
    alignment = align_revised(source, _EARLIER, _TARGET)
    for pair in alignment.pairs:
        text, target = pair.source.of(source), pair.target.of(_TARGET)
        if pair.earlier:
            assert text not in _EARLIER
            assert before[pair.earlier.of(_EARLIER)] == target, "it is the translation of what the sentence was"
        else:
            assert before[text] == target, "it is the translation that it has"
    found = {pair.source.of(source) for pair in alignment.pairs}
    missing = {alignment.source_blocks[index].span.of(source) for index in alignment.missing}
    assert found | missing == {text for text, _ in _sentences(source)}, "every sentence is paired or missing"
    assert (_NEW in missing) is new


def _sentences(source: str) -> list[tuple[str, str]]:
    return [(pair.source.of(source), "") for pair in align_documents(source, source).pairs]


def test_sentences_within_a_paragraph() -> None:
    earlier = "One is here. Two costs 5 euros. Four stays.\n"
    target = "Eins ist hier. Zwei kostet 5 Euro. Vier bleibt.\n"
    source = "One is here. Two costs 6 euros. Three is new and `x` too. Four stays.\n"
    pairs = align_revised(source, earlier, target).pairs
    assert [(pair.source.of(source), pair.target.of(target), pair.earlier is not None) for pair in pairs] == [
        ("One is here.", "Eins ist hier.", False),
        ("Two costs 6 euros.", "Zwei kostet 5 Euro.", True),
        ("Three is new and `x` too.", "", False),
        ("Four stays.", "Vier bleibt.", False),
    ]


def test_other_line_ends_are_no_revision() -> None:
    earlier = "> One is here and goes on.\n> Two costs 5 euros.\n"
    source = "> One is here and\n> goes on. Two\n>\tcosts 5 euros.\n"
    target = "> Eins ist hier und geht weiter. Zwei kostet 5 Euro.\n"
    assert not any(pair.earlier for pair in align_revised(source, earlier, target).pairs)


def test_a_block_that_is_new_on_both_sides_is_translated() -> None:
    source = f"{_EARLIER}\nSee page 42 of `manual.pdf`.\n"
    target = f"{_TARGET}\nSiehe Seite 42 von `manual.pdf`.\n"
    alignment = align_revised(source, _EARLIER, target)
    assert _pairs(alignment, source, target)["See page 42 of `manual.pdf`."] == "Siehe Seite 42 von `manual.pdf`."
    assert alignment.missing == alignment.extra == []


@pytest.mark.parametrize("texts", [("", "", ""), ("A.\n", "", "B.\n"), ("", "A.\n", "B.\n"), ("A.\n", "A.\n", "")])
def test_empty_documents(texts: tuple[str, str, str]) -> None:
    assert all(not pair.earlier for pair in align_revised(*texts).pairs)
