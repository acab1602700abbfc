"""Which texts of a file of several locales are meant, where the caller names one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.errors import InputError
from l10nqa.locale import UNKNOWN_LOCALE
from l10nqa.locale.names import canonical
from l10nqa.text import count_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["chosen_locales", "is_chosen", "left_out_of_other_locale"]


def chosen_locales(locales: Collection[str], given: str | None) -> Mapping[str, str]:
    """Return the locales of a file that a given one asks for, each with the locale that its texts are taken for.

    The only locale of a file is overruled, whatever it is: its author may have named it wrongly or not at all. Of
    several, the given one is chosen; a language alone chooses all its locales, and where the file does not have the
    given region, the others of its language stand in for it. Texts of no locale (`und`) are always taken for the given
    one. Without a given locale all are chosen.
    """
    if given is None:
        return {locale: locale for locale in locales}
    tag = canonical(given)
    named = [locale for locale in locales if locale != UNKNOWN_LOCALE]
    unnamed = dict.fromkeys(set(locales) - set(named), tag)
    if len(named) <= 1:
        return dict.fromkeys(named, tag) | unnamed
    chosen = {locale: locale for locale in named if is_chosen(locale, tag)}
    language = tag.partition("-")[0]
    return (chosen or {locale: tag for locale in named if locale.partition("-")[0] == language}) | unnamed


def is_chosen(locale: str, tag: str) -> bool:
    """Tell whether a locale is the one of the tag, or one of the language that the tag is."""
    return locale == tag or ("-" not in tag and locale.partition("-")[0] == tag)


def left_out_of_other_locale(path: str, count: int, source_locale: str, target_locale: str) -> InputError:
    """Return the remark that texts of a file are left out because they are in another locale than the given one."""
    others = f"from {source_locale} into {target_locale}"
    return InputError(f"{count_of(count, 'translation')} {others} left out: another locale was asked for", path=path)
