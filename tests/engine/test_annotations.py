"""The file of annotations: it comes back, it merges by lines, and it refuses what is no annotation."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.engine import read_annotations, write_annotations
from l10nqa.errors import InputError
from l10nqa.model import Annotation, texts_hash
from l10nqa.mqm import ERROR_TYPES, ErrorSeverity
from l10nqa.text import Span

_words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(str.strip)
_spans = st.none() | st.tuples(st.integers(0, 99), st.integers(0, 99)).map(lambda both: Span(*sorted(both)))
any_annotations = st.builds(
    Annotation,
    _words,
    st.text(" \n\u2028#", min_size=1) | _words,
    st.builds(texts_hash, st.text(max_size=5), st.text(max_size=5)),
    st.sampled_from(sorted(ERROR_TYPES)),
    st.sampled_from(ErrorSeverity),
    _words,
    st.dates().map(str),
    _spans,
    _spans,
    st.just("") | _words,
    st.just("") | _words,
    st.just("") | _words,
    st.sampled_from(["", "number"]),
)


def write_and_read(given_annotations: list[Annotation], *, backwards: bool = False) -> list[Annotation]:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lqa.jsonl"
        write_annotations(file, given_annotations)
        if backwards:
            file.write_bytes(b"".join(reversed(file.read_bytes().splitlines(keepends=True))))
        return read_annotations(file)


@given(st.lists(any_annotations, max_size=6))
def test_they_come_back_whatever_the_order_of_lines(given_annotations: list[Annotation]) -> None:
    assert set(write_and_read(given_annotations)) == set(given_annotations)
    assert set(write_and_read(given_annotations, backwards=True)) == set(given_annotations)


@given(st.lists(any_annotations, max_size=4), st.lists(any_annotations, max_size=4))
def test_the_lines_of_two_files_are_the_annotations_of_both(first: list[Annotation], second: list[Annotation]) -> None:
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("first.jsonl", "second.jsonl", "both.jsonl")]
        write_annotations(files[0], first)
        write_annotations(files[1], second)
        files[2].write_bytes(files[0].read_bytes() + files[1].read_bytes())
        assert set(read_annotations(files[2])) == {*first, *second}


_RIGHT = {
    "path": "a.md",
    "segment": "1",
    "type": "grammar",
    "severity": "minor",
    "annotator": "Anna",
    "date": "2026-11-30",
    "texts": "0123456789abcdef",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "gramar"}, "no error type"),
        ({"severity": "fatal"}, "no severity"),
        ({"date": "yesterday"}, "no day"),
        ({"annotator": " "}, "lacks annotator"),
        ({"texts": "abc"}, "no hash"),
        ({"target_spot": "9-4"}, "no spot"),
        ({"target_spot": "4"}, "no spot"),
        ({"target_spot": "４-９"}, "no spot"),
        ({"target_spot": f"0-{'9' * 5000}"}, "no spot"),
        ({"typ": "grammar"}, "no key"),
        ({"note": 5}, "no text"),
    ],
)
def test_what_is_no_annotation_is_refused_with_its_line(
    change: dict[str, object], message: str, tmp_path: Path
) -> None:
    file = tmp_path / "lqa.jsonl"
    file.write_text(f"{json.dumps(_RIGHT)}\n{json.dumps({**_RIGHT, **change})}\n", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_annotations(file)
    assert caught.value.line == 2
    assert caught.value.hint


@given(st.binary(max_size=200))
def test_any_bytes_are_annotations_or_an_input_error(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "lqa.jsonl"
        file.write_bytes(content)
        with suppress(InputError):
            read_annotations(file)
