"""Plural forms in XLIFF, which has no element for them: each form is a unit that says of which message it is.

Units below a `group` of the type `x-gettext-plurals` are the forms of gettext in their order (translate-toolkit, Neos,
php-gettext). Xcode writes a form as the unit `key|==|plural.one`, or of a `stringsdict` as `key:dict/one:dict/:string`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from l10nqa.bitext.plural_forms import forms_of
from l10nqa.model import Plural

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from l10nqa.safe_xml import Element

__all__ = ["plural_of"]

_GROUPS = frozenset({"x-gettext-plurals", "x-gettext-plural", "x-plurals", "x-android-plurals"})
_CATEGORY = re.compile(
    r"(?P<key>.*\|==\|(?:.*\.)?plural\.|.*:dict/)(?P<category>zero|one|two|few|many|other)(?P<suffix>:dict/:string)?\Z",
    re.DOTALL,
)
_MOST_FORMS = 20
"""Children of a group that are looked at: no language has so many forms."""
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_NUMBERS = range(201)
"""Enough to meet every rule of CLDR for integers below a million."""


def plural_of(unit: Element, locale: str, ids: Collection[str]) -> Plural | None:
    """Return which plural form of the locale a unit is; None where it is none. `ids` are those of all units."""
    parent = unit.parent
    if parent is not None and parent.name == "group" and parent.get("restype") in _GROUPS:
        forms = [each for each in parent.children[:_MOST_FORMS] if each.name == unit.name]
        index = next((index for index, each in enumerate(forms) if each is unit), None)
        return None if index is None else forms_of("", locale, len(forms))[index].plural
    found = _CATEGORY.match(unit.get("id"))
    return _of_category(found, locale, ids) if found else None


def _of_category(found: re.Match[str], locale: str, ids: Collection[str]) -> Plural:
    category, suffix = found["category"], found["suffix"] or ""
    there = [each for each in _CATEGORIES if f"{found['key']}{each}{suffix}" in ids]
    numbers = _numbers(locale).get(category, ())
    # Xcode has the forms `zero` and `two` for these numbers, whatever the language.
    is_single = category in ("zero", "two") or _is_single(numbers) or (category == "one" and not numbers)
    return Plural(there.index(category), len(there), is_single)


def _is_single(numbers: Sequence[int]) -> bool:
    # French and its like have one form for 0 and 1, of which a text without the number is usual ("un fichier").
    return len(numbers) == 1 or list(numbers) == [0, 1]


@lru_cache(maxsize=100)
def _numbers(locale: str) -> dict[str, tuple[int, ...]]:
    """Return the numbers of each category of the locale in CLDR; nothing for a locale that it does not know."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - takes 50 ms, and few files need it

    try:
        rule = Locale.parse(locale, sep="-").plural_form
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    found: dict[str, list[int]] = {}
    for number in _NUMBERS:
        found.setdefault(rule(number), []).append(number)
    return {category: tuple(found.get(category, ())) for category in _CATEGORIES}
