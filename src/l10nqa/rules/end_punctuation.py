"""The sentence ends with another mark than in the source, or with none, or got one that the source has not.

A colon announces what follows, a question mark asks; a missing full stop makes an instruction look cut off.

Marks of all scripts count as the mark they correspond to. Languages that end sentences without a mark (Thai, Lao) may
drop or keep the full stop. A mark of a title or quotation with which the source happens to end is not the sentence's.

Less than likely: a change that the memory shows to be the convention of the locale, a list whose entries all changed
their style, a colon where the source announces with a full stop what follows, an exclamation that became a statement. A
mark that only moved into a link or emphasis is reported there. Sentences that end with some mark on either side
(`:`) can be passed over with `ignore`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from l10nqa.locale import (
    ANNOUNCING,
    ASKING,
    UNFINISHED,
    ends_with_abbreviation,
    facts_of,
    language_of,
    mark_class,
)
from l10nqa.markup import EMPHASES, Inline, Kind, Node, closing_mark, torn_link
from l10nqa.model import Issue
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, RuleContext, rule
from l10nqa.rule_options import option
from l10nqa.text import Span, is_small_letter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from l10nqa.locale import LocaleFacts

__all__ = ["end_punctuation"]

_ENOUGH, _USUAL = 50, 0.06
"""What this share of at least so many segments does is a convention."""
_RARE, _MOST = 10, 0.5
"""Where there are fewer segments, most must have another mark instead."""
_NUMBERING = 4
"""A source of at most so many characters is a number in a list: `1a.`"""
_ABBREVIATION = 5
"""A single word of at most this length with a full stop is an abbreviation."""
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]\.){2,6}\Z|\d ?[b-df-hj-np-tv-xz]{2,4}\.\Z")
"""`9:00 A.M.` or `100 pcs.`, which no vowel makes a word: the full stop is theirs, whether or not a sentence ends."""
_ET_CETERA = re.compile(r"\betc\.\W{0,3}\Z")
_GOES_ON = re.compile(r"\b(?:so (?:on|forth)|others?|more|etc\.?|the like)\Z", re.IGNORECASE)
"""How a list of examples ends, for which other languages have an abbreviation."""
_AND_SO_ON = {
    "ja": ("など", "等", "ほか"),
    "zh": ("等", "等等"),
    "ko": ("등",),
    "tr": ("vb", "vs", "gibi"),
    "de": ("usw", "etc"),
    "ar": ("إلخ", "وغيرها", "الخ"),
}
"""Words with which an enumeration goes on."""
_CJK = frozenset({"ja", "zh", "yue", "ko"})
_SENTENCE_ENDS = {
    "ja": re.compile("[うくぐすずつづぬふぶむるいただんねよ]\\Z"),
    "ko": re.compile("[다요오죠까네]\\Z"),
}
"""How a sentence ends; what ends otherwise ends with a noun, and takes no full stop in lists and headings."""
_COMMENTS = ("//", "# ", "/*", "--")
_WHOLE = 8
"""Words from which on a source without a mark is a sentence whose author forgot it, and no label or heading."""
_LONGER = ("….", "....", " ..")
"""More dots than an ellipsis has, or fewer: a slip of the source."""
_DASHES = ("-", "–", "—")
_QUOTES = "\"”“»’'」』"
_QUOTED = re.compile(rf"[?!？！؟…](?=[{_QUOTES}])|\.{{3}}(?=[{_QUOTES}])")
"""A mark at the end of a quotation."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class EndPunctuationOptions:
    """Marks that do not matter."""

    ignore: tuple[str, ...] = option(
        default=(), description="Marks, as the source language writes them; a sentence that ends with one may change."
    )


