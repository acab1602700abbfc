"""The direction in which a script is written."""

from __future__ import annotations

from l10nqa.locale.scripts import script_of

__all__ = ["direction_of"]

# ISO 15924 codes of the scripts whose letters have the bidirectional class R or AL (Unicode Character Database).
_RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh"
    " Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sidt Sogd Sogo Syrc Thaa Todr Yezi".split()
)


def direction_of(locale: str) -> str:
    """Return the direction of the script of a locale as HTML names it: `rtl`, `ltr`, or `auto` if it is unknown."""
    script = script_of(locale)
    if not script:
        return "auto"
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"
