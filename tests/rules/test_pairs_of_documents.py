"""Faults of structure in a translated document: planted one at a time, each must be found, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa
from gating import commit
from l10nqa.bitext.pairs import parse_pair
from l10nqa.engine import check_bitext
from l10nqa.quality import Certainty
from l10nqa.rules import DOCUMENT_RULES, RULES
from l10nqa.ruleset import RuleSet

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import Finding

_SOURCE = """---
title: Sending mail
weight: 3
---

# Sending mail

Before you send a mail with `mail send`, read [what it needs](#requirements) and
[what it costs](b.md#prices).

## Requirements

- An account at `example.com`.
- The program `mail`, version 2.1 or later.
- A place for at least 20 letters.

> [!NOTE]
> Version 1 is no longer supported.

## Install the program {#install}

1. Download it:

   ```bash
   curl -O https://example.com/mail.tgz  # the newest version
   ```

2. Unpack it with `tar`.

| Option | Meaning |
|--------|---------|
| `-v`   | Say more. |
| `-q`   | Say nothing. |

## Read it again

{{< figure src="mail.png" title="A mail" >}}

When nothing works, ask `help@example.com`.
"""
_TARGET = """---
title: E-Mails senden
weight: 3
---

# E-Mails senden

Bevor Sie mit `mail send` eine E-Mail senden, lesen Sie, [was nötig ist](#voraussetzungen) und
[was es kostet](b.md#preise).

## Voraussetzungen

- Ein Konto bei `example.com`.
- Das Programm `mail`, Version 2.1 oder neuer.
- Platz für mindestens 20 Briefe.

> [!NOTE]
> Version 1 wird nicht mehr unterstützt.

## Das Programm installieren {#install}

1. Laden Sie es herunter:

   ```bash
   curl -O https://example.com/mail.tgz  # die neueste Version
   ```

2. Entpacken Sie es mit `tar`.

| Option | Bedeutung |
|--------|---------|
| `-v`   | Sagt mehr. |
| `-q`   | Sagt nichts. |

## Noch einmal lesen

{{< figure src="mail.png" title="Eine E-Mail" >}}

Wenn nichts hilft, fragen Sie `help@example.com`.
"""
_PLANTED = [
    ("- Platz für mindestens 20 Briefe.\n", "", "block", "A place for at least 20 letters."),
    ("| `-q`   | Sagt nichts. |\n", "", "block", "2 cells of a table"),
    ("> [!NOTE]\n> Version 1 wird nicht mehr unterstützt.\n", "", "block", "2 blocks"),
    ("2. Entpacken Sie es mit `tar`.", "Entpacken Sie es mit `tar`.", "block", "numbered list"),
    ("## Noch einmal", "### Noch einmal", "heading", "level 3"),
    ("## Voraussetzungen", "##Voraussetzungen", "heading", "blank"),
    ("## Das Programm installieren {#install}", "## Das Programm installieren", "anchor", "“install”"),
    ("(#voraussetzungen)", "(#requirements)", "anchor", "#voraussetzungen"),
    ("curl -O", "curl –O", "code-block", "“–O”"),
    ("mail.tgz  #", "post.tgz  #", "code-block", ""),
    ('src="mail.png"', 'src="post.png"', "block", "post.png"),
    ("{{< figure", "{{< abbildung", "block", "abbildung"),
    ("```bash", "```", "code-block", "language"),
    ("weight: 3\n", "gewicht: 3\n", "front-matter", "gewicht"),
    ("weight: 3\n", "weight: drei\n", "front-matter", "a number"),
    ("   ```bash", "   ```sh", "", ""),
    ("# die neueste", "# das neueste", "", ""),
    ('title="Eine E-Mail"', 'title="Ein Brief"', "", ""),
    ("## Noch einmal lesen", "Noch einmal lesen\n---", "", ""),
]


def _findings(source: str, target: str, folder: Path | None = None, *, may_be_stale: bool = False) -> list[Finding]:
    path = f"{folder or 'nowhere'}/content/de/a.md"
    pair = parse_pair(
        target.encode(),
        path,
        "a.md",
        source=source,
        source_path=path.replace("/de/", "/en/"),
        target_locale="de",
        may_be_stale=may_be_stale,
    )
    found = check_bitext(pair, RuleSet(RULES, DOCUMENT_RULES)).findings
    return [finding for finding in found if finding.rule in {rule.name for rule in DOCUMENT_RULES}]


def test_a_right_translation_has_no_fault(tmp_path: Path) -> None:
    assert _findings(_SOURCE, _TARGET, tmp_path) == []


@pytest.mark.parametrize(("right", "wrong", "rule", "said"), _PLANTED)
def test_a_planted_fault_is_one_finding(right: str, wrong: str, rule: str, said: str) -> None:
    assert _TARGET.count(right) == 1
    found = [each for each in _findings(_SOURCE, _TARGET.replace(right, wrong)) if each.certainty > Certainty.POSSIBLE]
    if "post.tgz" in wrong:
        found = _findings(_SOURCE, _TARGET.replace(right, wrong))  # a word of a command might be meant
    assert [finding.rule for finding in found] == ([rule] if rule else [])
    assert all(said in finding.message for finding in found)


@pytest.mark.parametrize("heading", ["## Voraussetzungen", "## Das Programm installieren {#install}"])
def test_a_missing_section_is_one_finding(heading: str) -> None:
    before, _, rest = _TARGET.partition(heading)
    target = before + rest[rest.index("\n## ") + 1 :]
    found = [each for each in _findings(_SOURCE, target) if each.rule != "anchor"]
    assert [finding.rule for finding in found] == ["heading"]


def test_an_extra_paragraph_is_likely_at_most() -> None:
    found = _findings(
        _SOURCE, _TARGET.replace("## Noch", "Das gilt nur in der Schweiz, und sonst nirgends.\n\n## Noch")
    )
    assert [(finding.rule, finding.certainty) for finding in found] == [("block", Certainty.LIKELY)]


def test_a_translation_of_another_version_has_no_certain_fault() -> None:
    old = "\n\n".join(f"Satz {number} mit `code{number}`." for number in range(12)) + "\n"
    new = "\n\n".join(f"Sentence {number} with `code{number}`." for number in range(8, 24)) + "\n"
    found = _findings(new, old)
    assert found
    assert {finding.certainty for finding in found} == {Certainty.POSSIBLE}


def test_a_page_that_says_it_is_stale_has_no_likely_fault_of_structure() -> None:
    stale = _TARGET.replace("weight: 3", "weight: 3\ndrifted_from_default: true")
    found = _findings(_SOURCE, stale.replace("- Platz für mindestens 20 Briefe.\n", ""), may_be_stale=True)
    assert [(finding.rule, finding.certainty) for finding in found] == [("block", Certainty.POSSIBLE)]


@pytest.mark.parametrize("gone", ["- Platz für mindestens 20 Briefe.\n", "## Voraussetzungen\n"])
def test_what_is_missing_is_no_likely_fault_where_nobody_knows_what_was_translated(gone: str) -> None:
    target = _TARGET.replace(gone, "")
    assert any(finding.certainty > Certainty.POSSIBLE for finding in _findings(_SOURCE, target))
    unknown = [finding for finding in _findings(_SOURCE, target, may_be_stale=True) if finding.rule != "anchor"]
    assert unknown
    assert all(finding.certainty is Certainty.POSSIBLE for finding in unknown)


def test_a_run_tells_which_pages_lack_text_that_may_be_younger(tmp_path: Path) -> None:
    for locale, text in (("en", _SOURCE), ("de", _TARGET.replace("- Platz für mindestens 20 Briefe.\n", ""))):
        (tmp_path / "content" / locale).mkdir(parents=True)
        (tmp_path / "content" / locale / "a.md").write_text(text, "utf-8")
    run = l10nqa("check", str(tmp_path / "content/de"), "--select", "block")
    assert "1 document lacks text" in run.stderr
    assert "l10nqa status" in run.stderr
    commit(tmp_path, "one")
    run = l10nqa("check", str(tmp_path / "content/de"), "--select", "block")
    assert "lacks text" not in run.stderr
    assert "20 letters" in run.stdout


def test_a_glossary_may_be_in_the_order_of_its_own_alphabet() -> None:
    names = "Apple Bread Cheese Date Egg Fish Grape Honey".split()
    words = dict(zip(names, "Apfel Brot Käse Dattel Ei Fisch Traube Honig".split(), strict=True))
    source = "".join(f"## {name}\n\nSee `{name}Code` and [it](https://e.x/{name}).\n\n" for name in names)
    order = sorted(names, key=lambda name: words[name])
    target = "".join(f"## {words[name]}\n\nSiehe `{name}Code` und [es](https://e.x/{name}).\n\n" for name in order)
    assert [finding for finding in _findings(source, target) if finding.certainty > Certainty.POSSIBLE] == []


def test_links_to_other_pages_are_repaired_and_the_source_is_never_written(tmp_path: Path) -> None:
    for locale in ("en", "de"):
        (tmp_path / "content" / locale).mkdir(parents=True)
    english, german = tmp_path / "content/en", tmp_path / "content/de"
    (english / "a.md").write_text(_SOURCE, "utf-8")
    (german / "a.md").write_text(_TARGET.replace("b.md#preise", "b.md#prices").replace("##", "##"), "utf-8")
    (english / "b.md").write_text("# B\n\n## Places\n\nText.\n\n## Prices\n\nText.\n", "utf-8")
    (german / "b.md").write_text("# B\n\n## Orte\n\nText.\n\n## Preise\n\nText.\n", "utf-8")
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.md")}
    diff = l10nqa("fix", str(german), "--select", "anchor").stdout
    assert [line for line in diff.splitlines() if line.startswith("+") and "b.md" in line]
    assert l10nqa("fix", str(german), "--select", "anchor", "--write").returncode == 0
    changed = {file.name: file.read_text("utf-8") for file in before if file.read_bytes() != before[file]}
    assert changed == {"a.md": _TARGET}
    assert l10nqa("check", str(german), "--select", "anchor").returncode == 0


def test_only_changed_lines_have_the_faults_of_a_document_repaired(tmp_path: Path) -> None:
    for locale in ("en", "de"):
        (tmp_path / "content" / locale).mkdir(parents=True)
    german = tmp_path / "content/de"
    text = "# A\n\n{first}\n\n## {name} {{#setup}}\n\nUnd {link}.\n"
    (tmp_path / "content/en/a.md").write_text(
        "# A\n\nSee [this](#setup).\n\n## Setup\n\nAnd [that](#setup).\n", "utf-8"
    )
    old = text.format(first="Siehe [dies](#Einrichtung).", name="Einrichtung", link="[das](#setup)")
    (german / "a.md").write_text(old, "utf-8")
    commit(tmp_path, "one")
    (german / "a.md").write_text(old.replace("Und [das](#setup)", "Und [das](#Einrichtung)"), "utf-8")
    options = ("--select", "anchor", "--changed-since", "HEAD")
    found = l10nqa("check", str(german), *options, "--format", "concise").stdout.splitlines()
    assert [line.split(":")[1] for line in found if "anchor" in line] == ["7"]
    l10nqa("fix", str(german), *options, "--write")
    assert (german / "a.md").read_text("utf-8") == old
    assert "anchor" in l10nqa("check", str(german), "--select", "anchor").stdout


def test_an_address_is_right_that_leads_to_the_translation_of_its_page(tmp_path: Path) -> None:
    for locale in ("en", "de"):
        (tmp_path / "content" / locale).mkdir(parents=True)
        (tmp_path / "content" / locale / "b.md").write_text("# B\n")
    (tmp_path / "content/en/a.md").write_text("[A](/b/#c), [D][d] and [E](/b/).\n\n[d]: /b/\n")
    for addresses, status in (("(/de/b/#x), [D][de] und [E](/de/b/)", 0), ("(/de/z/#x), [D][de] und [E](/b/)", 1)):
        (tmp_path / "content/de/a.md").write_text(f"[A]{addresses}.\n\n[de]: /b/\n")
        run = l10nqa("check", str(tmp_path / "content/de"), "--select", "link-target")
        assert run.returncode == status, run.stdout


def test_the_site_can_be_configured(tmp_path: Path) -> None:
    for locale, text in (("en", "[A](#getting-started)\n\n## Getting started\n"), ("ja", "[A](#x)\n\n## 始めに\n")):
        (tmp_path / locale).mkdir()
        (tmp_path / locale / "a.md").write_text(text, "utf-8")
    configuration = tmp_path / "l10nqa.toml"
    (tmp_path / "ja/a.md").write_text("[A](#getting-started)\n\n## 始めに\n", "utf-8")
    for site, name in (("github", "始めに"), ("mkdocs", "_1")):
        configuration.write_text(f'[rules.anchor]\nsite = "{site}"\n')
        run = l10nqa("fix", str(tmp_path / "ja"), "--source", str(tmp_path / "en"), "--config", str(configuration))
        assert f"+[A](#{name})" in run.stdout
    configuration.write_text('[rules.anchor]\nsite = "wordpress"\n')
    run = l10nqa("check", str(tmp_path / "ja"), "--source", str(tmp_path / "en"), "--config", str(configuration))
    assert run.returncode == 2
    assert "is one of github, hugo" in run.stderr


def test_where_lines_break_around_a_shortcode_is_nobodys_business() -> None:
    source = "# A\n\n{{% option %}} Set `a` to `false`. {{% /option %}}\n\nThen save `b`.\n"
    target = "# A\n\n{{% option %}} `a` auf `false` setzen.\n{{% /option %}}\n\nDann `b` speichern.\n"
    assert _findings(source, target) == []
