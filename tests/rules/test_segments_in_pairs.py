"""What a pair of documents tells rules about its sentences: examples that were translated, brackets of a block."""

from __future__ import annotations

import pytest

from l10nqa.bitext.pairs import parse_pair
from l10nqa.engine import check_bitext
from l10nqa.quality import Certainty
from l10nqa.rules import DOCUMENT_RULES, RULES
from l10nqa.ruleset import RuleSet


def _found(source: str, target: str, rule: str, locale: str = "pt") -> list[tuple[str, Certainty]]:
    pair = parse_pair(
        target.encode(), "content/pt/a.md", "a.md", source=source, source_path="content/en/a.md", target_locale=locale
    )
    found = check_bitext(pair, RuleSet(RULES, DOCUMENT_RULES)).findings
    return [(finding.target_text, finding.certainty) for finding in found if finding.rule == rule and finding.segment]


_BLOCK = '```json\n{ "name": "%s", "id": 7 }\n```\n\n'


def test_code_that_the_example_has_in_the_language_of_the_target_is_right() -> None:
    source = _BLOCK % "hello" + "The span `hello` has an id.\n"
    right = _BLOCK % "olá" + "O trecho `olá` tem um id.\n"
    assert _found(source, right, "code") == []
    assert _found(source, right.replace("`olá`", "`ola`"), "code")
    assert _found(source, _BLOCK % "hello" + "O trecho `olá` tem um id.\n", "code")


def test_code_that_is_renamed_everywhere_is_likely_and_not_put_back() -> None:
    source = "Call `get_item`.\n\nThen `get_item` returns.\n"
    target = "Chame `obter_item`.\n\nEntão `obter_item` retorna.\n"
    assert {certainty for _, certainty in _found(source, target, "code")} == {Certainty.LIKELY}
    once = target.replace("Então `obter_item`", "Então `get_item`")
    assert {certainty for _, certainty in _found(source, once, "code")} == {Certainty.CERTAIN}


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("I said this is great. It is what we need.\n", "「これは素晴らしい。まさに必要なものだ」と思いました。\n"),
        ("I saw it (at Boats Ltd. and elsewhere). Good.\n", "見ました（Boats Ltd. とほか）。良い。\n"),
    ],
)
def test_a_bracket_may_close_in_another_sentence_of_the_block(source: str, target: str) -> None:
    assert _found(source, target, "bracket", "ja") == []
    closing = "」" if "」" in target else "）"
    assert len(_found(source, target.replace(closing, ""), "bracket", "ja")) == 1


def test_a_bracket_of_another_block_closes_nothing() -> None:
    source, target = "I saw it. Good.\n\nSo did she. Fine.\n", "「見ました。良い。\n\n彼女も」見ました。良い。\n"
    assert len(_found(source, target, "bracket", "ja")) == 2
