"""A shelf gives back the lexicons that were put in, however few of them are unpacked."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.lexicon import Lexicon, LexiconShelf, learn

_LOCALES = ("ar", "de", "ja", "lv", "th")
_LEARNED: dict[str, Lexicon] = {
    locale: learn((f"Open **file {number}** now.", f"{locale} **{number}** {locale}.") for number in range(5))
    for locale in _LOCALES
}


@given(st.integers(1, 6), st.lists(st.sampled_from(_LOCALES)), st.booleans(), st.booleans())
def test_what_was_put_in_comes_out(unpacked: int, asked: list[str], is_sent: bool, is_stored: bool) -> None:  # noqa: FBT001
    shelf = LexiconShelf(unpacked)
    for locale, lexicon in _LEARNED.items():
        shelf.add(locale, lexicon, lexicon.dump() if is_stored else None)  # a memory holds it packed
    if is_sent:  # to a worker
        shelf = pickle.loads(pickle.dumps(shelf))
    shelf.add_packed("lv", _LEARNED["lv"].dump())  # as a worker sends it
    assert list(shelf) == list(_LOCALES)
    for locale in asked:
        assert shelf[locale].dump() == _LEARNED[locale].dump()
        assert shelf[locale] is shelf.get(locale)
    assert len(shelf._unpacked) <= unpacked


def test_a_locale_that_nothing_was_learned_of_has_none() -> None:
    shelf = LexiconShelf()
    assert shelf.get("de") is None
    assert "de" not in shelf
    with pytest.raises(KeyError):
        shelf["de"]
    shelf.add("de", Lexicon())
    shelf.add("de", _LEARNED["de"])
    assert len(shelf) == 1
    assert shelf["de"] is _LEARNED["de"]
