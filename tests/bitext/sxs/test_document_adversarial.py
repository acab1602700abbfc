"""Files made to be slow: time stays in proportion to size, or these tests run into their timeout.

The worst of them take seconds when reading is linear, and hours when it is quadratic.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import blocks, parse_document, publish, replace_targets
from l10nqa.front_matter import parse_front_matter, plain_scalar
from l10nqa.model import ProblemKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from l10nqa.bitext import SxsDocument

pytestmark = pytest.mark.timeout(120)

_MILLION = 1_000_000
_MEGABYTE = 1 << 20
_START = '<span data-ttu-id="x">t</span><span class="sxs-lookup"><span data-stu-id="x">'
_CLEAN = '<span data-ttu-id="{0}">t</span><span class="sxs-lookup"><span data-stu-id="{0}">s</span></span>\n'
_ONE_STRETCH = _CLEAN.replace('"', "&quot;")
_MANY_STRETCHES = (
    '<span data-ttu-id="{0}&quot;>t &quot;q&quot; "</span><span class="sxs-lookup&quot;>'
    '<span data-stu-id=&quot;{0}&quot;>s "q"</span></span> &quot;x&quot; "x"\n'
)


@pytest.fixture(autouse=True)
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking a million objects again and again."""
    gc.disable()
    yield
    gc.enable()


def _use(raw: bytes) -> SxsDocument:
    """Do everything that can be done with a document."""
    document = parse_document(raw, "a.md", "a.md")
    assert document.raw == raw
    assert len(blocks(document)) == len(document.segments)
    publish(document)
    publish(document, "source", restore_quotes=True)
    replaced = replace_targets(document, {segment.id: f"{segment.target}!" for segment in document.segments})
    assert replaced.refused == {}
    assert (replaced.raw != raw) == bool(document.segments)
    return document


@pytest.mark.parametrize(
    ("text", "segments", "problems"),
    [
        pytest.param(lambda: '<span data-ttu-id="x">' * _MILLION, 0, _MILLION, id="opening tags"),
        pytest.param(lambda: '<span data-ttu-id="x&quot;>' * _MILLION, 0, _MILLION, id="damaged tags, quotes in tags"),
        pytest.param(lambda: "<span data-ttu-id=&quot;x&quot;>" * _MILLION, 0, _MILLION, id="damaged tags, no quotes"),
        pytest.param(lambda: '<span data-ttu-id="x&quot;>"' * _MILLION, 0, _MILLION, id="damaged tags, quotes between"),
        pytest.param(lambda: _CLEAN + '<span class="sxs-lookup">' * _MILLION, 1, 0, id="lookups"),
        pytest.param(
            lambda: '<span data-ttu-id="x">' + '</span><span class="sxs-lookup">' * _MILLION,
            0,
            1,
            id="lookups, no source",
        ),
        pytest.param(lambda: _START + "</span>" * _MILLION, 1, 0, id="closing tags in a source"),
        pytest.param(lambda: f"{_START}{'</span>x' * _MILLION}", 0, 1, id="closing tags apart in a source"),
        pytest.param(lambda: f"{_START}{'<span' * _MILLION}</span></span>", 1, 0, id="half tags in a source"),
        pytest.param(lambda: f"{_START}{'<span>' * _MILLION}</span></span>", 1, 0, id="tags in a source"),
        pytest.param(lambda: f"{_START}{'<span ' + ' ' * 10 * _MILLION}</span></span>", 1, 0, id="a tag of spaces"),
        pytest.param(lambda: '<span data-ttu-id="' + "x" * 10 * _MILLION, 0, 1, id="an id without end"),
        pytest.param(lambda: "x" * 50 * _MEGABYTE, 0, 0, id="a line of 50 MB"),
        pytest.param(lambda: "<span class=&quot;" + 'a"' * 25 * _MEGABYTE, 0, 0, id="a damaged line of 50 MB"),
        pytest.param(lambda: f"{_START}{'x' * 50 * _MEGABYTE}</span></span>", 1, 0, id="a source of 50 MB"),
        pytest.param(lambda: f"{'> ' * _MILLION}{_CLEAN}", 1, 0, id="quote marks"),
        pytest.param(lambda: f"{'> [!' * _MILLION}{_CLEAN}", 1, 0, id="half alerts"),
        pytest.param(lambda: _CLEAN + " \r\n" * _MILLION, 1, 0, id="blank lines"),
    ],
)
def test_a_million_of_anything(text: Callable[[], str], segments: int, problems: int) -> None:
    document = _use(text().encode())
    assert (len(document.segments), len(document.problems)) == (segments, problems)


@pytest.mark.parametrize(
    "segment", [_CLEAN, _ONE_STRETCH, _MANY_STRETCHES], ids=["clean", "one stretch", "many stretches"]
)
def test_many_segments(segment: str) -> None:
    count = 50_000
    document = _use("".join(map(segment.format, range(count))).encode())
    assert (len(document.segments), len(document.problems)) == (count, 0)


def test_many_undecodable_bytes_are_one_problem() -> None:
    document = _use(b"a\xff" * _MILLION)
    assert [problem.kind for problem in document.problems] == [ProblemKind.UNDECODABLE]


@pytest.mark.parametrize("bad", [1, 20_000])
def test_refusing_targets_costs_few_readings(bad: int) -> None:
    document = parse_document("".join(map(_CLEAN.format, range(20_000))).encode(), "a.md", "a.md")
    targets = {segment.id: "</span>" + _START if n < bad else "u" for n, segment in enumerate(document.segments)}
    replaced = replace_targets(document, targets)
    assert len(replaced.refused) == bad
    assert replaced.raw.count(b">u<") == 20_000 - bad


@pytest.mark.parametrize("line", ["a: b\n", "---x\n", "\n", "--- - \n", "ms.contentlocale: 'a\n"])
def test_front_matter_of_10_mb_without_end(line: str) -> None:
    document = _use(("---\n" + line * (10 * _MEGABYTE // len(line))).encode())
    assert document.front_matter == ""


@pytest.mark.parametrize(
    "value",
    ["a" + " " * 5 * _MEGABYTE + "#", "a" + "\n" * 5 * _MEGABYTE + " b", "a b" * _MEGABYTE + ":", "'a\n" * _MEGABYTE],
    ids=["spaces", "blank lines", "words", "quotes"],
)
def test_front_matter_with_a_long_value(value: str) -> None:
    assert plain_scalar(f"ms.x: {value}", "ms.x") is None
    _use(f"---\nms.contentlocale: {value}\n---\n".encode())


def test_front_matter_of_many_keys() -> None:
    text = "".join(f"k{number}: v\n" for number in range(200_000))
    assert len(parse_front_matter(text, "a.md")) == 200_000
    assert _use(f"---\n{text}ms.contentlocale: lv-LV # c\n---\n".encode()).target_locale == "lv-LV"
