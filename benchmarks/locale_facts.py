"""Write the facts of languages that l10nqa.locale ships: from CLDR, through Babel and ICU.

By hand, in an environment with `pip install babel icukit-pyicu` and this project's `src` on the path:

    PYTHONPATH=src python benchmarks/locale_facts.py

Babel has the locales, names and patterns of CLDR; ICU has what Babel leaves out: delimiters, exemplar punctuation,
likely scripts, exceptions to sentence breaks, and the rules that spell numbers out. What comes out is one row a locale,
holding what differs from the row of the locale that it is a part of (`de-CH` of `de`), in data/locales.tsv; number
words, which take the most room and are rarely asked for, have a file of their own.
"""

from __future__ import annotations

import contextlib
import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icu  # type: ignore[import-not-found,unused-ignore]
import regex
from babel.core import get_global
from babel.localedata import LocaleDataDict, load, locale_identifiers

from l10nqa.locale.spelled import normal_form, sum_of_words

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent / "src/l10nqa/locale/data"
UNITS = {
    "digital": "bit byte kilobit kilobyte megabit megabyte gigabit gigabyte terabit terabyte petabyte",
    "duration": "nanosecond microsecond millisecond second minute hour day week month quarter year decade century",
    "frequency": "hertz kilohertz megahertz gigahertz",
    "length": "millimeter centimeter meter kilometer inch foot yard mile",
    "mass": "milligram gram kilogram tonne ounce pound",
    "temperature": "celsius fahrenheit",
    "concentr": "percent permille",
    "graphics": "pixel",
}
QUOTES = (
    icu.ULocaleDataDelimiterType.QUOTATION_START,
    icu.ULocaleDataDelimiterType.QUOTATION_END,
    icu.ULocaleDataDelimiterType.ALT_QUOTATION_START,
    icu.ULocaleDataDelimiterType.ALT_QUOTATION_END,
)
ABBREVIATED = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.(?!\w)")
QUOTED = re.compile(r"'([^']+'?\.?)")
COMMAS = "၊᭞꧈،߸᠂᠈꘍፣꓾꛵、､﹐﹑⹁⹌⸲⸴，﹑𑱂"
COLONS = "៖፦᭝꧇᠄︰﹕：꛴"


def marks() -> dict[str, str]:
    """Return all marks of Unicode that end a sentence or part of it, with the Latin mark each corresponds to."""
    ends, parts = regex.compile(r"\p{Sentence_Terminal}"), regex.compile(r"\p{Terminal_Punctuation}")
    found = {}
    for code in range(0x21, 0x20000):
        character = chr(code)
        if (
            not parts.match(character)
            and not ends.match(character)
            and "QUESTION MARK" not in unicodedata.name(character, "")
        ):
            continue
        kind = latin_mark(character, unicodedata.name(character, ""), ends=bool(ends.match(character)))
        if kind:
            found[character] = kind
    return found


def latin_mark(  # noqa: PLR0911 - one answer a line
    character: str, name: str, *, ends: bool
) -> str:
    if unicodedata.category(character)[0] != "P" or "INVERTED" in name or "TAG " in name:
        return ""
    if (
        "QUESTION EXCLAMATION" in name
        or "EXCLAMATION QUESTION" in name
        or "DOUBLE QUESTION" in name
        or "INTERROBANG" in name
    ):
        return "?"
    if "QUESTION" in name or character == "\u037e":
        return "?"
    if "EXCLAMATION" in name:
        return "!"
    if "SEMICOLON" in name or character == "\u0387":
        return ";"
    if character in COMMAS or "COMMA" in name:
        return ","
    if character in COLONS or "COLON" in name or character == "\u05c3":
        return ":"
    return "." if ends or name in {"TIBETAN MARK SHAD", "TIBETAN MARK NYIS SHAD"} else ""


def icu_name(identifier: str) -> str:
    return identifier.replace("-", "_")