@rule(
    category=Category.PUNCTUATION,
    severity=Severity.MINOR,
    certainty=Certainty.LIKELY,
    looks_at=Kind.TEXT,
    silent_on_prose=True,
    options=EndPunctuationOptions,
    examples=(
        Example("en>de", "Select the following:", "Wählen Sie Folgendes aus⟦.⟧"),
        Example("en>ja", "Save the file.", "ファイルを保存します⟦⟧"),
        Example("en>ar", "Save the file?", "هل تريد حفظ الملف⟦.⟧"),
        Example("en>ja", "Save the file.", "ファイルを保存します。"),
        Example("en>ar", "Save the file?", "هل تريد حفظ الملف؟"),
        Example("en>th", "Save the file.", "บันทึกไฟล์", note="Thai ends sentences without a mark"),
        Example("en>de", "See [Plans](u).", "Siehe [Tarife.](u)", note="moved: link-punctuation reports it"),
        Example("en>de", "See [Why pay?](u).", "Siehe [Warum zahlen?](u)⟦⟧", note="the question mark is the title's"),
        Example("en>de", "See [Why pay?](u)", "Siehe [Tarife](u).", note="the question mark is the title's"),
        Example("en>de", 'It says "Wait..."', 'Es wird "Warten..." angezeigt.', note="the dots are the quotation's"),
        Example("en>lv", "It opens at 9:00 A.M.", "To atver 9:00", note="the full stop is the abbreviation's"),
        Example("en>ja", "Select **…**", "**[...]**", note="a label"),
        Example("en>hy", "Sure?", "Վստա՞հ եք", note="the mark stands on the vowel"),
        Example("en>hy", "Close it.", "Փակեք այն:", note="the full stop, as many type it"),
        Example("en>km", "Close the file.", "បិទឯកសារ⟦⟧"),
        Example("en>km", "Close the file.", "បិទឯកសារ៕"),
        Example("en>my", "Close it?", "ပိတ်မလား။", note="words ask"),
        Example("en>my", "Close it.", "ပိတ်ပါ⟦၊⟧", note="that is the comma"),
        Example("en>bo", "Close it.", "སྒོ་རྒྱག།"),
        Example("en>am", "Close it.", "ዝጋው።"),
        Example("en>am", "Choose:", "ምረጥ፦", note="the Ethiopic colon before a list"),
        Example("en>sat", "Close it.", "ᱵᱚᱸᱫᱚᱭ ᱢᱮ᱾"),
        Example("en>mni-Mtei", "Close it.", "ꯊꯤꯡꯖꯤꯟꯕꯤꯌꯨ꯫"),
        Example("en>nqo", "Close it!", "ߊ߬ ߕߎ߲߯߹"),
        Example("en>vai", "Close it?", "ꕉ ꕞꕌ꘏"),
        Example("en>jv-Java", "Close it.", "ꦠꦸꦠꦸꦥꦤ꧀꧉"),
        Example("en>ur", "Close it.", "اسے بند کریں۔"),
        Example("en>el", "Close it?", "Να κλείσει;", note="the Greek question mark"),
        Example("en>el", "Close it.", "Να κλείσει⟦;⟧"),
        Example("en>lo", "Close it?", "ປິດບໍ", note="words ask, and no mark is needed"),
        Example("en>ar", "Really?!", "حقًا!؟", note="either order"),
        Example("en>de", "Close the gate.", "Schließen Sie das Tor⟦..⟧", note="twice"),
        Example("en>ja", "It holds.[^1]", "保ちます⟦⟧[^1]", note="before the reference to a note"),
        Example("en>fi", "ropes, sails, and so on", "köydet, purjeet jne.", note="the full stop is the abbreviation's"),
        Example("en>ru", "Open since May 2019", "Открыто с мая 2019 г.", note="an abbreviation of CLDR"),
        Example("en>sv", "Choose **Add Sail...**", "Välj **Lägg till segel...** i menyn.", note="the label's dots"),
        Example("en>nl", "**Sail No.**", "**Zeilnummer**", note="the source's abbreviation"),
        Example("en>ko", "Where does it go", "어디로 가나요⟦?⟧", note="possible only: the source forgot its mark"),
        Example("en>ja", "Is it open?", "開いていますか⟦。⟧", note="possible only: か asks"),
        Example("en>ja", "`a`, `b`, ...", "`a`、`b` など⟦⟧", note="possible only: など goes on"),
        Example("en>de", "Lists, tables, etc.", "Listen, Tabellen usw", note="the full stop is the abbreviation's"),
        Example(
            "en>de", "Select the file.", "Wählen Sie die Datei aus.&amp;", note="another fault hides the full stop"
        ),
    ),
)
def end_punctuation(segment: ParsedSegment, context: RuleContext, *, options: EndPunctuationOptions) -> Iterator[Issue]:
    """Yield an issue where the two sides end with different marks."""
    facts = facts_of(context.target_locale)
    wanted, _ = closing_mark(segment.source)
    found, spot = closing_mark(segment.target, facts.own_marks)
    if found == wanted == "." and (doubled := _doubled_stop(segment, facts)):
        yield Issue("the target ends with two full stops", None, doubled)
        return
    if wanted == found or not segment.target.text.strip() or not {wanted, found}.isdisjoint(options.ignore):
        return
    if _is_the_title_s(segment, wanted, found) or len(segment.source.text.strip()) <= _NUMBERING:
        return
    labelled = found in ("?", "!", "…", ":") and wanted == "." and _is_of_label(segment, found)
    if labelled:  # the mark is the label's
        found, spot = "", Span(len(segment.target.text), len(segment.target.text))
    if _ends_otherwise(segment, context, facts, wanted, found) or _says_the_same(
        segment, context, facts, wanted, found, spot
    ):
        return
    if {wanted, found} <= {".", ""}:
        added_to_word = bool(found) and _belongs_to_word(segment, segment.target.text[: spot.end], context)
        if added_to_word or not facts.ends_sentences:
            return
    shown = f"ends with “{segment.target.text[spot.start : spot.end]}”" if found else "has no closing mark"
    expected = f"with “{wanted}”" if wanted else "with none"
    if wanted == ",":
        return  # a sentence that goes on elsewhere
    if not found:
        spot = _behind_markup(segment.target, spot)
    usual = labelled or _is_usual(segment, context, wanted, found)
    certainty = Certainty.POSSIBLE if usual else None
    yield Issue(f"the target {shown}, the source ends {expected}", None, spot, certainty=certainty)


