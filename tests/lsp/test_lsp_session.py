"""What happens in an editor: typing, saving, deciding, configuring, several documents, files that come and go."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("pygls", reason="needs l10nqa[lsp]")

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag, Position, Range

from bilingual import l10nqa, text_of
from editor import Editor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lsprotocol.types import CodeAction, Diagnostic

_WRONG = ("Select **Save**.", "Atlasiet **Saglabāt.**")
_RIGHT = ("Select **Save**.", "Atlasiet **Saglabāt**.")
_TORN = ("Select **Open** now.", "Atlasiet **Atvērt**tagad.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(text_of(_WRONG, ("Wait.", "Gaidiet.")), "utf-8")
    return tmp_path


@pytest.fixture
def editor(folder: Path) -> Iterator[Editor]:
    with Editor(folder) as editor:
        yield editor


def _codes(found: list[Diagnostic]) -> list[object]:
    return [each.code for each in found]


def _named(actions: Sequence[CodeAction], beginning: str) -> CodeAction:
    (found,) = [action for action in actions if action.title.startswith(beginning)]
    return found


def test_a_diagnostic_says_what_why_and_how_sure(editor: Editor) -> None:
    uri = editor.open("a.md")
    (found,) = editor.diagnostics(uri)
    assert (found.code, found.source, found.severity) == (
        "emphasis-punctuation",
        "l10nqa",
        DiagnosticSeverity.Information,
    )
    assert found.code_description
    page = found.code_description.href
    assert page.startswith("file:///")
    assert page.endswith("/docs/rules/emphasis-punctuation.md")
    assert isinstance(found.data, dict)
    assert found.data["certainty"] == "certain"


def test_severity_and_certainty_of_findings(folder: Path) -> None:
    (folder / "l10nqa.toml").write_text(
        'certainty = "possible"\n[rules.emphasis-punctuation]\nseverity = "critical"\n'
        '[[check]]\nname = "wait"\nmessage = "{target}"\ntarget = "Gaidiet"\nseverity = "critical"\n'
        'certainty = "possible"\n'
        '[[check]]\nname = "select"\nmessage = "{target}"\ntarget = "Atlasiet"\nseverity = "major"\n'
        'certainty = "likely"\n'
    )
    with Editor(folder) as editor:
        found = {each.code: each for each in editor.diagnostics(editor.open("a.md"))}
    levels = {code: each.severity for code, each in found.items()}
    assert levels == {
        "emphasis-punctuation": DiagnosticSeverity.Error,
        "wait": DiagnosticSeverity.Hint,
        "select": DiagnosticSeverity.Warning,
    }
    assert found["select"].message.endswith("(likely)")
    assert found["select"].code_description is None


def test_what_only_goes_may_be_faded(folder: Path) -> None:
    (folder / "a.md").write_text(text_of(("Select Save.", "Atlasiet Saglabāt ..")), "utf-8")
    with Editor(folder) as editor:
        for each in editor.diagnostics(editor.open("a.md")):
            faded = each.tags == [DiagnosticTag.Unnecessary]
            assert not faded or editor.text_at(next(iter(editor.texts)), each.range).strip()


def test_unsaved_edits_are_checked(editor: Editor) -> None:
    uri = editor.open("a.md")
    assert _codes(editor.diagnostics(uri)) == ["emphasis-punctuation"]
    place = editor.texts[uri].index("**Saglabāt.**")
    editor.type(uri, place, place + len("**Saglabāt.**"), "**Saglabāt**.")
    assert editor.diagnostics(uri) == []
    assert "Saglabāt.**" in (editor.folder / "a.md").read_text("utf-8")
    editor.type(uri, place - 1, place, "")
    assert _codes(editor.diagnostics(uri)) == ["spacing"]


def test_a_document_that_was_never_saved(editor: Editor) -> None:
    uri = editor.open("new.md", text_of(_WRONG))
    assert _codes(editor.diagnostics(uri)) == ["emphasis-punctuation"]


def test_two_documents_at_once(editor: Editor) -> None:
    (editor.folder / "b.md").write_text(text_of(_TORN), "utf-8")
    first, second = editor.open("a.md"), editor.open("b.md")
    for _ in range(3):
        editor.type(first, len(editor.texts[first]), len(editor.texts[first]), "\n")
        editor.type(second, len(editor.texts[second]), len(editor.texts[second]), "\n")
    assert _codes(editor.diagnostics(first)) == ["emphasis-punctuation"]
    assert _codes(editor.diagnostics(second)) == ["spacing"]
    editor.close(first)
    editor.type(second, 0, 0, "\n")
    assert _codes(editor.diagnostics(second))


def test_a_closed_document_has_no_diagnostics(editor: Editor) -> None:
    uri = editor.open("a.md")
    assert editor.diagnostics(uri)
    editor.forget()
    editor.close(uri)
    del editor.versions[uri]
    assert editor.diagnostics(uri) == []


def test_a_file_that_is_deleted_stays_in_the_editor(editor: Editor) -> None:
    uri = editor.open("a.md")
    assert editor.diagnostics(uri)
    (editor.folder / "a.md").unlink()
    editor.forget()
    editor.files_changed(uri)
    assert _codes(editor.diagnostics(uri)) == ["emphasis-punctuation"]
    editor.type(uri, 0, 0, " ")
    assert _codes(editor.diagnostics(uri))


def test_other_files_are_left_alone(editor: Editor) -> None:
    for name, text in (("a.py", "print()"), ("b.md", "# A page\n\nwithout  segments\n"), ("c.parquet", "x")):
        editor.open(name, text)
    uri = editor.open("a.md")
    assert editor.diagnostics(uri)
    assert all(not shown.diagnostics for name, each in editor.published.items() if name != uri for shown in each)


def test_a_fix_is_made(editor: Editor) -> None:
    uri = editor.open("a.md")
    (found,) = editor.diagnostics(uri)
    action = _named(editor.actions(uri, found.range), "Fix emphasis-punctuation")
    assert action.is_preferred
    editor.choose(action)
    assert editor.texts[uri] == text_of(_RIGHT, ("Wait.", "Gaidiet."))
    assert editor.diagnostics(uri) == []


@pytest.mark.parametrize("resolves", [True, False])
def test_all_fixes_of_a_rule_and_of_a_file(tmp_path: Path, resolves: bool) -> None:  # noqa: FBT001 - a parameter
    (tmp_path / "a.md").write_text(text_of(_WRONG, _TORN, _WRONG, ("Wait.", "Gaidiet.")), "utf-8")
    with Editor(tmp_path, resolves=resolves) as editor:
        uri = editor.open("a.md")
        found = editor.diagnostics(uri)
        assert sorted(map(str, _codes(found))) == ["emphasis-punctuation", "emphasis-punctuation", "spacing"]
        spot = next(each.range for each in found if each.code == "emphasis-punctuation")
        editor.choose(_named(editor.actions(uri, spot), "Fix all 2 “emphasis-punctuation”"))
        assert _codes(editor.diagnostics(uri)) == ["spacing"]
        (whole,) = editor.actions(uri, Range(Position(0, 0), Position(0, 0)), ["source.fixAll"])
        editor.choose(whole)
        assert editor.diagnostics(uri) == []
        assert editor.actions(uri, Range(Position(0, 0), Position(0, 0)), ["source.fixAll.l10nqa"]) == []
        assert editor.actions(uri, spot, ["refactor"]) == []


@pytest.mark.parametrize(("title", "decision"), [("False alarm", "false-alarm"), ("Accepted", "accepted")])
def test_a_decision_goes_into_the_ledger_as_decide_writes_it(folder: Path, title: str, decision: str) -> None:
    (folder / "b.md").write_text(text_of(_TORN), "utf-8")
    with Editor(folder) as editor:
        uri = editor.open("a.md")
        (found,) = editor.diagnostics(uri)
        editor.forget()
        editor.choose(_named(editor.actions(uri, found.range), f"{title}: emphasis-punctuation"))
        assert editor.diagnostics(uri) == []
    written = (folder / "l10nqa-ledger.jsonl").read_text("utf-8")
    (folder / "l10nqa-ledger.jsonl").unlink()
    (segment,) = [json.loads(written)["segment"]]
    run = l10nqa(
        "decide", f"a.md#{segment}", "--in", "a.md", "--as", decision, "--reason", "decided in the editor", cwd=folder
    )
    assert run.returncode == 0, run.stderr
    assert (folder / "l10nqa-ledger.jsonl").read_text("utf-8") == written


def test_a_decision_may_have_a_reason(editor: Editor) -> None:
    uri = editor.open("a.md")
    (found,) = editor.diagnostics(uri)
    assert isinstance(found.data, dict)
    editor.forget()
    editor.execute("l10nqa.decide", uri, found.data["fingerprint"], "accepted", "a name, not a label")
    assert editor.diagnostics(uri) == []
    assert "a name, not a label" in (editor.folder / "l10nqa-ledger.jsonl").read_text("utf-8")


def test_a_ledger_that_another_program_writes_is_read(editor: Editor) -> None:
    uri = editor.open("a.md")
    assert editor.diagnostics(uri)
    l10nqa("decide", "--rule", "emphasis-punctuation", "--as", "accepted", "--reason", "old", cwd=editor.folder)
    editor.forget()
    editor.files_changed((editor.folder / "l10nqa-ledger.jsonl").as_uri())
    assert editor.diagnostics(uri) == []


@pytest.mark.parametrize("link", [False, True])
def test_no_ledger_is_written_outside_the_folder(tmp_path: Path, link: bool) -> None:  # noqa: FBT001 - a parameter
    folder = tmp_path / "open"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(_WRONG), "utf-8")
    outside = tmp_path / "ledger.jsonl"
    if link:
        (folder / "l10nqa-ledger.jsonl").symlink_to(outside)
    else:
        (folder / "l10nqa.toml").write_text('[gate]\nledger = "../ledger.jsonl"\n')
    with Editor(folder) as editor:
        uri = editor.open("a.md")
        (found,) = editor.diagnostics(uri)
        editor.choose(_named(editor.actions(uri, found.range), "Accepted"))
        assert "is outside the folders that are open" in editor.told("outside")
    assert not outside.exists()


def test_a_baseline_hides_what_was_there_before(folder: Path) -> None:
    l10nqa("baseline", "a.md", "-o", "known.jsonl", cwd=folder)
    (folder / "l10nqa.toml").write_text('[gate]\nbaseline = "known.jsonl"\n')
    with Editor(folder) as editor:
        uri = editor.open("a.md")
        assert editor.diagnostics(uri) == []
        place = editor.texts[uri].index("Gaidiet")
        editor.type(uri, place, place, " ( ")
        assert "bracket" in _codes(editor.diagnostics(uri))
        assert "emphasis-punctuation" not in _codes(editor.diagnostics(uri))


def test_a_broken_configuration_is_told_and_mended(folder: Path) -> None:
    config = folder / "l10nqa.toml"
    config.write_text('[gate]\nfail-on = "sometimes"\n')
    with Editor(folder) as editor:
        uri = editor.open("a.md")
        assert editor.diagnostics(uri) == []
        assert "l10nqa.toml:2" in editor.told("fail-on")
        (found,) = editor.diagnostics(config.as_uri())
        assert (found.range.start.line, found.severity) == (1, DiagnosticSeverity.Error)
        editor.forget()
        config.write_text('ignore = ["spacing"]\n')
        editor.files_changed(config.as_uri())
        assert _codes(editor.diagnostics(uri)) == ["emphasis-punctuation"]
        assert editor.diagnostics(config.as_uri()) == []


def test_each_folder_has_its_configuration(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        shutil.copy(folder / "a.md", folder / name)
    (folder / "two" / "l10nqa.toml").write_text('ignore = ["emphasis-punctuation"]\n')
    with Editor(folder) as editor:
        assert _codes(editor.diagnostics(editor.open("one/a.md"))) == ["emphasis-punctuation"]
        assert editor.diagnostics(editor.open("two/a.md")) == []


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ('[plugins]\nrules = ["evil"]\n', "run code of its own"),
        ('tm = "postgresql://evil.example/tm"\n', "database server"),
        ('tm = "../tm.db"\n', "outside the folders"),
        ('termbases = ["/dev/zero"]\n', "outside the folders"),
        ('[gate]\nbaseline = "/dev/zero"\n', "outside the folders"),
    ],
)
def test_what_needs_trust_is_refused(folder: Path, config: str, said: str) -> None:
    (folder / "open").mkdir()
    shutil.copy(folder / "a.md", folder / "open")
    (folder / "open" / "evil.py").write_text("open('harm', 'w')\nRULES = ()\n")
    (folder / "open" / "l10nqa.toml").write_text(config)
    with Editor(folder / "open") as editor:
        uri = editor.open("a.md")
        assert editor.diagnostics(uri) == []
        assert "--trust" in editor.told(said)
    assert sorted(file.name for file in (folder / "open").iterdir()) == ["a.md", "evil.py", "l10nqa.toml"]


def test_a_document_that_is_too_large_is_told(editor: Editor) -> None:
    uri = editor.open("big.csv", "source,target\n" + "a,b\n" * 1_100_000)
    assert editor.diagnostics(uri) == []
    assert "l10nqa check big.csv" in editor.told("big.csv")


def test_a_file_of_another_encoding(editor: Editor) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\nLanguage: de\\n"\n\n'
    uri = editor.open("a.po", f'{head}msgid "Größe (%s)."\nmsgstr "Größe ( %s)."\n')
    (found, *_) = editor.diagnostics(uri)
    assert editor.text_at(uri, found.range) == " "
    place = editor.texts[uri].index("%s).")
    editor.type(uri, place, place, "漢")
    (found,) = editor.diagnostics(uri)
    assert "“漢” is not in ISO-8859-1" in found.message
    assert found.range.start.line == 3


def test_a_text_that_cannot_be_read_has_the_reason_at_its_line(editor: Editor) -> None:
    uri = editor.open("a.po", 'msgid "a"\nmsgstr "b"\n\nmsgid "c\n')
    (found,) = editor.diagnostics(uri)
    assert (found.code, found.severity, found.range.start.line) == ("unreadable", DiagnosticSeverity.Error, 3)
    assert editor.actions(uri, found.range) == []


def test_lines_end_where_the_protocol_says(editor: Editor) -> None:
    uri = editor.open("a.md", text_of(("One\u2028two\x0cthree **x**.", "Viens\u2028divi\x0ctrīs **x.**")))
    (found,) = [each for each in editor.diagnostics(uri) if each.code == "emphasis-punctuation"]
    assert editor.text_at(uri, found.range) == "."
    place = editor.texts[uri].index("**x.**")
    editor.type(uri, place, place + 6, "**x**.")
    assert "emphasis-punctuation" not in _codes(editor.diagnostics(uri))


def test_with_trust_what_is_outside_is_used(folder: Path) -> None:
    (folder / "open").mkdir()
    shutil.copy(folder / "a.md", folder / "open")
    (folder / "terms.csv").write_text("source,target\nsave,glābt\n", "utf-8")
    (folder / "open" / "l10nqa.toml").write_text('termbases = ["../terms.csv"]\n[gate]\nledger = "../ledger.jsonl"\n')
    with Editor(folder / "open", "--trust") as editor:
        uri = editor.open("a.md")
        found = editor.diagnostics(uri)
        assert "emphasis-punctuation" in _codes(found)
        editor.forget()
        editor.choose(_named(editor.actions(uri, found[0].range), f"Accepted: {found[0].code}"))
        assert len(editor.diagnostics(uri)) == len(found) - 1
    assert (folder / "ledger.jsonl").is_file()


def test_a_file_without_a_folder_is_checked_and_nothing_is_written(folder: Path) -> None:
    with Editor(folder, single=True) as editor:
        uri = editor.open("a.md")
        (found,) = editor.diagnostics(uri)
        editor.choose(_named(editor.actions(uri, found.range), "Accepted"))
        assert "outside the folders" in editor.told("outside")
    assert [file.name for file in folder.iterdir()] == ["a.md"]


@pytest.mark.parametrize("options", [(), ("--drafts",)])
def test_drafts_are_checked_where_asked_for(folder: Path, options: tuple[str, ...]) -> None:
    head = 'msgid ""\nmsgstr "Language: lv\\n"\n\n'
    with Editor(folder, *options) as editor:
        uri = editor.open("a.po", f'{head}#, fuzzy\nmsgid "Wait (%s)."\nmsgstr "Gaidiet ( %s)."\n')
        assert _codes(editor.diagnostics(uri)) == (["spacing"] if options else [])


def test_an_editor_that_dies_takes_the_server_along(folder: Path) -> None:
    text = text_of(*((f"Select **Save** {number}.", f"Atlasiet **Saglabāt {number}.**") for number in range(500)))
    opened = {"textDocument": {"uri": (folder / "b.md").as_uri(), "languageId": "x", "version": 1, "text": text}}
    sent = b""
    for method, params in (("initialize", {"capabilities": {}}), ("initialized", {}), ("textDocument/didOpen", opened)):
        message: dict[str, object] = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message | ({"id": 1} if method == "initialize" else {})).encode()
        sent += b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
    done = subprocess.run(
        [sys.executable, "-m", "l10nqa", "lsp"], input=sent, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
