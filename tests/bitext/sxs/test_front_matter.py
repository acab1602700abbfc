"""Front matter: where it stands, what its keys hold, and that YAML agrees with the short cut."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.bitext import parse_document
from l10nqa.errors import InputError
from l10nqa.front_matter import find_front_matter, parse_front_matter, plain_scalar, scalar


@pytest.mark.parametrize(
    ("text", "front_matter"),
    [
        ("---\na: b\n---\ntext", "a: b\n"),
        ("---  \na: b\n...\ntext", "a: b\n"),
        ("\ufeff---\r\na: b\r\n---\r\ntext", "a: b\r\n"),
        ("---\na: b\n--- \t", "a: b\n"),
        ("---\na: |\n  ---\n---\n", "a: |\n  ---\n"),
        ("---\na: b\n----\n", ""),
        ("---a\nb: c\n---\n", ""),
        ("---\na: b\n", ""),
        ("\n---\na: b\n---\n", ""),
        ("text\n---\na: b\n---\n", ""),
        ("", ""),
    ],
)
def test_it_stands_between_lines_of_three_dashes_at_the_top(text: str, front_matter: str) -> None:
    assert find_front_matter(text).of(text) == front_matter


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("lv-LV", "lv-LV"),
        ('"lv-LV"  ', "lv-LV"),
        ("'lv-LV'\r", "lv-LV"),
        ("04/26/2024", "04/26/2024"),
        ("two words", "two words"),
        ("''", ""),
        ("lv-LV # by hand", None),
        ("- a", None),
        ("a: b", None),
        ("'it''s'", None),
        ('"a\\tb"', None),
        ("", None),
        ("one\n  two", None),
        ("one\n\n  two", None),
        ("one\nms.x: two", None),
        ("|\n  text", None),
    ],
)
def test_plain_scalar_takes_only_what_stands_on_one_line(value: str, expected: str | None) -> None:
    assert plain_scalar(f"a: b\nms.x: {value}\nz: y\n", "ms.x") == expected


@pytest.mark.parametrize("front_matter", ["xms.x: a\n", " ms.x: a\n", "ms_x: a\n", "# ms.x: a\n", "ms.x:a\n"])
def test_plain_scalar_takes_only_its_own_top_level_key(front_matter: str) -> None:
    assert plain_scalar(front_matter, "ms.x") is None


def test_what_the_short_cut_does_not_take_yaml_does() -> None:
    assert scalar("ms.x: lv-LV # by hand\n", "ms.x") == "lv-LV"
    assert scalar("ms.x: a\nms.x: b\n", "ms.x") == "b"
    assert scalar("{ms.x: lv-LV}\n", "ms.x") == "lv-LV"
    assert scalar("ms.x: [lv-LV]\n", "ms.x") is None
    assert scalar("'ms.x\n", "ms.x") is None


_WORDS = st.text("aZ9é._/+-# :'\"\\,[]{}&*!|>%@`~?\t\r\n\u2028\x85日", max_size=12)
_KEYS = st.sampled_from(["ms.x", "ms.contentlocale", "title"])


@given(
    data=st.dictionaries(_KEYS, _WORDS),
    style=st.sampled_from([None, '"', "'"]),
    width=st.sampled_from([4, 80]),
    unicode=st.booleans(),
)
def test_plain_scalar_agrees_with_yaml_on_what_yaml_writes(
    *, data: dict[str, str], style: str | None, width: int, unicode: bool
) -> None:
    front_matter = yaml.safe_dump(data, default_style=style, width=width, allow_unicode=unicode)
    read = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text, lists and mappings
    for key in data:
        assert plain_scalar(front_matter, key) in (None, read[key])
        assert scalar(front_matter, key) == read[key]


_LINES = st.lists(
    st.one_of(
        st.builds("{}: {}".format, _KEYS, _WORDS),
        st.builds("{}:  '{}' ".format, _KEYS, st.text("a #:-\t", max_size=5)),
        st.builds("  {}".format, _WORDS),
        st.sampled_from(["", " ", "  more", "# note", "a:", "- b", "? c", "\r", "other: |", "  - d"]),
    ),
    max_size=6,
)


@given(_LINES, st.sampled_from(["\n", "\r\n"]))
def test_plain_scalar_agrees_with_yaml_where_both_read(lines: list[str], line_end: str) -> None:
    front_matter = line_end.join(lines)
    # A value quoted over several lines may hold lines that look like keys; nobody writes that, and YAML 1.2 forbids it.
    if any(line.count(quote) % 2 for line in lines for quote in "'\""):
        return
    try:
        data = yaml.load(front_matter, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text, lists and mappings
    except yaml.YAMLError:
        return
    for key in ("ms.x", "ms.contentlocale", "title"):
        value = plain_scalar(front_matter, key)
        assert value is None or value == data[key]


@given(
    st.one_of(st.text(max_size=30), _WORDS, st.binary(max_size=20).map(lambda b: b.decode("utf-8", "surrogateescape")))
)
def test_any_front_matter_gives_a_mapping_or_an_input_error(front_matter: str) -> None:
    try:
        data = parse_front_matter(front_matter, "a.md")
    except InputError as error:
        assert error.path == "a.md"  # noqa: PT017 - an InputError is one of the two right answers
    else:
        assert isinstance(data, dict)


@pytest.mark.parametrize("text", ["[", "{a: ", "- ", "? ", "[" * 99 + "{a: ["])
def test_nesting_without_end_is_an_input_error(text: str) -> None:
    # New versions of libyaml stop by themselves, a little later than we do.
    with pytest.raises(InputError, match=r"nested more than 100 levels deep|maximum nesting depth"):
        parse_front_matter(text * 100_000, "a.md")


@pytest.mark.parametrize(
    ("front_matter", "line"),
    [("a: b\nc: [\n", 4), ("a: b\n\tc: d\n", 3), ("- a\n", 2), ("a: \udcff", 2), ("a: \a", None)],
)
def test_an_error_names_the_line_of_the_file(front_matter: str, line: int | None) -> None:
    with pytest.raises(InputError) as caught:
        parse_front_matter(front_matter, "a.md")
    assert caught.value.line == (line or caught.value.line)


def test_scalars_stay_as_written_and_nothing_is_constructed() -> None:
    text = "date: 2024-01-02\nversion: 1.10\nno: no\nx: !!python/object/apply:os.system [id]\nempty:\n"
    expected = {"date": "2024-01-02", "version": "1.10", "no": "no", "x": ["id"], "empty": ""}
    assert parse_front_matter(text, "a.md") == expected
    assert parse_front_matter("# only a comment\n", "a.md") == {}


@pytest.mark.parametrize(
    ("front_matter", "path", "locale", "origin"),
    [
        ("ms.contentlocale: lv-LV\nms.translationtype: MT\n", "docs.de-DE/a.md", "lv-LV", "MT"),
        ('ms.contentlocale: lv-LV # c\nms.translationtype: "HT"\n', "a.md", "lv-LV", "HT"),
        ("ms.translationtype: other\n", "docs.de-DE/a.md", "de-DE", None),
        ("ms.contentlocale: ''\n", "x/zh-Hant-TW/a.md", "zh-Hant-TW", None),
        ("- broken: [\nms.contentlocale\n", "xde-DEx/a.md", "und", None),
    ],
)
def test_locale_and_origin_of_a_document(front_matter: str, path: str, locale: str, origin: str | None) -> None:
    document = parse_document(f"---\n{front_matter}---\n".encode(), path, "a.md")
    assert (document.target_locale, document.origin) == (locale, origin)
    assert parse_document(b"", path, "a.md", target_locale="fr").target_locale == "fr"
