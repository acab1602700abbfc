"""Locale names as other tools spell them, to and from BCP 47."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["canonical", "from_posix", "to_posix"]

# GNU gettext manual, "Locale Names": scripts are written out, as a modifier.
_MODIFIERS = {"Arab": "arabic", "Cyrl": "cyrillic", "Deva": "devanagari", "Latn": "latin"}
_SCRIPTS = {modifier: script for script, modifier in _MODIFIERS.items()}
# gettext tells the two Chinese scripts by region.
_CHINESE = {"Hans": "CN", "Hant": "TW"}


@lru_cache(1_000)  # a file of a million units has a few
def canonical(tag: str) -> str:
    """Return a BCP 47 tag in its usual capitals: `EN_us` becomes `en-US`, `sr-latn-rs` becomes `sr-Latn-RS`."""
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *map(_subtag, rest)])


def to_posix(tag: str) -> str:
    """Return the name that gettext has for a BCP 47 tag: `lv_LV`, `sr_RS@latin`, `zh_TW`."""
    language, *rest = canonical(tag).split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next(
        (part for part in rest if len(part) in (2, 3) and (part.isupper() or part.isdecimal())),
        _CHINESE.get(script, ""),
    )
    modifier = _MODIFIERS.get(script, "")
    return language + (f"_{region}" if region else "") + (f"@{modifier}" if modifier else "")


def from_posix(name: str) -> str:
    """Return the BCP 47 tag for a name that gettext has for a locale; an encoding in it is dropped."""
    name, _, modifier = name.partition("@")
    language, *rest = name.partition(".")[0].replace("_", "-").split("-")
    script = [_SCRIPTS[modifier]] if modifier in _SCRIPTS else []
    return canonical("-".join([language, *script, *rest]))


def _subtag(part: str) -> str:
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part.lower()
