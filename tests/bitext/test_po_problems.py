"""What `msgfmt -c` refuses in files that can be read: duplicates and the number of plural forms, line by line."""

from __future__ import annotations

import re
import subprocess
from itertools import product
from typing import TYPE_CHECKING

import pytest
from msgfmt import needs_gettext

from l10nqa.bitext.po import parse_po

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Problem

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {}\\n"\n{}'
TWO, THREE = (
    f'"Plural-Forms: {expression}\\n"\n'
    for expression in (
        "nplurals=2; plural=n != 1;",
        "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2;",
    )
)


def _plural(forms: int, *, text: str = "x", flag: str = "") -> str:
    targets = "".join(f'msgstr[{index}] "{text}"\n' for index in range(forms))
    return f'\n{flag}msgid "%d file {forms}{text}{flag!r}"\nmsgid_plural "%d files"\n{targets}'


def _problems(text: str) -> list[Problem]:
    return list(parse_po(text.encode(), "a.po", "a.po").problems)


@needs_gettext
@pytest.mark.parametrize(("header", "forms"), list(product([TWO, THREE], [1, 2, 3, 4])))
def test_the_number_of_plural_forms_as_msgfmt_counts_it(tmp_path: Path, header: str, forms: int) -> None:
    file = tmp_path / "a.po"
    file.write_text(HEADER.format("lv", header) + _plural(forms), "utf-8")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False)
    is_counted = re.search("some messages have", done.stderr) is not None
    assert [problem.kind.value for problem in _problems(file.read_text("utf-8"))] == ["plural-forms"] * is_counted


ENTRIES = ('\nmsgid "a"\nmsgstr "x"\n', '\nmsgctxt "c"\nmsgid "a"\nmsgstr "x"\n', '\nmsgid "b"\nmsgstr "x"\n')


@needs_gettext
@pytest.mark.parametrize("entries", list(product(ENTRIES, repeat=3)), ids=str)
def test_duplicates_on_the_lines_of_msgfmt(tmp_path: Path, entries: tuple[str, ...]) -> None:
    file = tmp_path / "a.po"
    file.write_text(HEADER.format("lv", "") + "".join(entries), "utf-8")
    done = subprocess.run(["msgfmt", "-o", "/dev/null", file], capture_output=True, text=True, check=False)
    lines = [int(line) for line in re.findall(r"a\.po:(\d+): duplicate message definition", done.stderr)]
    found = _problems(file.read_text("utf-8"))
    assert {problem.kind.value for problem in found} <= {"duplicate-id"}
    assert len(found) == len(lines)
    assert all(abs(problem.line - line) <= 2 for problem, line in zip(found, lines, strict=True))


def test_where_the_header_says_nothing_cldr_does() -> None:
    for locale, forms in (("lv", 3), ("de", 2), ("ja", 1), ("pl", 3), ("ar", 6)):
        for count in range(1, 7):
            found = _problems(HEADER.format(locale, "") + _plural(count))
            assert bool(found) is (count != forms), (locale, count)
    assert not _problems(HEADER.format("qaa", "") + _plural(5))


def test_the_line_is_that_of_the_last_form_and_the_remedy_names_them_all() -> None:
    (found,) = _problems(HEADER.format("lv", THREE) + _plural(2))
    assert (found.line, found.message) == (10, "has 2 plural forms, where the language has 3")
    assert "msgstr[0] to msgstr[2]" in str(found.hint)


def test_what_nobody_uses_is_no_problem() -> None:
    open_ = _plural(2, text="") + _plural(2, flag="#, fuzzy\n")
    obsolete = "".join(f"#~ {line}\n" if line else "\n" for line in _plural(4).splitlines())
    assert not _problems(HEADER.format("lv", THREE) + open_ + obsolete)
    assert not _problems(HEADER.format("lv", "") + ENTRIES[0] + '\n#~ msgid "a"\n#~ msgstr "x"\n')
    assert not _problems(HEADER.format("lv", "") + 'domain "one"\n' + ENTRIES[0] + 'domain "two"\n' + ENTRIES[0])
