"""Findings as the report shows them: pieces put together are the text, links have no scheme, data comes back whole."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bilingual import CORPORA
from l10nqa.model import Edit, Fix, Spot
from l10nqa.quality import Certainty
from l10nqa.render.report import Report
from l10nqa.render.report.rows import _marked, _repaired, clean, link_to, packed
from l10nqa.workspace.checking import check

_texts = st.text(st.characters(codec=None), max_size=30)


@given(_texts)
def test_clean_keeps_every_offset(text: str) -> None:
    shown = clean(text)
    assert len(shown) == len(text)
    assert shown.encode().decode() == shown  # nothing is left that UTF-8 has no bytes for


@given(_texts, st.data())
def test_pieces_are_the_text_and_the_mark_is_the_spot(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    pieces = _marked(text, Spot(start, end, text[start:end]))
    assert "".join(piece.text for piece in pieces) == clean(text)
    assert "".join(piece.text for piece in pieces if piece.kind == "mark") == clean(text[start:end])


@given(st.text("ab😀", max_size=20), st.text("cd", max_size=3), st.data())
def test_a_repair_shows_before_and_after(text: str, put: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    result = text[:start] + put + text[end:]
    pieces = _repaired(text, Fix(safe=True, edits=(Edit(start, end, put),), result=result))
    assert "".join(piece.text for piece in pieces if piece.kind != "ins") == text
    assert "".join(piece.text for piece in pieces if piece.kind != "del") == result


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=40))
def test_a_link_is_relative_whatever_the_path(path: str) -> None:
    address = link_to(path, Path("out"), 3)
    parts = urlsplit(address)
    assert parts.scheme == parts.netloc == ""
    assert parts.fragment == "L3"
    assert not set("<>\"' \t\n") & set(address)
    assert (
        Path("out", unquote(address.removesuffix("#L3"))).parts[-1:] == Path("out", path).parts[-1:]
        or "." in path
        or path.endswith("/")
    )


def test_packed_data_says_what_the_findings_say() -> None:
    report = Report.of(check([str(CORPORA)], min_certainty=Certainty.POSSIBLE, jobs=1))
    found = report.findings()
    data = json.loads(gzip.decompress(base64.b64decode(packed(found, Path(), Path()))))
    texts, columns = data["texts"], data["columns"]
    rows = [
        (data["paths"][file], line, texts[rule], texts[severity], texts[source], texts[target])
        for file, line, rule, severity, source, target in zip(
            *(columns[name] for name in ("file", "line", "rule", "severity", "source", "target")), strict=True
        )
    ]
    assert len(found) > 80
    assert columns["fingerprint"] == [f.fingerprint for f, *_ in found]
    assert [data["causes"][cause] for cause in columns["cause"]] == [each.cause.id for each in found]
    assert [bool(each) for each in columns["blocks"]] == [each.blocks for each in found]
    assert rows == [
        (f.path, f.line, f.rule, f.severity.value, clean(f.source_text), clean(f.target_text)) for f, *_ in found
    ]
