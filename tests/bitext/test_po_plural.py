"""Plural forms: which numbers they are for, by gettext's own expressions and by CLDR."""

from __future__ import annotations

import gettext

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgfmt import HEADER

from l10nqa.bitext.plural_forms import evaluated, forms_of
from l10nqa.bitext.po import parse_po

_ARABIC = "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"
_POLISH = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
_RUSSIAN = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"


@pytest.mark.parametrize(
    ("header", "locale", "omitting", "singular"),
    [
        ("nplurals=2; plural=n != 1;", "de", [True, False], [True, False]),
        ("nplurals=2; plural=(n > 1);", "fr", [True, False], [False, False]),  # 0 and 1
        ("nplurals=1; plural=0;", "ja", [False], [False]),
        (_ARABIC, "ar", [True, True, True, False, False, False], [False, True, False, False, False, False]),
        (_POLISH, "pl", [True, False, False], [True, False, False]),
        (_RUSSIAN, "ru", [False, False, False], [False, False, False]),  # 1, 21, 31 …
        # Without a header, by CLDR.
        ("", "ru", [False, False, False], [False, False, False]),
        ("", "pl", [True, False, False], [True, False, False]),
        ("", "lt", [False, False, False], [False, False, False]),
        ("", "es", [True, False], [True, False]),  # the form for millions is none of a PO file of two forms
        ("", "ja", [False], [False]),
        # A header that nobody filled in, one that is wrong, one that is an attack.
        ("nplurals=INTEGER; plural=EXPRESSION;", "und", [True, False], [True, False]),
        ("nplurals=2; plural=n/0;", "de", [True, False], [True, False]),
        ("nplurals=2; plural=n;", "de", [True, False], [True, False]),
        ("nplurals=2; plural=" + "(" * 400 + "n" + ")" * 400, "de", [True, False], [True, False]),
        ("nplurals=2; plural=" + "!" * 900 + "n", "de", [True, False], [True, False]),
        ("nplurals=2; plural=__import__('os')", "de", [True, False], [True, False]),
        # More forms than anybody knows of.
        ("", "de", [False] * 5, [False] * 5),
    ],
)
def test_a_form_may_omit_the_number_where_only_one_number_has_it(
    header: str, locale: str, omitting: list[bool], singular: list[bool]
) -> None:
    forms = forms_of(header, locale, len(omitting))
    assert [form.plural.form for form in forms] == list(range(len(omitting)))
    assert [form.plural.may_omit_number for form in forms] == omitting
    assert [form.is_singular for form in forms] == singular


def _operations(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "+", "*", "%"])
    return st.one_of(
        st.tuples(inner, binary, inner).map(" ".join),
        st.tuples(inner, inner, inner).map(lambda each: f"({each[0]} ? {each[1]} : {each[2]})"),
        inner.map(lambda each: f"({each})"),
        inner.map(lambda each: f"(!({each}))"),
        # Python's own parser makes `or` and `and` of these, whose value is not 1 or 0.
        st.tuples(inner, st.sampled_from(["||", "&&"]), inner).map(
            lambda each: f"((!({each[0]})) {each[1]} (!({each[2]})))"
        ),
    )


_expressions = st.recursive(st.sampled_from(["n", "1", "2", "10", "100"]), _operations, max_leaves=8)


@given(_expressions)
def test_expressions_are_evaluated_as_python_evaluates_those_of_gettext(expression: str) -> None:
    evaluate = evaluated(expression)
    theirs = gettext.c2py(expression)
    for number in (0, 1, 2, 5, 11, 21, 100, 1000):
        try:
            expected = int(theirs(number))
        except ZeroDivisionError:
            with pytest.raises(ZeroDivisionError):
                evaluate(number)
        else:
            assert evaluate(number) == expected


@given(st.text("n0129?:|&=!<>+-*/%() ", max_size=30))
def test_any_expression_gives_forms(expression: str) -> None:
    assert len(forms_of(f"nplurals=2; plural={expression};", "de", 2)) == 2


def test_each_form_is_a_segment_with_its_own_source() -> None:
    header = HEADER.replace('"Language: lv', f'"Plural-Forms: {_POLISH}\\n"\n"Language: pl')
    entry = 'msgid "One file"\nmsgid_plural "%d files"\nmsgstr[0] "Jeden plik"\nmsgstr[1] "%d pliki"\nmsgstr[2] ""\n'
    segments = parse_po((header + entry).encode(), "x.po", "x.po").segments
    assert [(each.id, each.source, each.target) for each in segments] == [
        ("1[0]", "One file", "Jeden plik"),
        ("1[1]", "%d files", "%d pliki"),
        ("1[2]", "%d files", ""),
    ]
    assert [each.state.value for each in segments] == ["translated", "translated", "untranslated"]
    assert [each.plural and (each.plural.form, each.plural.forms) for each in segments] == [(0, 3), (1, 3), (2, 3)]
