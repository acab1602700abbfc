"""Findings for tests of the report, of all rules, grades and statuses."""

from __future__ import annotations

from l10nqa.model import CheckedDocument, Decision, Edit, Finding, Fix, Spot, Suppression
from l10nqa.quality import Certainty, Severity

__all__ = ["HOSTILE", "document", "finding"]

HOSTILE = (
    "</script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">"
    "<svg onload=document.title='run'><!--<script>'\"><a href=\"javascript:document.title='run'\">x</a>\u2028]]>{{7*7}}"
    "<link rel=stylesheet href=http://127.0.0.1:9/x><iframe src=http://127.0.0.1:9/y></iframe>"
)


def finding(number: int, text: str = "Ein **Wort**.", path: str = "docs/a.md") -> Finding:
    return Finding(
        path=path,
        segment=f"{number}-{text}",
        rule=("spacing", "number", "code")[number % 3],
        severity=list(Severity)[number % 3],
        certainty=list(Certainty)[1 + number % 2],
        message=f"message {number} {text}",
        line=number + 1,
        column=1,
        source=Spot(0, 1, text[0]),
        target=Spot(1, 3, text[1:3]),
        fix=Fix(safe=True, edits=(Edit(1, 3, text),), result=text[0] + text + text[3:]) if number % 2 else None,
        fingerprint=str(number),
        source_text=text,
        target_text=text,
        suppression=Suppression(Decision.FALSE_ALARM, text, "a", "2026-11-24") if number % 10 == 9 else None,
        is_known=number % 10 == 8,
    )


def document(locale: str, *findings: Finding, path: str = "docs/a.md") -> CheckedDocument:
    return CheckedDocument(path, 100, 1000, findings, (), (), "en-US", locale, "MT")
