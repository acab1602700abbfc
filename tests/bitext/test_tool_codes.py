"""The codes of memoQ show what memoQ shows, those of Phrase are codes; both files are written back as they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import Place, parse_bitext
from l10nqa.bitext.xliff.tool_codes import memoq_text, phrase_codes
from l10nqa.engine import check_bitext
from l10nqa.model import Bitext, Target
from l10nqa.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xliff {} version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
    '<file original="a.docx" source-language="en" target-language="lv" datatype="x-docx"><body>'
)
TAIL = "</body></file></xliff>"
UNIT = (
    '<trans-unit id="1" {}><source xml:space="preserve">{}</source>'
    '<target xml:space="preserve">{}</target></trans-unit>'
)
MEMOQ, PHRASE = 'xmlns:mq="MQXliff"', 'xmlns:m="http://www.memsource.com/mxlf/2.0" m:version="2.4"'
RXT = '<ph id="1">&lt;mq:rxt displaytext="{name}" val="&amp;lt;x&amp;gt;" /&gt;</ph>'
CHARACTER = '<ph id="2">&lt;mq:ch val="&amp;lt;"/&gt;</ph>'


def _memoq(source: str, target: str) -> Bitext:
    return _bitext("a.mqxliff", HEAD.format(MEMOQ) + UNIT.format('mq:status="Proofread"', source, target) + TAIL)


def _phrase(source: str, target: str) -> Bitext:
    return _bitext("a.mxliff", HEAD.format(PHRASE) + UNIT.format('m:confirmed="1"', source, target) + TAIL)


def _bitext(name: str, text: str) -> Bitext:
    return parse_bitext(text.encode(), Place(Path(name), name, name, Path()))


def _messages(bitext: Bitext) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in check_bitext(bitext, RULES).findings]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('<mq:rxt displaytext="{name}" val="x" />', "{name}"),
        ('<mq:rxt-req displaytext="&lt;b&gt;" val="x"/>', "<b>"),
        ('<mq:ch val="&lt;"/>', "<"),
        ("<mq:rxt val='%s'/>", "%s"),
        ('<mq:it nr="1"/>', ""),
        ("<br/>", None),
        ("mq:rxt", None),
        ("text <mq:ch val='x'/>", None),
        ("", None),
    ],
)
def test_what_memoq_shows(content: str, shown: str | None) -> None:
    assert memoq_text(content) == shown


def test_a_text_of_memoq_reads_as_in_memoq() -> None:
    bitext = _memoq(f"Press {RXT} {CHARACTER} now", f"Spiediet {RXT} {CHARACTER} tagad")
    (segment,) = bitext.segments
    assert (segment.source, segment.target) == ("Press {name} < now", "Spiediet {name} < tagad")
    assert _messages(bitext) == []


def test_a_lost_code_of_memoq_is_named_as_it_shows() -> None:
    bitext = _memoq(f"Press {RXT} now", "Spiediet tagad")
    assert ("placeholder", "the inline code “{name}” of the source is missing") in _messages(bitext)


@pytest.mark.parametrize("make", [_memoq, _phrase])
def test_files_are_written_back(make: Callable[[str, str], Bitext]) -> None:
    one = make(f"Press {RXT} {{1&gt;now&lt;1}}", f"Spiediet {RXT} {{1&gt;tagad&lt;1}}")
    (segment,) = one.segments
    assert one.with_targets({"1": Target(segment.target)}).raw == one.raw
    changed = one.with_targets({"1": Target(segment.target.replace("Spiediet", "Nospiediet"))})
    assert not changed.refused
    assert changed.raw == one.raw.replace(b"Spiediet", b"Nospiediet")


@pytest.mark.parametrize(
    ("target", "lost"),
    [
        ("Sk. {1>šeit<1} un {2}", []),
        ("Sk. {1>šeit un {2}", ["<1}"]),
        ("Sk. šeit<1} un {2}", ["{1>"]),
        ("Sk. {1>šeit<1} un", ["{2}"]),
        ("Sk. šeit", ["{1>", "<1}", "{2}"]),
    ],
)
def test_a_lost_code_of_phrase_is_a_lost_inline_code_and_nothing_else(target: str, lost: list[str]) -> None:
    escaped = target.replace("<", "&lt;")
    found = _messages(_phrase("See {1>here&lt;1} and {2}", escaped))
    assert found == [("placeholder", f"the inline code “{code}” of the source is missing") for code in lost]


def test_codes_of_phrase() -> None:
    codes = list(phrase_codes("{b>x<b} {12} {name} {1 > {a} <2"))
    assert [(code.role, code.id, code.equivalent) for code in codes] == [
        ("open", "b", "{b>"),
        ("close", "b", "<b}"),
        ("single", "12", "{12}"),
    ]


def test_other_files_keep_braces_as_text() -> None:
    text = HEAD.format("") + UNIT.format("", "See {1&gt;here", "Sk. {1&gt;šeit") + TAIL
    assert _bitext("a.xlf", text).segments[0].source_codes == ()