def row(identifier: str, all_marks: dict[str, str]) -> dict[str, Any]:
    """Return the facts of one locale."""
    data = LocaleDataDict(load(identifier))  # type: ignore[arg-type]
    tag = icu.Locale(icu_name(identifier))
    facts: dict[str, Any] = {"script": icu.Locale.addLikelySubtags(tag).getScript() or "Latn"}
    local = icu.LocaleData(icu_name(identifier))
    facts["quotes"] = [local.getDelimiter(kind) for kind in QUOTES]
    in_use = icu.UnicodeSet(str(local.getExemplarSet(0, icu.ULocaleDataExemplarSetType.PUNCTUATION)))
    facts["marks"] = "".join(mark for mark in all_marks if in_use.contains(mark))
    symbols = data["number_symbols"]
    system = str(data["default_numbering_system"])
    used = [one for one in (system, "latn") if one in symbols]
    facts["decimal"] = sorted({str(symbols[one].get("decimal", ".")) for one in used})
    facts["group"] = sorted({str(symbols[one].get("group", ",")) for one in used})
    facts["system"] = system
    facts["months"] = names(data["months"])
    facts["days"] = names(data["days"])
    facts["periods"] = periods(data["day_periods"])
    facts["scales"] = scales(data["compact_decimal_formats"])
    facts["units"] = units(data["unit_patterns"])
    facts["abbreviations"] = abbreviations(data, icu_name(identifier))
    return facts


def abbreviations(data: Any, name: str) -> str:
    """Return the words that are written with a full stop: those of names and patterns, and ICU's list of exceptions."""
    found: set[str] = set()
    for key in (
        "months",
        "days",
        "quarters",
        "eras",
        "day_periods",
        "unit_patterns",
        "compact_decimal_formats",
        "date_fields",
    ):
        for text in strings(data.get(key)):
            found.update(ABBREVIATED.findall(text))
    for text in [*strings(data["date_formats"]), *strings(data["datetime_skeletons"])]:
        for literal in QUOTED.findall(text):
            found.update(ABBREVIATED.findall(literal.replace("'", "")))
    bundle = icu.ResourceBundle("icudt78l-brkitr", icu.Locale(name))
    if bundle.getLocale().getLanguage() == icu.Locale(name).getLanguage():
        with contextlib.suppress(icu.ICUError):
            listed = bundle.get("exceptions").get("SentenceBreak")
            found.update(str(listed.get(index).getString()).strip(". ") for index in range(listed.getSize()))
    return " ".join(sorted({normal_form(word).rpartition(" ")[2] for word in found if word and not word.isdigit()}))


def strings(node: Any) -> Iterator[str]:
    """Yield all texts below a node of Babel's data."""
    if isinstance(node, str):
        yield node
    elif hasattr(node, "items"):
        for key in node:
            yield from strings(node[key])
    elif hasattr(node, "pattern"):
        yield str(node.pattern)


def names(contexts: Any) -> dict[str, list[int]]:
    """Return the names of months or days, each with the numbers it is the name of."""
    found: dict[str, set[int]] = defaultdict(set)
    for widths in contexts.values():
        for width, by_number in resolved(widths).items():
            if width not in {"narrow", "short"}:
                for number, name in by_number.items():
                    plain = normal_form(str(name)).strip(". ")
                    if not plain.isdigit() and not any(map(str.isdigit, plain)):
                        found[plain].add(int(number))
    return {name: sorted(numbers) for name, numbers in sorted(found.items())}


def resolved(widths: Any) -> dict[str, Any]:
    return {width: widths[width] for width in widths if hasattr(widths[width], "items")}


def periods(contexts: Any) -> dict[str, str]:
    """Return the words for the halves of the day."""
    found = {}
    for widths in contexts.values():
        for width, by_name in resolved(widths).items():
            for period in ("am", "pm", "noon", "midnight"):
                if width != "narrow" and period in by_name:
                    found[normal_form(str(by_name[period]))] = period
    return dict(sorted(found.items()))


def scales(formats: Any) -> dict[str, list[int]]:
    """Return the words and signs that multiply the number beside them, as powers of ten."""
    found: dict[str, set[int]] = defaultdict(set)
    for by_plural in resolved(formats).values():
        for patterns in by_plural.values():
            for size, pattern in patterns.items():
                text = getattr(pattern, "pattern", str(pattern)).partition(";")[0]
                zeros = text.count("0")
                word = normal_form(text.replace("0", "").replace("'", "")).strip(". ")
                if word and zeros:
                    found[word].add(len(str(size)) - zeros)
    return {word: sorted(powers) for word, powers in sorted(found.items())}


