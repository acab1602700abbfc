"""Comments in a file have findings ignored, in every kind of file that has comments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from command import l10nqa

if TYPE_CHECKING:
    from pathlib import Path

_PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: de\\n"

{comment}#, md-text
msgid "See [the page](a.md)."
msgstr "Siehe [die Seite.](a.md)"

#, md-text
msgid "Ask [the people](a.md)."
msgstr "Fragen Sie [die Leute.](a.md)"
"""
_XLIFF = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.md" source-language="en" target-language="de" datatype="x-markdown"><body>
<trans-unit id="1"><source>See [the page](a.md).</source><target>Siehe [die Seite.](a.md)</target>{comment}</trans-unit>
<trans-unit id="2"><source>Ask [the people](a.md).</source><target>Fragen Sie [die Leute.](a.md)</target></trans-unit>
</body></file></xliff>
"""
_XLIFF_2 = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff version="2.1" srcLang="en" trgLang="de" xmlns="urn:oasis:names:tc:xliff:document:2.0">
<file id="f" original="a.md">
<unit id="1">{comment}<segment>
<source>See [the page](a.md).</source><target>Siehe [die Seite.](a.md)</target></segment></unit>
<unit id="2"><segment>
<source>Ask [the people](a.md).</source><target>Fragen Sie [die Leute.](a.md)</target></segment></unit>
</file></xliff>
"""
_TMX = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence"
 o-tmf="t" adminlang="en" srclang="en"
 datatype="plaintext"/><body>
<tu>{comment}<tuv xml:lang="en"><seg>See [the page](a.md).</seg></tuv>
<tuv xml:lang="de"><seg>Siehe [die Seite.](a.md)</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Ask [the people](a.md).</seg></tuv>
<tuv xml:lang="de"><seg>Fragen Sie [die Leute.](a.md)</seg></tuv></tu>
</body></tmx>
"""
_CSV = """\
source,target,source_locale,target_locale,notes
See [the page](a.md).,Siehe [die Seite.](a.md),en,de,{comment}
Ask [the people](a.md).,Fragen Sie [die Leute.](a.md),en,de,
"""
_SPAN = '<span data-ttu-id="{0}">{2}</span><span class="sxs-lookup"><span data-stu-id="{0}">{1}</span></span>'
_FIRST = _SPAN.format("a-1", "See [the page](a.md).", "Siehe [die Seite.](a.md)")
_SECOND = _SPAN.format("a-2", "Ask [the people](a.md).", "Fragen Sie [die Leute.](a.md)")
_SXS = f"---\nms.contentlocale: de-DE\n---\n\n{{comment}}\n{_FIRST}\n\n{_SECOND}\n"
_SIGN = "l10nqa: ignore=link-punctuation the page is called so"
_KINDS = [
    ("a.po", _PO, f"#. {_SIGN}\n"),
    ("a.po", _PO, f"# {_SIGN}\n"),
    ("a.xlf", _XLIFF, f"<note>{_SIGN}</note>"),
    ("a.xlf", _XLIFF_2, f"<notes><note>{_SIGN}</note></notes>"),
    ("a.tmx", _TMX, f"<note>{_SIGN}</note>"),
    ("a.csv", _CSV, _SIGN),
    ("a.md", _SXS, f"<!-- {_SIGN} -->"),
    ("a.md", _SXS, f"<!--{_SIGN}   -->\r"),
    ("a.md", _SXS, f"{{/* {_SIGN} */}}\n"),
]


def _findings(file: Path, *options: str) -> list[tuple[str, str]]:
    done = l10nqa("check", file, "--format", "jsonl", *options)
    return [(each["rule"], each["target"]["text"]) for each in map(json.loads, done.stdout.splitlines())]


@pytest.mark.parametrize(("name", "text", "comment"), _KINDS)
def test_a_comment_ignores_the_rule_where_it_stands_and_nowhere_else(
    name: str, text: str, comment: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(text.format(comment=""), "utf-8")
    both = _findings(file)
    assert [rule for rule, _ in both] == ["link-punctuation"] * 2
    file.write_text(text.format(comment=comment), "utf-8", newline="")
    assert _findings(file) == both[1:]
    assert "comments in the files: 1 ignored" in l10nqa("check", file).stderr
    sarif = json.loads(l10nqa("check", file, "--format", "sarif").stdout)
    suppressions = [result["suppressions"] for result in sarif["runs"][0]["results"]]
    assert [{"kind": "inSource", "status": "accepted", "justification": "the page is called so"}] in suppressions
    assert suppressions.count([]) == 1


@pytest.mark.parametrize(("name", "text", "comment"), _KINDS)
def test_what_is_ignored_is_not_fixed(name: str, text: str, comment: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text.format(comment=comment), "utf-8", newline="")
    assert l10nqa("fix", file, "--write").returncode == 0
    fixed = file.read_text("utf-8")
    assert "Siehe [die Seite.](a.md)" in fixed
    assert "Fragen Sie [die Leute](a.md)." in fixed


@pytest.mark.parametrize(("name", "text", "comment"), _KINDS)
@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("ignore=number it differs", "ignore=number: there is no such finding", "delete the comment"),
        ("ignore=nubmer it differs", "no rule is called “nubmer”", "did you mean number?"),
        ("ignore=link-punctuation", "gives no reason", "write l10nqa: ignore=link-punctuation WHY"),
    ],
)
def test_a_comment_that_does_nothing_is_reported(
    name: str, text: str, comment: str, said: str, message: str, hint: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.write_text(text.format(comment=comment.replace(_SIGN, f"l10nqa: {said}")), "utf-8", newline="")
    done = l10nqa("check", file)
    assert len([line for line in done.stdout.splitlines() if "link-punctuation" in line]) == 2
    assert message in done.stderr.replace("\n", " ")
    assert hint in done.stderr
    assert "could not be read" not in done.stderr


def test_a_rule_that_is_not_run_leaves_its_comments_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(_SXS.format(comment=f"<!-- {_SIGN} -->"), "utf-8")
    assert "ignore" not in l10nqa("check", file, "--select", "number").stderr


def test_comments_of_a_pair_are_about_the_document_too(tmp_path: Path) -> None:
    source, target = tmp_path / "en.md", tmp_path / "de.md"
    source.write_text(
        "---\ntitle: Start\ndraft: true\n---\n\n# Start\n\nWait 7 days.\n\n## End\n\nWait 8 days.\n", "utf-8"
    )
    target.write_text(
        "---\ntitle: Start\n# l10nqa: ignore=front-matter published already\ndraft: false\n---\n\n# Start\n\n"
        "<!-- l10nqa: ignore=number the German limit -->\nWarten Sie 14 Tage.\n\n"
        "### Ende <!-- l10nqa: ignore=heading smaller here -->\n\nWarten Sie 14 Tage.\n",
        "utf-8",
    )
    options = ("--source", str(source), "--target-locale", "de-DE")
    assert _findings(target, *options) == [("number", "14")]
    before = target.read_bytes()
    l10nqa("fix", target, *options, "--write")
    assert target.read_bytes() == before


def test_comments_in_code_are_code(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    code = f"````md\n<!-- {_SIGN} -->\n```\n<!-- {_SIGN} -->\n````\n"
    file.write_text(_SXS.format(comment=code), "utf-8")
    done = l10nqa("check", file)
    assert "ignore" not in done.stderr
    assert "2 findings" in done.stderr
