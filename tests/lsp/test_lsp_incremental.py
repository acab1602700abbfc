"""A check that keeps what an earlier one found gives what a check of the whole text gives, in files of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="needs l10nqa[lsp]")

import l10nqa
from bilingual import CORPORA
from l10nqa.bitext import parse_document, publish
from l10nqa.engine import checker
from l10nqa.lsp.positions import EditorText
from l10nqa.lsp.project import Projects
from l10nqa.lsp.worker import CheckRequest, Worker

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DataObject

    from l10nqa.lsp.checking import Checked
    from l10nqa.model import Segment
    from l10nqa.rule import ParsedSegment

_KINDS = (".md", ".po", ".xlf", ".tmx", ".csv", ".jsonl", "pair")
_TYPED = st.sampled_from(
    ["x", " ", "\n", "*", "**a**", "<", '"', "", "[a](b)", "12", "\U0001f600", "،", "。", "\r\n\r\n"]
)


class Opened(NamedTuple):
    file: Path
    text: str


@pytest.fixture(scope="module", params=_KINDS)
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    folder = tmp_path_factory.mktemp("documents")
    original = max((CORPORA / "lv-LV").rglob("*.md"), key=lambda file: file.stat().st_size)
    file = folder / f"work{request.param}"
    if request.param == "pair":
        document = parse_document(original.read_bytes(), "a.md", "a.md")
        for side, locale in (("source", "en"), ("target", "lv")):
            file = folder / locale / "a.md"
            file.parent.mkdir()
            file.write_bytes(publish(document, side))  # type: ignore[arg-type]
    elif request.param == ".md":
        file.write_bytes(original.read_bytes())
    else:
        l10nqa.export(original, file)
    return Opened(file, file.read_bytes().decode("utf-8-sig"))


def _worker(file: Path) -> Worker:
    return Worker(Projects([file.parent], drafts=False, trust=False))


def _checked(worker: Worker, file: Path, text: str, earlier: Checked | None) -> Checked:
    outcome = worker.check(CheckRequest(file, EditorText(text), earlier, {}))
    assert outcome.checked
    return outcome.checked


@settings(max_examples=12)
@given(data=st.data())
def test_typing_gives_the_findings_of_a_whole_check(opened: Opened, data: DataObject) -> None:
    file, text = opened
    worker, checked = _worker(file), None
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(start + data.draw(st.integers(0, 30)), len(text))
        text = text[:start] + data.draw(_TYPED) + text[end:]
        checked = _checked(worker, file, text, checked)
        assert checked.result == _checked(_worker(file), file, text, None).result


def test_a_word_typed_checks_few_segments(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    file, text = opened
    worker = _worker(file)
    checked = _checked(worker, file, text, None)
    assert checked.bitext
    spans = [segment.target_span for segment in checked.bitext.segments if segment.target_span.of(text).isprintable()]
    plain = [span for span in spans if span.start < span.end and not set("<&\\") & set(span.of(text))]
    span = plain[len(plain) // 2]
    seen: list[str] = []
    parsed_segment = checker.parsed_segment  # type: ignore[attr-defined]

    def counted(segment: Segment) -> ParsedSegment:
        seen.append(segment.id)
        return parsed_segment(segment)

    monkeypatch.setattr(checker, "parsed_segment", counted)
    middle = (span.start + span.end) // 2
    _checked(worker, file, f"{text[:middle]}word{text[middle:]}", checked)
    assert 1 <= len(seen) <= 3


def test_a_text_that_is_only_written_otherwise_moves_its_findings(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: lv\\n"\n\nmsgid "Wait (%s)."\nmsgstr ""\n'
    before, after = f'{head}"Gaidiet ( "\n"%s)."\n', f'{head}"Gaidiet "\n"( %s)."\n'
    file, worker = tmp_path / "a.po", _worker(tmp_path / "a.po")
    first = _checked(worker, file, before, None)
    second = _checked(worker, file, after, first)
    assert second.result == _checked(_worker(file), file, after, None).result
    assert [finding.line for finding in (*first.findings, *second.findings)] == [6, 7]


def test_findings_behind_a_change_move_with_their_fixes(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: lv\\n"\n\n'
    entry = 'msgid "Wait (%s)."\nmsgstr "Gaidiet ( %s)."\n'
    file, worker = tmp_path / "a.po", _worker(tmp_path / "a.po")
    first = _checked(worker, file, f'{head}msgid "A."\nmsgstr "B."\n\n{entry}', None)
    text = f'{head}msgid "A."\nmsgstr ""\n"B"\n"C."\n\n{entry}'
    second = _checked(worker, file, text, first)
    assert second.result == _checked(_worker(file), file, text, None).result
    (found,) = second.findings
    assert found.line == first.findings[0].line + 2
    assert found.fix