def _behind_markup(target: Inline, spot: Span) -> Span:
    """Return the place of a mark that is missing: behind the link or emphasis that the text ends with."""
    around = target.around(Span(max(spot.start - 1, 0), spot.start), EMPHASES | Kind.LINK | Kind.STRIKETHROUGH)
    end = max((node.span.end for node in around if node.inner.end >= spot.end), default=spot.end)
    return Span(end, end)


def _doubled_stop(segment: ParsedSegment, facts: LocaleFacts) -> Span | None:
    """Return where the target ends with two full stops and the source with one."""
    target, source = segment.target.text.rstrip(), segment.source.text.rstrip()
    if len(target) < 3 or facts.mark_class(target[-2]) != "." or target[-1] != target[-2] or target[-3] == target[-1]:
        return None
    return None if mark_class(source[-2:-1]) == "." else Span(len(target) - 2, len(target))


def _says_the_same(
    segment: ParsedSegment, context: RuleContext, facts: LocaleFacts, wanted: str, found: str, spot: Span
) -> bool:
    """Tell another way of writing the same mark, and a mark that the language has no use for."""
    source, target = segment.source.text.rstrip(), segment.target.text
    if found and mark_class(target[spot.start : spot.end]) == wanted:
        return True  # the mark of other languages
    if {wanted, found} <= {"?", "!"} and _cluster(source) == _cluster(target):
        return True  # `?!` and `!?`
    if wanted in (".", "…") and source.endswith(_LONGER):
        return found in (".", "…") or source.endswith(" ..")
    if wanted == "…" and not found:
        return target.rstrip().endswith(("…", "..."))  # all of the text behind the last code
    unasked = wanted == "?" and found in ("", ".") and not facts.asks_with_mark
    return unasked or (wanted == ":" and not found and not facts.ends_sentences)


def _cluster(text: str) -> frozenset[str]:
    """Return the marks that stand together at the end of a text."""
    text = text.rstrip().rstrip(_QUOTES)
    start = len(text)
    while start and mark_class(text[start - 1]) in ("?", "!"):
        start -= 1
    return frozenset(map(mark_class, text[start:]))


