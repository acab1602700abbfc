"""The same texts are Markdown, or not, in every kind of file that does not say it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from l10nqa.bitext import SOURCES, Place, parse_bitext
from l10nqa.bitext.look import is_markdown_name, look_like_markdown, says_no_markup
from l10nqa.model import TranslationUnit

if TYPE_CHECKING:
    from l10nqa.model import Bitext

STRINGS = {
    "book": (["**Save** the file", "Open it", "Run `make`"], True),
    "links": (["See [the manual](manual.md)."] + ["Plain"] * 90, True),
    "alert": (["[!NOTE]", "Text"], True),
    "code": (["Use `map`", "Text", "Text"], True),
    "messages": (["The option `name` is unknown"] + ["No such file: %s"] * 40, False),
    "stars": (["5 * 3 * 2", "* required", "**", "a ** b ** c"], False),
    "brackets": (["[%s] (%d)", "array[0](x", "[x]"], False),
    "quotes": (["Use `foo' and `bar'"] + ["Text"] * 20, False),
    "Arabic": (["**احفظ** الملف", "افتحه"], True),
    "Japanese": (["**保存**する", "開く"], True),
}
PO_HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: lv\\n"\n'
XLIFF_1 = (
    '<xliff version="1.2">'
    '<file source-language="en" target-language="lv" datatype="plaintext" original="file.ext"><body>'
)
XLIFF_2 = '<xliff version="2.0" srcLang="en" trgLang="lv" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f">'


def _files(sources: list[str]) -> dict[str, str | bytes]:
    po = "".join(f'\nmsgid "{text} {number}"\nmsgstr "x"\n' for number, text in enumerate(sources))
    numbered = [f"{text} {number}" for number, text in enumerate(sources)]
    first = "".join(
        f'<trans-unit id="{number}"><source>{text}</source><target>x</target></trans-unit>'
        for number, text in enumerate(numbered)
    )
    second = "".join(
        f'<unit id="{number}"><segment><source>{text}</source><target>x</target></segment></unit>'
        for number, text in enumerate(numbered)
    )
    made: dict[str, str | bytes] = {
        ".po": PO_HEADER + po,
        "1.xlf": f"{XLIFF_1}{first}</body></file></xliff>",
        "2.xlf": f"{XLIFF_2}{second}</file></xliff>",
    }
    units = [TranslationUnit(text, "x", "en", "lv") for text in numbered]
    for source in SOURCES:
        if source.write and source.suffixes[0] not in (".po", ".xlf", ".tmx"):  # TMX of ours says it
            stream = BytesIO()
            source.write(units, stream)
            made[source.suffixes[0]] = stream.getvalue()
    tus = "".join(
        f'<tu><tuv xml:lang="en"><seg>{text}</seg></tuv><tuv xml:lang="lv"><seg>x</seg></tuv></tu>' for text in numbered
    )
    header = '<header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x" adminlang="en" srclang="en"'
    made[".tmx"] = f'<tmx version="1.4">{header} datatype="plaintext"/><body>{tus}</body></tmx>'
    return made


def _opened(name: str, content: str | bytes) -> Bitext:
    raw = content if isinstance(content, bytes) else content.encode()
    return parse_bitext(raw, Place(Path(name), name, name, Path()))


@pytest.mark.parametrize("name", STRINGS)
def test_every_kind_of_file_gives_one_answer(name: str) -> None:
    sources, expected = STRINGS[name]
    pytest.importorskip("pyarrow")
    for suffix, content in _files(sources).items():
        bitext = _opened(f"strings{suffix}", content)
        assert len(bitext.segments) == len(sources)
        assert {segment.profile.markup.is_markdown for segment in bitext.segments} == {expected}, suffix
        assert bitext.profile.markup.is_markdown is expected, suffix


def test_what_a_file_says_counts_before_its_look() -> None:
    markdown, _ = STRINGS["book"]
    files = _files(markdown)
    po, xliff = str(files[".po"]), str(files["1.xlf"])
    for said in ("#, c-format\n", "#, python-brace-format\n", "#: src/main.c:12\n"):
        told = po.replace("\nmsgid", f"\n{said}msgid")
        assert not _opened("a.po", told).segments[0].profile.markup.is_markdown, said
    for said in ('original="page.html"', 'original="app.ui"'):
        assert not _opened("a.xlf", xliff.replace('original="file.ext"', said)).profile.markup.is_markdown
    assert not _opened("a.xlf", xliff.replace("plaintext", "html")).profile.markup.is_markdown
    assert _opened("a.xlf", xliff.replace("file.ext", "strings.json")).profile.markup.is_markdown


def test_names() -> None:
    assert all(map(is_markdown_name, ("a.md", "B.MDX", "x/y.markdown")))
    assert all(map(says_no_markup, (None, "", "messages", "de.po", "a/b.csv", "file.ext", "strings.JSON")))
    assert not any(map(says_no_markup, ("page.html", "app.py", "Strings.resx", "a.md")))
    assert not look_like_markdown([])
