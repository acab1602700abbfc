"""Law 4: text put in before a segment changes no fingerprint; a new translation changes those of its segment only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from bilingual import CORPORA, LOCALES, markup, parsed
from l10nqa.engine import check_bitext
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path

    from l10nqa.model import CheckedDocument

_DOCUMENTS = [file for locale in LOCALES for file in sorted((CORPORA / locale).rglob("*.md"))]
_PARAGRAPH = "\n" + markup("0f0f0-901", "Jauna rindkopa.", "A new paragraph.") + "\n"


def check_text(text: str, path: str) -> CheckedDocument:
    return check_bitext(parsed(text, path), BUILT_IN)


def behind_front_matter(text: str) -> int:
    return text.index("\n---", 3) + len("\n---\n") if text.startswith("---") else 0


def fingerprints(result: CheckedDocument) -> Counter[str]:
    return Counter(finding.fingerprint for finding in result.findings)


@pytest.mark.parametrize("file", _DOCUMENTS, ids=lambda file: f"{file.parts[-3]}/{file.name}")
def test_a_paragraph_at_the_top_makes_no_finding_new(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    at = behind_front_matter(text)
    before, after = (check_text(each, file.as_posix()) for each in (text, text[:at] + _PARAGRAPH + text[at:]))
    assert after.segments == before.segments + 1
    assert fingerprints(before) <= fingerprints(after)
    # What the paragraph itself is reported for (in Arabic its Latin letters) is not among the old ones.
    added = [finding for finding in after.findings if finding.segment == "0f0f0-901"]
    assert len(after.findings) == len(before.findings) + len(added)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_new_translation_changes_the_findings_of_its_segment_and_no_others(locale: str) -> None:
    tried = 0
    for file in sorted((CORPORA / locale).rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        before = check_text(text, file.as_posix())
        for segment in {finding.segment for finding in before.findings if finding.segment}:
            start = text.index(f'data-ttu-id="{segment}">') + len(f'data-ttu-id="{segment}">')
            after = check_text(text[:start] + "Zz " + text[start:], file.as_posix())
            others = [{f.fingerprint for f in each.findings if f.segment != segment} for each in (before, after)]
            own = [{f.fingerprint for f in each.findings if f.segment == segment} for each in (before, after)]
            assert others[0] == others[1]
            assert not own[0] & own[1]
            tried += 1
    assert tried