def _is_usual(segment: ParsedSegment, context: RuleContext, wanted: str, found: str) -> bool:
    """Tell a change over which careful reviewers disagree."""
    source, target = segment.source.text.rstrip(), segment.target.text.rstrip()
    usual = (
        found == "." and (wanted == "!" or (wanted in ("", "?") and context.origin == "HT")),
        found == "." and not wanted and context.origin != "MT" and _is_sentence(source, target, context),
        context.origin != "MT" and ((wanted == "…" and found == ".") or (wanted == "!" and not found)),
        not wanted and (found in (";", ",") or _is_left_open(segment.source, context.source_locale, found)),
        # No sentence stands within brackets in many languages.
        wanted == "." and not found and source.endswith(".)") and target.endswith((")", "）")),
        found == "," and (context.origin == "HT" or _is_cjk(context)),
        wanted == ";" and _lacks_semicolon(context, found),
        wanted == "." and found == ":" and _announces(segment.source.text, context.source_locale),
        context.origin != "MT" and _is_in_other_words(segment, context, wanted, found),
    )
    return any(usual) or _is_convention(context, wanted, found) or _is_entry(segment, found)


def _is_cjk(context: RuleContext) -> bool:
    return language_of(context.target_locale) in _CJK


def _lacks_semicolon(context: RuleContext, found: str) -> bool:
    """Tell whether the language has no such mark: Greek asks with it, and Japanese ends the sentence."""
    asks = ";" in facts_of(context.target_locale).own_marks
    return asks or (found == "." and language_of(context.target_locale) == "ja")


def _is_sentence(source: str, target: str, context: RuleContext) -> bool:
    """Tell a sentence whose author forgot its full stop, a comment of a program, or a sentence of the target."""
    if len(source.split()) >= _WHOLE or source.startswith(_COMMENTS):
        return True
    ends = _SENTENCE_ENDS.get(language_of(context.target_locale))
    return ends is not None and ends.search(target.rstrip(".。．")) is not None


def _is_in_other_words(segment: ParsedSegment, context: RuleContext, wanted: str, found: str) -> bool:
    """Tell a mark for which the target has words or a form, as people write it who leave the mark out."""
    language = context.target_locale.partition("-")[0].lower()
    target = segment.target.text.rstrip()
    if wanted == "…":
        return target.rstrip(".。」』)）`*_").endswith(_AND_SO_ON.get(language, ("\0",)))
    if wanted == "?":
        return language == "ja" and found == "." and target.rstrip("。").endswith("か")
    if wanted != "." or found:
        return False
    if language in _CJK and segment.source.text.rstrip().endswith(")") and target.endswith((")", "）")):
        return True  # no full stop before the closing bracket
    noun = target[-1:].isalpha() and not target[-1:].isascii()
    return bool(language in _SENTENCE_ENDS and noun and not _SENTENCE_ENDS[language].search(target))


def _announces(text: str, locale: str) -> bool:
    """Tell whether the last sentence announces what follows it."""
    words = ANNOUNCING.get(language_of(locale), frozenset())
    return not words.isdisjoint(_WORD.findall(text.rsplit(". ", 1)[-1].lower()))


def _is_left_open(source: Inline, locale: str, found: str) -> bool:
    """Tell a source without the mark that its words ask for: a question, or what announces the block behind it."""
    words = _WORD.findall(source.text.lower())
    if found == "?":
        return bool(words) and source.text.split()[0].lower() in ASKING.get(language_of(locale), ())
    if found == ":":
        return bool(words) and (words[-1] in UNFINISHED.get(language_of(locale), ()) or _announces(source.text, locale))
    return False


def _is_of_label(segment: ParsedSegment, found: str) -> bool:
    """Tell a mark that ends a title or label of the target, which its sentence only has at its end."""
    if found != ":" and _ends_with_title(segment.target):
        return True
    target, source = segment.target.text.rstrip(), segment.source.text
    labels = [node for node in segment.source.of(EMPHASES | Kind.LINK) if _ends_with(segment.source, node, found)]
    return target[-1:] in "*_)）]" and (bool(labels) or (found == "…" and "...)" in source) or f"{found})" in source)


def _is_caption(source: Inline, context: RuleContext) -> bool:
    """Tell a caption whose last word is abbreviated, as in `**Entry No.**`."""
    text = source.text.rstrip().rstrip("*_\"'”’)")
    return ends_with_abbreviation(text, context.source_locale) and text.count(".") == 1 and len(text.split()) < 8


def _is_label_s(segment: ParsedSegment, wanted: str) -> bool:
    """Tell a mark that ends the label with which the source ends; some label of the target has it too."""
    labels = segment.source.of(EMPHASES)
    end = len(segment.source.text.rstrip())
    if not labels or labels[-1].span.end < end or labels[-1].span.start == 0:
        return False
    return any(_ends_with(segment.target, node, wanted) for node in segment.target.of(EMPHASES))


