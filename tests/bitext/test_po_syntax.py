"""The syntax of PO: what gettext reads is read, all of it, and what is broken is named with its line."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgfmt import HEADER, messages, needs_gettext

from l10nqa.bitext.po import PoFile, is_po, parse_po
from l10nqa.errors import InputError
from l10nqa.model import State

if TYPE_CHECKING:
    from collections.abc import Callable


def parsed(text: str | bytes) -> PoFile:
    raw = text if isinstance(text, bytes) else text.encode()
    file = parse_po(raw, "x.po", "x.po")
    assert file.raw == raw
    return file


def pairs(text: str | bytes) -> list[tuple[str, str]]:
    return [(segment.source, segment.target) for segment in parsed(text).segments]


def as_programs_see(file: PoFile) -> dict[bytes, bytes]:
    """Return the usable translations of a file in the shape of a .mo file."""
    found: dict[bytes, bytes] = {}
    for segment in file.segments:
        entry = file.slots[segment.id].entry
        if file.slots[segment.id].remarks.is_fuzzy or not entry.targets[0].value:
            continue
        name = entry.source.value + (f"\0{entry.plural.value}" if entry.plural else "")
        name = f"{entry.context.value}\x04{name}" if entry.context else name
        found[name.encode()] = "\0".join(target.value for target in entry.targets).encode()
    return found


# One character of a text, in all the ways in which C can write it. A hexadecimal escape goes on as far as there are
# digits, so that a new string must follow.
_NAMED = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v", "\\": "\\", '"': '"'}
_characters = st.sampled_from('aZ07 fé言😀\u2028\x85\t\n\r\\"\a\b\f\v\x1b\x7f%#~|[]') | st.characters(
    codec="utf-8", exclude_characters="\0\x04"
)


@st.composite
def _written_texts(draw: st.DrawFn, between: str) -> str:
    """Return quoted strings in a row."""
    strings = [""]
    for character in draw(st.text(_characters, max_size=6)):
        form = draw(st.sampled_from(["plain", "plain", "plain", "octal", "hexadecimal", "continued"]))
        if form == "octal":
            strings[-1] += "".join(f"\\{byte:03o}" for byte in character.encode())
        elif form == "hexadecimal":
            strings[-1] += "".join(f"\\x{byte:02X}" for byte in character.encode())
            strings.append("")
        elif character in _NAMED and (character in '\n\\"' or draw(st.booleans())):
            strings[-1] += "\\" + _NAMED[character]
        else:
            strings[-1] += ("\\\n" if form == "continued" and not between.strip() else "") + character
        if draw(st.integers(0, 5)) == 0:
            strings.append("")
    return between.join(f'"{string}"' for string in strings)


@st.composite
def _entries(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(["usual", "usual", "plural", "obsolete", "previous"]))
    between = (
        "\n#~ " if kind == "obsolete" else draw(st.sampled_from([" ", "\n", "", "\n\n", "\t\f\v ", "\r\n", "\n \\\n"]))
    )
    # msgfmt wants msgid and msgstr to begin and to end with a line end, or not, alike.
    texts = _written_texts(between).map(lambda text: f'"."{between}{text}{between}"."') | st.just('""')
    comment = draw(
        st.sampled_from(
            ["", "# note\n", "#,fuzzy,c-format\n", "#. x\n#: a.c:1\n#, no-wrap\n", "#\n\n#:\n", "# é\\\nx\n"]
        )
    )
    if kind == "previous":
        comment += f'#| msgctxt "was"\n#| msgid {draw(_written_texts(chr(10) + "#| "))}\n'
    unique = f'"{number}"{between}{draw(texts)}{between}"."'
    fields = [("msgid", unique)]
    if draw(st.booleans()):
        fields.insert(0, ("msgctxt", draw(texts)))
    if kind == "plural":
        spaced = draw(st.sampled_from(["[{}]", " [ {} ] ", "[{}]\n"]))
        fields += [("msgid_plural", draw(texts.filter(lambda text: "." in text)))]
        fields += [
            ("msgstr" + spaced.format(form), draw(texts.filter(lambda text: "." in text)))
            for form in range(draw(st.integers(1, 3)))
        ]
    else:
        fields.append(("msgstr", draw(texts)))
    written = between.join(f"{keyword}{between}{text}" for keyword, text in fields)
    return (
        comment
        + ("#~ " if kind == "obsolete" else "")
        + written
        + draw(st.sampled_from(["\n", "\n\n", " # end\n", "\r\n"]))
    )


@needs_gettext
@settings(max_examples=50)
@given(st.data(), st.integers(1, 8))
def test_a_program_sees_the_translations_that_we_read(data: st.DataObject, count: int) -> None:
    raw = (HEADER + "".join(data.draw(_entries(number)) for number in range(count))).encode()
    assert as_programs_see(parsed(raw)) == messages(raw)


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "fi" "le"\nmsgstr "Da" "tei"\n',
        'domain "other"\nmsgid "file"\nmsgstr "Datei"\n',
        'msgid "file"  \nmsgstr "Datei" # note\n',
        'msgid\n"file"\nmsgstr\n"Datei"\n',
        'msgid "file" msgstr "Datei"\n',
        '#a remark\n#.extracted\n#:a.c:1\n#,no-wrap\n#= x\n#|msgid "old"\nmsgid "file"\nmsgstr "Datei"\n',
        'msgid"file"\nmsgstr"Datei"\n',
        'msgid "file"\nmsgstr "Datei"\n#.\n',
        'msgid "file"\nmsgstr "Datei"\n#:\n#,\n#|\n#~\n',
        'msgid "file"\nmsgstr "Datei"\n#~| msgid "old"\n',
        'msgid ""\n\n"file"\nmsgstr "Datei"\n',
        '\\\nmsgid "fi\\\nle"\nmsgstr "\\104atei"\n',
    ],
    ids=[
        "two strings on a line", "a domain", "a comment behind a text", "texts on the next line",
        "two fields on a line", "no spaces", "no spaces before texts", "an empty comment last",
        "empty comments of all kinds",
        "a former text last", "a gap", "lines that go on",
    ],
)  # fmt: skip
def test_what_gettext_reads_is_read(entry: str) -> None:
    assert pairs(HEADER + entry) == [("file", "Datei")]


def test_plural_forms_whose_texts_are_on_the_next_line() -> None:
    entry = 'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0]\n"%d Datei"\nmsgstr[1]\n"%d Dateien"\n'
    assert pairs(HEADER + entry) == [("%d file", "%d Datei"), ("%d files", "%d Dateien")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"\033[1mWarnung:\033[0m", "\x1b[1mWarnung:\x1b[0m"),
        (r"Caf\303\251", "Café"),
        (r"Caf\xc3\xa9", "Café"),
        (r"Tab\x09stopp", "Tab\tstopp"),
        (r"\a\b\f\v\r\n\t\\\"", '\a\b\f\v\r\n\t\\"'),
        (r"\1011\18", "A1\x018"),
        (r"\\n\\\n", "\\n\\\n"),
        (r"\x1234z", "4z"),
        ("\u2028\x85\x1c", "\u2028\x85\x1c"),
    ],
)
def test_escapes_are_those_of_c(written: str, said: str) -> None:
    assert pairs(f'{HEADER}msgid "a"\nmsgstr "{written}"\n') == [("a", said)]


def test_an_escape_that_gettext_does_not_know_stands_for_itself_and_is_told() -> None:
    file = parsed(HEADER + 'msgid "a"\nmsgstr "b\\d\\xg"\n')
    assert [segment.target for segment in file.segments] == ["b\\d\\xg"]
    assert [(problem.line, problem.column) for problem in file.problems] == [(7, 8)]


@pytest.mark.parametrize(
    ("entry", "line", "reason"),
    [
        ('msgid "a\nmsgstr "b"\n', 6, "broken syntax"),
        ('msgid "a"\nmsgstr "b" c"\n', 7, "broken syntax"),
        ('msgid "a"\nmsgstr "b\\"\n', 7, "broken syntax"),
        ('msgid "a"\nmsgstr b\n', 7, "broken syntax"),
        ('msgid "a"\nmessage "b"\n', 7, "broken syntax"),
        ('msgid "a"\n# between\nmsgstr "b"\n', 6, "without its msgstr"),
        ('msgstr "b"\n', 6, "wrong place"),
        ('msgid "a"\nmsgstr[0] "b"\n', 7, "wrong place"),
        ('msgid "a"\nmsgid_plural "a"\nmsgstr "b"\n', 8, "wrong place"),
        ('msgid "a"\nmsgid_plural "a"\nmsgstr[0] "b"\nmsgstr[0] "b"\n', 9, "wrong place"),
        ('#~ msgid "a"\nmsgstr "b"\n', 7, "#~ on some lines"),
        ("<<<<<<< HEAD\n", 6, "conflict"),
        ('msgid "a"\nmsgstr "b"\n#~| msgid "c"\n"d"\n', 9, "broken syntax"),
        ('msgid "a"\n', 6, "without its msgstr"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""\n', 6, "without its msgstr"),
        ('msgid "a"\nmsgstr ""\n\nmsgid "b"\n"c"\nmsgctxt "d"\nmsgid "e"\nmsgstr ""\n', 9, "without its msgstr"),
        ('#~ msgid "a"\n#~ msgid "b"\n#~ msgstr ""\n', 6, "without its msgstr"),
        ('msgid "a"\nmsgstr ""\nmsgctxt "b"\n', 8, "without its msgstr"),
        ('msgctxt "a"\nmsgctxt "b"\nmsgid "c"\nmsgstr ""\n', 6, "without its msgstr"),
    ],
)
def test_what_is_broken_is_named_with_its_line_and_a_remedy(entry: str, line: int, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        parsed(HEADER + entry)
    assert (caught.value.path, caught.value.line) == ("x.po", line)
    assert caught.value.hint


@given(st.binary(max_size=60) | st.text('msgidtrcx_pl[0] "\\#~|,.:\n\r', max_size=60).map(str.encode))
def test_any_bytes_give_a_bitext_or_say_where_they_are_none(raw: bytes) -> None:
    for content in (raw, HEADER.encode() + raw):
        try:
            assert parse_po(content, "x.po", "x.po").raw == content
        except InputError as error:
            assert error.hint  # noqa: PT017 - either is right


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_all_systems_and_a_byte_order_mark(end: str, mark: str) -> None:
    file = parsed((mark + HEADER + '# note\n#, fuzzy\nmsgid ""\n"a\\n"\n"b"\nmsgstr "c"\n').replace("\n", end))
    (segment,) = file.segments
    assert (segment.source, segment.target, segment.state, segment.notes) == ("a\nb", "c", State.DRAFT, ("note",))
    assert file.position(segment, "target", None) == (11, 8)


def test_a_lone_carriage_return_ends_no_line_where_line_feeds_do() -> None:
    assert pairs(HEADER + '# note\rmsgid "b"\nmsgid "a\rb"\rmsgstr "c"\n') == [("a\rb", "c")]


def test_a_file_in_another_encoding_than_it_says_is_refused_and_one_as_it_says_read() -> None:
    text = HEADER + 'msgid "a"\nmsgstr "ā\\342"\n'
    with pytest.raises(InputError, match="is not in the encoding of its header, UTF-8") as caught:
        parsed(text.encode("windows-1257"))
    assert caught.value.line == 7
    assert pairs(text.replace("UTF-8", "windows-1257").encode("windows-1257")) == [("a", "āā")]


def test_the_second_byte_of_a_character_may_be_a_backslash() -> None:
    assert pairs((HEADER.replace("UTF-8", "Shift_JIS") + 'msgid "a"\nmsgstr "表"\n').encode("shift_jis")) == [
        ("a", "表")
    ]


@pytest.mark.parametrize(
    "charset",
    ["utf_16", "punycode", "hex", "rot13", "undefined", "CHARSET", "\xff", "x" * 1000, "utf-7", "iso-2022-jp"],
)
def test_a_charset_that_is_none_gives_the_file_or_an_error(charset: str) -> None:
    raw = (HEADER.replace("UTF-8", charset) + 'msgid "a:"\nmsgstr "b:"\n').encode("latin-1")
    try:
        assert pairs(raw) == [("a:", "b:")]
    except InputError as error:
        assert error.hint  # noqa: PT017 - either is right, whatever codecs Python has


def test_utf_16_is_refused_with_a_remedy() -> None:
    with pytest.raises(InputError, match="UTF-16"):
        parse_po(HEADER.encode("utf-16"), "x.po", "x.po")


@pytest.mark.parametrize(
    "build",
    [
        lambda size: 'msgid "a"\nmsgstr ' + '"b"\n' * size,
        lambda size: 'msgid "' + "\\" * (2 * size) + '"\nmsgstr "b"\n',
        lambda size: "# note\n" * size + 'msgid "a"\nmsgstr "b"\n',
        lambda size: '#| msgid "a"\n' * size + 'msgid "a"\nmsgstr "b"\n',
        lambda size: " \n\\\n" * size + 'msgid "a"\nmsgstr "b"\n',
        lambda size: 'msgid "' + "a" * size,
        lambda size: '"' * size,
        lambda size: "#~" * size,
        lambda size: "# \\\n" * size,
        lambda size: 'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{n}] "c"\n' for n in range(size // 2)),
    ],
)
def test_the_time_grows_with_the_size_and_not_with_its_square(build: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        with suppress(InputError):
            parse_po((HEADER + build(size)).encode(), "x.po", "x.po")
        return time.process_time() - started

    seconds(100)
    assert seconds(80_000) < 40 * max(seconds(8_000), 0.005)


@pytest.mark.parametrize(
    ("beginning", "is_one"),
    [
        (b'msgid ""\nmsgstr ""\n', True),
        (b'\xef\xbb\xbf# Latvian\n#, fuzzy\n\nmsgid ""\n', True),
        (b'msgctxt"a"', True),
        (b"# A heading\n\nText about msgid.\n", False),
        (b"source,target\n", False),
        (b"", False),
        (b" \n" * 30_000, False),
    ],
)
def test_the_kind_is_told_by_the_beginning(beginning: bytes, is_one: bool) -> None:  # noqa: FBT001
    assert is_po(beginning) is is_one
