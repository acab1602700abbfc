"""A variable, placeholder, template, HTML tag, file name, path, call, option or other token was changed, lost or added.

Software fills variables in, and readers replace placeholders; a token that is not letter for letter what the source
has fails silently. Leftovers of a translation system's own placeholders (`#A0`, `<|endoftext|>`) are reported as well.

Tokens are told by their shape: `appsettings.json`, `Areas/Data/Seed.cs`, `/etc/hosts`, `connect()`, `--dry-run`,
`max_retries`, `System.Text.Json`. Torn, with dashes for hyphens, in other capitals, widths or letters, they are put
right from the source. Of templates, directives, tags and their attributes the structure is compared; attributes that a
reader sees (`alt`, `title`, `label`, a value of several words) are text.

In plain text, a placeholder of a program is what the program sees: `%2$s` is the second argument wherever it stands,
and a `%d` where the source has `%s` is at fault. In ICU MessageFormat each branch is compared with the one that a
program would show in its place. Inline codes of XLIFF and TMX must all be there once, and pairs must not cross.

Not reported: a `<placeholder>` or `{several words}` whose words are translated while the brackets are intact; another
order; the number in a plural form of one number only, which its words may say. Possible only: names that may be those
of products (`WebSocket`), translated paths of Windows, and translated names of documents (`Report.docx`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from l10nqa.markup import Inline, Kind, Node, pair_by_value
from l10nqa.model import PLAIN, Dialect, Issue, Markup, PlaceholderSyntax
from l10nqa.quality import Category, Certainty, Severity
from l10nqa.rule import Example, ParsedSegment, Repair, RuleContext, rule
from l10nqa.rules.placeholder.branches import compared_branches
from l10nqa.rules.placeholder.codes import compared_codes
from l10nqa.rules.placeholder.tags import compared_tags
from l10nqa.rules.placeholder.templates import compared_templates
from l10nqa.rules.placeholder.tokens import compared_tokens
from l10nqa.rules.placeholder.variables import compared_variables
from l10nqa.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["placeholder"]

_VERBATIM = Kind.VARIABLE | Kind.INCLUDE | Kind.MENTION | Kind.XREF
_NOUNS = {Kind.VARIABLE: "variable", Kind.INCLUDE: "include", Kind.MENTION: "mention", Kind.XREF: "cross reference"}
_ARTEFACT = re.compile(r"(?<!\w)#[A-Z]\d{1,2}(?!\w)|(?:<|&lt;)\|\w{1,40}\|(?:>|&gt;)")
_ANY_CASE = re.compile(r"%\w+%|\$(?:true|false|null)", re.IGNORECASE)
_C_FORMAT = Markup(Dialect.PLAIN, frozenset({PlaceholderSyntax.C}))
_WORD_IN_BRACES = re.compile(r"\{[^\W\d_]{3,}\}")
_TORN_XREF = re.compile(r"<\s+xref:\s*|<xref\s*:\s+|<xref\s+:")
_PROSE = re.compile(r"@[a-z]+")
"""A mention in small letters, which may be a word of the sentence with a sign before it."""


@rule(
    category=Category.ENTITY,
    severity=Severity.CRITICAL,
    certainty=Certainty.CERTAIN,
    looks_at=Kind.TEXT
    | Kind.HTML
    | Kind.PLACEHOLDER
    | Kind.INLINE_CODE
    | Kind.ICU_ARGUMENT
    | Kind.TEMPLATE
    | _VERBATIM,
    repair=Repair.FROM_SOURCE,
    silent_on_prose=True,
    examples=(
        Example("en>de", "Wait {0} seconds.", "Warten Sie ⟦{O}⟧ Sekunden."),
        Example("en>lv", "Set $filter.", "Iestatiet ⟦$Filter⟧."),
        Example("en>ja", "Enter <user name>.", "ユーザー名を入力します。⟦⟧", note="lost: no spot to mark"),
        Example("en>ar", "Run Set-Item now.", "شغّل الآن ⟦set-item⟧."),
        Example("en>de", "Open the list of files.", "Öffnen Sie die Liste der ⟦#A0⟧."),
        Example(
            "en>ja",
            "Enter <user name>.",
            "<ユーザー名> を入力します。",
            note="the words are translated, the shape is intact",
        ),
        Example(
            "en>de", "In %appdata%, or @edit it.", "In ⟦%APPDATA%⟧, oder ⟦@bearbeiten⟧ Sie es.", note="possible only"
        ),
        Example("en>ar", "Use {0} and %s.", "استخدم %s و{0}.", note="order is free"),
        Example("en>ko", "Set it to $true.", "$true로 설정합니다.", note="a particle belongs to no name"),
        Example("en>uk", "Open {web root}/media.", "Відкрийте {корінь_сайту}/media.", note="words in braces"),
        Example("en>el", "Ping &lt;boat name&gt;.", "Κάντε ping στο «όνομα».⟦⟧", note="a lost shape"),
        # Tokens by their shape.
        Example(
            "en>es",
            "Edit appsettings.json.",
            "Edite ⟦app settings. JSON⟧.",
            fixed="Edite appsettings.json.",
            note="torn",
        ),
        Example(
            "en>ru",
            "Open *Pages/Index.cshtml.cs*.",
            "Откройте *⟦Pages/Index. cshtml. CS⟧*.",
            fixed="Откройте *Pages/Index.cshtml.cs*.",
        ),
        Example(
            "en>fi", "Import a .csv file.", "Tuo tiedosto⟦. csv⟧.", fixed="Tuo tiedosto .csv.", note="the blank moved"
        ),
        Example("en>ko", "Edit settings.yaml.", "settings.yaml을 편집합니다."),
        Example("en>hi", "Edit the settings.yaml file.", "⟦सेटिंग्स.yaml⟧ फ़ाइल संपादित करें।", note="translated"),
        Example("en>th", "Save *Boat list.docx*.", "บันทึก *รายการเรือ.docx*"),
        Example(
            "en>bg", "Edit main.py now.", "Редактирайте ⟦mаin.py⟧.", fixed="Редактирайте main.py.", note="a Cyrillic а"
        ),
        Example("en>zh", "Edit main.py.", "编辑⟦ｍａｉｎ．ｐｙ⟧。", fixed="编辑main.py。", note="wide letters"),
        Example("en>ja", r"Open C:\Temp.", "⟦C:¥Temp⟧ を開きます。", fixed=r"C:\Temp を開きます。"),
        Example("en>fr", "Edit /etc/hosts first.", "Modifiez ⟦/ etc/hosts⟧.", fixed="Modifiez /etc/hosts."),
        Example("en>he", "Open ~/.boatrc now.", "פתח את ⟦~ /.boatrc⟧.", fixed="פתח את ~/.boatrc."),
        Example("en>de", "Use the -Force switch.", "Mit dem Schalter ⟦–Force⟧.", fixed="Mit dem Schalter -Force."),
        Example("en>sr", "Run it with --dry-run.", "Покрените га са ⟦—dry-run⟧.", fixed="Покрените га са --dry-run."),
        Example("en>vi", "Run Get-Item.", "Chạy ⟦Get - Item⟧.", fixed="Chạy Get-Item."),
        Example("en>el", "Call connect() now.", "Καλέστε ⟦connect ( )⟧.", fixed="Καλέστε connect()."),
        Example("en>ar", "Set MAX_SIZE.", "عيّن ⟦MAX _ SIZE⟧.", fixed="عيّن MAX_SIZE."),
        Example(
            "en>pl", "Write to help@a.example.", "Napisz do ⟦help @ a.example⟧.", fixed="Napisz do help@a.example."
        ),
        Example("en>ru", "Use SampleBoatFactory.", "Используйте ⟦самплебоатфакторы⟧.", note="in other letters"),
        Example("en>tr", "[IBoatProvider](u)", "[⟦ıboatprovider⟧](u)", fixed="[IBoatProvider](u)", note="a dotless i"),
        Example("en>de", "Set isEnabled.", "Setzen Sie ⟦istAktiviert⟧.", note="translated in part"),
        Example("en>sv", "Open the *Views/Shared* folder.", "Öppna mappen *⟦Vyer/Delade⟧*."),
        Example("en>de", "Choose **File/Open** or Yes/No.", "Wählen Sie **Datei/Öffnen** oder Ja/Nein.", note="words"),
        Example("en>pt", "See [AUTOTITLE](/a).", "Veja [TÍTULO](/a).⟦⟧"),
        Example("en>fr", "Sail :rocket: now.", "Naviguez :fusée: maintenant.⟦⟧"),
        Example("en>uk", r"Open HKEY_USERS\Boat.", r"Відкрийте HKEY_USERS \ Човен.⟦⟧"),
        Example("en>cs", "Sail with an iPhone.", "Plujte na ⟦iPhonu⟧.", note="possible only: an ending"),
        # Templates, directives, tags.
        Example("en>es", "Open {% data a.b %}.", "Abra {% ⟦datos⟧ a.b %}."),
        Example("en>ja", '{{% alert title="Note" %}}', '{{% ⟦警告⟧ title="注意" %}}', note="a title is text"),
        Example("en>it", "Boats {#my-boats}", "Barche ⟦{#le-mie-barche}⟧"),
        Example("en>hu", "![Map](a.png){width=50}", "![Térkép](a.png){⟦szélesség=50⟧}"),
        Example("en>uk", ':::image source="a.png" alt-text="A map":::', ':::image source="a.png" alt-text="Мапа":::'),
        Example("en>de", ':::zone pivot="boat"', ':::zone ⟦pivot="Boot"⟧'),
        Example("en>cs", "Sail.[^1]", "Plujte.⟦⟧"),
        Example("en>fr", '<a id="top"></a>Start', '<a ⟦id="haut"⟧></a>Début'),
        Example("en>de", '<img src="a.png" alt="A map">', '<img src="a.png" alt="Eine Karte">'),
        Example("en>ar", "<p>Sail</p>", '<p dir="rtl">أبحر</p>'),
        Example("en>ko", "<Boat size={big} />", "<Boat ⟦size={큰}⟧ />"),
        Example("en>ru", "{n, plural, other {# boats}}", "{n, plural, few {# лодки} other {# лодок}}"),
        Example("en>de", "%d of %s", "⟦%s⟧ von ⟦%d⟧", markup=_C_FORMAT, note="the program sees another order"),
        Example("en>de", "%d of %s", "%2$s: %1$d", markup=_C_FORMAT, note="the same arguments"),
        Example(
            "en>pl",
            "{n, plural, one {# file in {folder}} other {# files in {folder}}}",
            "{n, plural, one {# plik w {folder}} ⟦few {# pliki}⟧ other {# pliku w {folder}}}",
            markup=PLAIN,
            note="a branch lacks an argument",
        ),
        Example(
            "en>ja",
            "{n, plural, one {one file} other {# files}}",
            "{n, plural, other {# 個のファイル}}",
            markup=PLAIN,
            note="Japanese has one form",
        ),
        Example("en>fr", "<b>New</b> {x}", "<b>Nouveau⟦</i>⟧ {x}⟦⟧", markup=PLAIN, note="another tag"),
        Example(
            "en>de", "100% *new* [x] #1", "100 % *neu* (x) Nr. 1", markup=PLAIN, note="no placeholders, no Markdown"
        ),
    ),
)
def placeholder(segment: ParsedSegment, context: RuleContext) -> Iterator[Issue]:
    """Yield an issue for every token that one side has and the other has not."""
    source, target = segment.source, segment.target
    kinds = source.kinds | target.kinds
    markup = segment.segment.profile.markup
    if kinds & Kind.ICU_ARGUMENT:
        yield from compared_branches(source, target, context.target_locale)
    elif kinds & Kind.VARIABLE and not markup.is_markdown:
        yield from compared_variables(segment.segment, source, target)
    by_name = _VERBATIM if markup.is_markdown and not kinds & Kind.ICU_ARGUMENT else _VERBATIM & ~Kind.VARIABLE
    if kinds & by_name:
        yield from _verbatim(source, target, by_name, by_machine=context.origin == "MT")
    if kinds & (Kind.PLACEHOLDER | Kind.XREF):
        yield from _shapes(source, target)
    if kinds & Kind.HTML:
        yield from compared_tags(source, target, is_markdown=markup.is_markdown)
    if kinds & Kind.INLINE_CODE:
        yield from compared_codes(source, target)
    if kinds & Kind.TEMPLATE:
        yield from compared_templates(source, target)
    yield from compared_tokens(source, target, is_markdown=markup.is_markdown, by_people=context.origin == "HT")
    for match in _ARTEFACT.finditer(target.text) if "#" in target.text or "|" in target.text else ():
        if match[0] not in source.text:
            yield Issue(f"“{match[0]}” is a leftover of the translation system", None, Span(*match.span()))


def _verbatim(source: Inline, target: Inline, kinds: int, *, by_machine: bool) -> Iterator[Issue]:
    # The same name may be missing thousands of times.
    source_count, target_count = cache(source.text.count), cache(target.text.count)
    for kind, noun in _NOUNS.items():
        if not kinds & kind:
            continue
        _, missing, extra = pair_by_value(source.of(kind), target.of(kind))
        for was, now in zip(missing, extra, strict=False):
            shown, wanted = _show(now, target), _show(was, source)
            certainty = _certainty(wanted, shown)
            if not by_machine and _WORD_IN_BRACES.fullmatch(wanted) and _WORD_IN_BRACES.fullmatch(shown):
                certainty = Certainty.LIKELY  # people may translate the form of a name: `{verb} {object}`
            yield Issue(f"the {noun} is “{shown}”, in the source “{wanted}”", was.span, now.span, certainty=certainty)
        for node in missing[len(extra) :]:
            wanted = _show(node, source)
            if target_count(wanted) < source_count(wanted):
                # The sign may stand before a word that is no name to the parser.
                kept = wanted[0] == "@" and target_count("@") >= source_count("@")
                # In small letters it may be a word behind the picture of a pencil, or of a letter.
                doubtful = Certainty.LIKELY if kind is Kind.MENTION and _PROSE.fullmatch(wanted) else None
                certainty = _certainty(wanted, "@") if kept else doubtful
                yield Issue(f"the {noun} “{wanted}” of the source is missing", node.span, certainty=certainty)
        if kind is Kind.VARIABLE and source_count("{") == target_count("{"):
            # Words in braces are nothing to a program, and may be translated: `{site name}`.
            extra = [*extra[: len(missing)], *(node for node in extra[len(missing) :] if node.value[:1] != "{")]
        for node in extra[len(missing) :]:
            if source_count(_show(node, target)) < target_count(_show(node, target)):
                # People thank each other by name.
                added = Certainty.LIKELY if kind is Kind.MENTION and not by_machine else None
                yield Issue(
                    f"the {noun} “{_show(node, target)}” is not in the source", None, node.span, certainty=added
                )


def _certainty(wanted: str, shown: str) -> Certainty | None:
    """Return how sure it is that a changed token is at fault, where less than the rule itself."""
    if _ANY_CASE.fullmatch(wanted) and wanted.casefold() == shown.casefold():
        # Windows takes both, and so does PowerShell.
        return Certainty.POSSIBLE
    return Certainty.POSSIBLE if _PROSE.fullmatch(wanted) and shown[:1] == "@" else None


def _show(node: Node, inline: Inline) -> str:
    return node.span.of(inline.text)


def _shapes(source: Inline, target: Inline) -> Iterator[Issue]:
    torn = _TORN_XREF.search(target.text) if "<xref" in source.text else None
    if torn and not _TORN_XREF.search(source.text):
        yield Issue(f"“{torn[0]}” makes no cross reference", None, Span(*torn.span()))
    wanted, found = source.of(Kind.PLACEHOLDER), target.of(Kind.PLACEHOLDER)
    _, missing, extra = pair_by_value(wanted, found)
    for node in missing[len(extra) :]:
        yield Issue(f"the placeholder “{_show(node, source)}” of the source is missing", node.span)
    # `< topic >` with blanks is one for a reader, and none for the parser.
    more = target.text.count("<") - source.text.count("<") if extra else 0
    for node in extra[len(missing) :][: max(more, 0)] if "< " in source.text else extra[len(missing) :]:
        shown = _show(node, target)
        if not any(shown in literal.value for literal in source.of(Kind.CODE)):  # that the code was lost says more
            yield Issue(f"the placeholder “{shown}” is not in the source", None, node.span)