def _ends_otherwise(segment: ParsedSegment, context: RuleContext, facts: LocaleFacts, wanted: str, found: str) -> bool:
    """Tell a mark of the source that is not the sentence's but a word's or quotation's, and a dash for a colon."""
    source, target = segment.source.text.rstrip(), segment.target.text
    if wanted == "." and found == "…" and _ET_CETERA.search(source):
        return True  # `v.v...`
    if wanted == "." and found in ("", ","):
        return bool(_ABBREVIATED.search(source) or _ET_CETERA.search(source)) or _is_caption(segment.source, context)
    if facts.marks_within.get(wanted, "\0") in target:
        return True  # it stands on the vowel of the word that asks or exclaims
    if wanted in ("…", "?", "!") and found in ("", ".", ",") and _is_label_s(segment, wanted):
        return True
    if wanted in ("?", "!", "…") and found in ("", "."):
        return source[-1] in _QUOTES and any(_class_of(match[0]) == wanted for match in _QUOTED.finditer(target))
    return not wanted and found == ":" and source[-1:] in _DASHES


def _class_of(mark: str) -> str:
    return "…" if mark == "..." else mark_class(mark)


def _is_the_title_s(segment: ParsedSegment, wanted: str, found: str) -> bool:
    """Tell a mark that ends the title of the link with which the source ends, and not the sentence."""
    if wanted in ("?", "!") and found in ("", ".") and _ends_with_title(segment.source):
        return True
    links = _links(segment.source)
    if not links:
        return False
    if _ends_inside(segment.source):
        if torn_link(segment.target.text, links[-1].value):
            return True  # it stands in what was a link
        if wanted and any(_ends_with(segment.target, node, wanted) for node in _links(segment.target)):
            return True
    return wanted == "?" and segment.source.text.rstrip().endswith(")?")


def _is_entry(segment: ParsedSegment, found: str) -> bool:
    """Tell an entry of a list whose style changed as a whole: small initial, comma or semicolon at the end."""
    source, target = segment.source.text.lstrip(' *_["“'), segment.target.text.lstrip(' *_["„“')
    return is_small_letter(target[:1]) and (found in (";", ",") or (not found and source[:1].isupper()))


def _is_convention(context: RuleContext, wanted: str, found: str) -> bool:
    """Tell whether the memory's translations often do so: many locales end an introduction with a full stop."""
    endings = context.lexicon.endings.get(wanted, {}) if context.lexicon else {}
    total = sum(endings.values())
    share = endings.get(found, 0) / total if total else 0.0
    return (total >= _ENOUGH and share >= _USUAL) or (bool(found) and total >= _RARE and share >= _MOST)


def _belongs_to_word(segment: ParsedSegment, text: str, context: RuleContext) -> bool:
    """Tell the full stop of an ordinal, date or abbreviation from that of a sentence."""
    words = text.rstrip(".").split()
    if words and segment.source.visible(Span(0, len(segment.source.text))).split()[-1:] == words[-1:]:
        return False  # the word itself stayed, and got a full stop
    if ends_with_abbreviation(text, context.target_locale):
        return True
    if words and len(words[-1]) <= _ABBREVIATION and _GOES_ON.search(segment.source.text.rstrip()):
        return True
    return not words or words[-1][-1].isdigit() or (len(words) == 1 and len(words[0]) <= _ABBREVIATION)


def _links(inline: Inline) -> list[Node]:
    return inline.of(Kind.LINK)


def _ends_inside(inline: Inline) -> bool:
    """Tell whether the text ends with a link, its mark inside."""
    links = _links(inline)
    return bool(links) and links[-1].span.end >= len(inline.text.rstrip())


def _ends_with_title(inline: Inline) -> bool:
    """Tell whether the text ends with the title of a link, after words of its own."""
    return _ends_inside(inline) and any(
        character.isalpha() for character in inline.text[: _links(inline)[-1].span.start]
    )


def _ends_with(inline: Inline, node: Node, mark: str) -> bool:
    label = node.inner.of(inline.text).rstrip()
    return bool(label) and (mark_class(label[-1]) == mark or (mark == "…" and label.endswith("...")))