def units(patterns: Any) -> dict[str, list[str]]:
    """Return how units are written, each with the units that it may stand for."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, listed in UNITS.items():
        for unit in listed.split():
            widths = patterns.get(f"{kind}-{unit}", {})
            for width in ("long", "short"):
                for plural, pattern in resolved(widths).get(width, {}).items():
                    if plural != "per" and isinstance(pattern, str) and "{0}" in pattern:
                        written = normal_form(pattern.replace("{0}", "")).strip(". ")
                        if written and not any(map(str.isdigit, written)):
                            found[written].add(unit)
    return {written: sorted(meant) for written, meant in sorted(found.items())}


def spelled(name: str) -> dict[str, int]:
    """Return the words of numbers, cardinal and ordinal, of which the others are put together."""
    spell = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, icu.Locale(name))
    if spell.getLocale(icu.ULocDataLocaleType.ACTUAL_LOCALE).getLanguage() != icu.Locale(name).getLanguage():
        return {}  # ICU falls back to the language of the machine
    sets = [spell.getRuleSetName(index) for index in range(spell.getNumberOfRuleSetNames())]
    sets = [one for one in sets if "year" not in one and "financial" not in one]
    values = [*range(21), *range(30, 100, 10), *range(100, 1_000, 100), 1_000, *range(21, 100), -1]
    found: dict[str, int] = {}
    for value in values:
        for one in sets:
            spell.setDefaultRuleSet(one)
            form = normal_form(spell.format(value))
            if not form or any(map(str.isdigit, form)) or found.get(form, value) != value:
                continue
            if sum_of_words(form, found) != value:
                found[form] = value
    return found


def differences(facts: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in facts.items():
        known = base.get(name)
        if value == known:
            continue
        if isinstance(value, dict) and isinstance(known, dict) and all(key in value for key in known):
            found[name] = {key: fact for key, fact in value.items() if known.get(key) != fact}
        elif isinstance(value, dict) and known:
            found[f"{name}="] = value  # instead of what the base has
        else:
            found[name] = value
    return found


def parent(identifier: str) -> str:
    return identifier.rpartition("_")[0] or ("" if identifier == "root" else "root")


def other_names(rows: dict[str, Any]) -> dict[str, str]:
    """Return the names by which locales are called that have their row under another: `zh-TW` for `zh-Hant-TW`."""
    aliases = get_global("language_aliases").items()
    found = {name: meant for name, meant in aliases if len(name) < 4 and name not in rows and meant in rows}
    for name, meant in get_global("likely_subtags").items():
        language, _, rest = name.partition("_")
        full = meant.split("_")
        if len(rest) == 2 and name not in rows and language in rows and "_".join(full[:2]) in rows:
            found[name] = meant if meant in rows else "_".join(full[:2])
    return found


def line(identifier: str, content: dict[str, Any]) -> str:
    tag = "und" if identifier == "root" else identifier.replace("_", "-")
    return f"{tag}\t{json.dumps(content, ensure_ascii=False, separators=(',', ':'))}\n"


def main() -> None:
    DATA.mkdir(parents=True, exist_ok=True)
    all_marks = marks()
    listed = "".join(f'"{mark}":"{kind}",' for mark, kind in all_marks.items()).rstrip(",")
    (DATA / "marks.json").write_text(f"{{{listed}}}\n", encoding="utf-8")
    identifiers = ["root", *(one for one in locale_identifiers() if one != "root")]
    rows = {identifier: row(identifier, all_marks) for identifier in identifiers}
    with (DATA / "locales.tsv").open("w", encoding="utf-8", newline="\n") as out:
        for identifier in sorted(rows, key=lambda one: (one != "root", one)):
            above = parent(identifier)
            while above and above not in rows:
                above = parent(above)
            out.write(line(identifier, differences(rows[identifier], rows.get(above, {}))))
        for name, meant in sorted(other_names(rows).items()):
            out.write(line(name, {"as": meant.replace("_", "-")}))
    with (DATA / "number_words.tsv").open("w", encoding="utf-8", newline="\n") as out:
        seen: dict[str, dict[str, int]] = {}
        for identifier in sorted(rows):
            if identifier == "root":
                continue
            words = spelled(identifier)
            above = parent(identifier)
            if words and words != seen.get(above):
                out.write(line(identifier, words))
            seen[identifier] = words


if __name__ == "__main__":
    main()
