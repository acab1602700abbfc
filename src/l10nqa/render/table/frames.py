"""The findings and their figures as pandas frames. Columns are a contract: more may follow, none is renamed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from l10nqa.quality import Severity
from l10nqa.ruleset import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from l10nqa.model import CheckedDocument, Finding
    from l10nqa.ruleset import RuleSet

__all__ = ["TEXTS", "figure_frames", "findings_frame"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBERS = ("line", "column", "source_start", "source_end", "target_start", "target_end")
TEXTS = (
    "path segment rule category severity certainty message source source_marked target target_marked fix fix_result "
    "fingerprint source_locale target_locale origin"
).split()
"""The columns of texts."""
_COLUMNS = (
    "path line column segment rule category severity certainty message source target source_start source_end "
    "source_marked target_start target_end target_marked fix fix_result fingerprint source_locale target_locale origin"
).split()


def findings_frame(results: Iterable[CheckedDocument], rules: RuleSet = BUILT_IN) -> pd.DataFrame:
    """Return one row for each finding; `fix` is `safe`, `suggested` or missing."""
    categories = _categories(rules)
    rows = [_row(finding, result, categories) for result in results for finding in result.findings]
    types = dict.fromkeys(TEXTS, "str") | dict.fromkeys(_NUMBERS, "Int64")
    frame: pd.DataFrame = _pandas().DataFrame(rows, columns=_COLUMNS)
    return frame.astype(types)


def figure_frames(results: Sequence[CheckedDocument], rules: RuleSet = BUILT_IN) -> dict[str, pd.DataFrame]:
    """Return the figures by file, by rule, and by locale and origin, including documents and rules without findings."""
    words = sum(result.words for result in results)
    found = [finding for result in results for finding in result.findings]
    files = [{"path": _fit(result.path), **_locales(result), **_figures([result])} for result in results]
    return {
        "files": _pandas().DataFrame(files, columns=["path", *_LOCALES, *_FIGURES]),
        "rules": _pandas().DataFrame(_rule_rows(found, words, rules), columns=_RULE_COLUMNS),
        "locales": _pandas().DataFrame(_locale_rows(results), columns=[*_LOCALES, "documents", *_FIGURES]),
    }


_LOCALES = ("source_locale", "target_locale", "origin")
_FIGURES = ("segments", "words", "findings", *(severity.value for severity in Severity), "per_1000_words", "unread")
_RULE_COLUMNS = ("rule", "category", "severity", "findings", "documents", "per_1000_words")


def _pandas() -> Any:
    # Imported when it is needed, because it takes half a second.
    import pandas as pd  # noqa: PLC0415

    return pd


def _categories(rules: RuleSet) -> dict[str, str]:
    return {rule.name: rule.category.value for rule in rules.all}


def _row(finding: Finding, result: CheckedDocument, categories: Mapping[str, str]) -> dict[str, Any]:
    source, target, fix = finding.source, finding.target, finding.fix
    row = {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "segment": finding.segment,
        "rule": finding.rule,
        "category": categories.get(finding.rule),
        "severity": finding.severity.value,
        "certainty": finding.certainty.value,
        "message": finding.message,
        "source": finding.source_text,
        "target": finding.target_text,
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
        "source_marked": source.text if source else None,
        "target_start": target.start if target else None,
        "target_end": target.end if target else None,
        "target_marked": target.text if target else None,
        "fix": ("safe" if fix.safe else "suggested") if fix else None,
        "fix_result": fix.result if fix else None,
        "fingerprint": finding.fingerprint,
        **_locales(result),
    }
    return {name: _fit(value) if isinstance(value, str) else value for name, value in row.items()}


def _locales(result: CheckedDocument) -> dict[str, str | None]:
    return {"source_locale": result.source_locale, "target_locale": result.target_locale, "origin": result.origin}


def _figures(results: Sequence[CheckedDocument]) -> dict[str, int | float]:
    words = sum(result.words for result in results)
    severities = Counter(finding.severity for result in results for finding in result.findings)
    return {
        "segments": sum(result.segments for result in results),
        "words": words,
        "findings": severities.total(),
        **{severity.value: severities[severity] for severity in Severity},
        "per_1000_words": _rate(severities.total(), words),
        "unread": sum(len(result.problems) for result in results),
    }


def _rule_rows(findings: Sequence[Finding], words: int, rules: RuleSet) -> Iterator[dict[str, Any]]:
    severities = {rule.name: rule.severity for rule in rules.all} | {f.rule: f.severity for f in findings}
    categories = _categories(rules)
    counts = Counter(finding.rule for finding in findings)
    documents = Counter(rule for rule, _ in {(finding.rule, finding.path) for finding in findings})
    for rule, severity in severities.items():
        yield {
            "rule": rule,
            "category": categories.get(rule),
            "severity": severity.value,
            "findings": counts[rule],
            "documents": documents[rule],
            "per_1000_words": _rate(counts[rule], words),
        }


def _locale_rows(results: Iterable[CheckedDocument]) -> Iterator[dict[str, Any]]:
    groups: dict[Hashable, list[CheckedDocument]] = {}
    for result in results:
        groups.setdefault(tuple(_locales(result).values()), []).append(result)
    for group in groups.values():
        yield {**_locales(group[0]), "documents": len(group), **_figures(group)}


def _rate(found: int, words: int) -> float:
    return round(1000 * found / words, 3) if words else 0.0


def _fit(text: str) -> str:
    """Return the text with U+FFFD for bytes that were not UTF-8, which tables cannot hold."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
