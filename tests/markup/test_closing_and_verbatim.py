"""The mark that a text ends with, and what is no prose although no markup says so."""

from __future__ import annotations

import pytest

from l10nqa.markup import closing_mark, parse_inline, verbatim_spans


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Save.", "."),
        ("保存します。", "."),
        ("Save.&amp;", "."),
        ("保存します。\\*\\*", "."),
        ("**Save.**", "."),
        ("See [Plans](u)", ""),
        ("**…**", ""),
        ("Wait...", "…"),
        ("Enter: \\*", ""),
        ('"Really?"', "?"),
        ("", ""),
    ],
)
def test_closing_mark(text: str, mark: str) -> None:
    assert closing_mark(parse_inline(text))[0] == mark


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("use 0cdb527f-a8d1-4bf8-9436-b352c68682b2 here", {"0cdb527f-a8d1-4bf8-9436-b352c68682b2"}),
        ('enter "Sum of it: " & x', {'"Sum of it: " &'}),
        ("Add-Item -Name value then", {"Add-Item -Name value"}),
        ("see https://a.b/c now", {"https://a.b/c"}),
        ("plain words only.", set()),
        ("*plain* <b>words</b>", set()),
    ],
)
def test_verbatim_spans(text: str, hidden: set[str]) -> None:
    inline = parse_inline(text)
    assert hidden <= {span.of(text) for span in verbatim_spans(inline)}
    assert bool(hidden) == bool(verbatim_spans(inline))
