"""Right translations in many languages and scripts, on which no fix may lay a hand, and nothing about marks is said.

The kinds: entities within words, full stops of abbreviations, endings and particles written onto markup, dashes around
asides, questions that are titles, quotation marks of the language, white space that the language wants.
"""

from __future__ import annotations

import pytest

from l10nqa.engine.fixer import fix_segment
from l10nqa.engine.run_rules import certainty_of, run_rules
from l10nqa.lexicon import learn
from l10nqa.model import MARKDOWN, Profile, Segment
from l10nqa.quality import Certainty
from l10nqa.rule import RuleContext, parsed_segment
from l10nqa.rules import RULES

_OURS = {
    "link-punctuation",
    "emphasis-punctuation",
    "emphasis-count",
    "link-count",
    "spacing",
    "escape",
    "bracket",
}
_RIGHT = [
    # entities are one character
    ("de", "Lead on to the **next** page.", "F&uuml;hren Sie zur **n&auml;chsten** Seite."),
    ("fr", "Created for all", "Cr&eacute;&eacute; pour tous"),
    ("pt", "Action for you", "A&ccedil;&atilde;o para voc&ecirc;"),
    ("sv", 'Say "hello" now.', "S&auml;g &quot;hej&quot; nu."),
    ("nl", "10 files", "10&nbsp;bestanden"),
    ("de", "User rights", "Benutzer&shy;rechte"),
    ("pl", "Research & growth", "Badania&#160;i rozw&oacute;j"),
    ("ru", "See [R&D](u).", "См. [R&amp;D](u)."),
    ("cs", "Type a < b here.", "Zadejte a &lt; b."),
    ("he", "See **A & B**.", "ראה **A &amp; B**."),
    # a full stop of an abbreviation
    ("ru", "Set **Alerts** to **Off**.", "Для **Оповещений** выберите **Выкл.**"),
    ("uk", "names **and so on** here", "назви **і т. д.** тут"),
    ("de", "The **Quantity** column", "Die Spalte **Anz.** fehlt"),
    ("nl", "See **and so on**.", "Zie **enz.**"),
    ("it", "The **Price incl. tax** box.", "La casella **Prezzo IVA incl.**."),
    ("es", "The **Account number** box.", "El cuadro **N.º de cta.**."),
    ("fr", "See **page**.", "Voir **p. ex.**."),
    ("sv", "Wait **10 minutes**.", "Vänta **10 min.**."),
    ("fi", "The **Number** field.", "Kenttä **Nro.**."),
    ("hu", "The **Number** field.", "Az **Azon. sz.** mező."),
    ("lv", "Set the *Max* field.", "Iestatiet lauku *Maks.*."),
    ("pl", "The **Number** box.", "Pole **Nr ref.**."),
    # endings and particles written onto markup
    ("ko", "Open [Plans](u) and **Home**.", "[요금제](u)와 **홈**을 여세요."),
    ("ja", "Open **Plans** now.", "今すぐ**プラン**を開きます。"),
    ("zh", "Open **Plans** now.", "立即打开**计划**。"),
    ("th", "Open **Plans** now.", "เปิด**แผน**ทันที"),
    ("km", "Open **Plans** now.", "បើក**ផែនការ**ឥឡូវនេះ។"),
    ("my", "Open **Plans** now.", "**အစီအစဉ်**ကို ယခုဖွင့်ပါ။"),
    ("mr", "Click **Plans**.", "**योजना**वर क्लिक करा."),
    ("ne", "Click **Plans**.", "**योजना**मा क्लिक गर्नुहोस्।"),
    ("bn", "Click **Plans**.", "**পরিকল্পনা**তে ক্লিক করুন।"),
    ("ta", "Click **Plans**.", "**திட்டங்கள்**ஐக் கிளிக் செய்யவும்."),
    ("te", "Click **Plans**.", "**ప్రణాళికలు**పై క్లిక్ చేయండి."),
    ("kn", "Click **Plans**.", "**ಯೋಜನೆಗಳು**ಅನ್ನು ಕ್ಲಿಕ್ ಮಾಡಿ."),
    ("ml", "Click **Plans**.", "**പ്ലാനുകൾ**ൽ ക്ലിക്ക് ചെയ്യുക."),
    ("hy", "Open **Plans**.", "Բացեք **Պլաններ**ը։"),
    ("ka", "Open **Plans**.", "გახსენით **გეგმები**ს გვერდი."),
    ("tr", "Go to **Plans**.", "**Planlar**'a gidin."),
    ("tr", "Go to [Plans](u).", "[Planlar](u)dan seçin."),
    ("az", "Go to **Plans**.", "**Planlar**a keçin."),
    ("kk", "Open **Plans**.", "**Жоспарлар**ды ашыңыз."),
    ("fi", "Open **Plans** in `cmd`.", "Avaa **Paketit**-sivu ohjelmassa `cmd`:ssä."),
    ("et", "Open **Plans**.", "Avage **Paketid**e leht."),
    ("hu", "Open [Plans](u).", "Nyissa meg a [Csomagok](u)at."),
    ("eu", "Open **Plans**.", "Ireki **Planak**en orria."),
    ("mn", "Open **Plans**.", "**Төлөвлөгөө**г нээнэ үү."),
    ("id", "Save **it**.", "Simpan **berkas**nya."),
    ("ms", "Open **file**.", "Buka **fail**nya."),
    ("sv", "The **Plans** page.", "**Planer**s sida."),
    ("da", "The **Plans** page.", "**Planer**s side."),
    ("nb", "The **Plans** page.", "**Planer**s side."),
    ("nl", "The **Anna** page.", "**Anna**s pagina."),
    ("de", "The **Anna** page.", "**Anna**s Seite."),
    ("ar", "Open **A** and **B**.", "افتح **أ** و**ب**."),
    ("he", "Open **A** and **B**.", "פתח את **א** ו**ב**."),
    # asides
    ("es", "The file (if any) opens.", "El archivo —si lo hay— se abre."),
    ("ca", "The file, if any, opens.", "El fitxer —si n'hi ha— s'obre."),
    ("gl", "The file, if any, opens.", "O ficheiro —se o hai— ábrese."),
    # questions that are titles, marks that the language sets apart
    ("ko", "Have you read [What is it](u)?", "[무엇인가요?](u)를 읽어 보세요."),
    ("vi", "See **What is it**?", "Xem **Đây là gì?** để biết thêm."),
    ("fr", "**Note:** see it!", "**Remarque :** regardez-le !"),
    ("fr", 'Choose "A".', "Choisissez «\u00a0A\u00a0»."),
    ("el", "Is it there?", "Είναι εκεί;"),
    ("hi", "Save **it**.", "**इसे** सहेजें।"),
    ("am", "Save **it**.", "**ይህን** ያስቀምጡ።"),
    ("de", 'Choose **"Plans"**.', "Wählen Sie **„Tarife“** aus."),
    ("pl", 'Choose "Plans".', "Wybierz „Plany”."),
    ("ja", "Select **Plans**.", "**[プラン]** を選択します。"),
    ("ja", "Select **Plans (all)** here.", "ここで**プラン (すべて)** を選択します。"),
    ("ru", "It is 5 × 4.", "Это 5 \\* 4."),
]


def _segment(source: str, target: str) -> Segment:
    return Segment("1-101", source, target, profile=Profile(markup=MARKDOWN))


@pytest.mark.parametrize(("locale", "source", "target"), _RIGHT)
def test_a_right_translation_stays_as_it_is(locale: str, source: str, target: str) -> None:
    context = RuleContext("en", locale, lexicon=learn(()))
    assert fix_segment(_segment(source, target), context, RULES) is None
    said = [
        (rule.name, issue.message)
        for rule, issue in run_rules(RULES, parsed_segment(_segment(source, target)), context, _raise)
        if rule.name in _OURS and certainty_of(rule, issue) >= Certainty.LIKELY
    ]
    assert said == []


def _raise(_: object, error: Exception) -> None:
    raise error


def test_the_memory_tells_an_abbreviation_from_a_word() -> None:
    within = [(f"page {n}", f"lapa Pasūt. nr. {n}, te") for n in range(9)]
    words = [(f"book {n}", f"grāmata Plāns {n}. Te ir plāns") for n in range(9)]
    lexicon = learn([*within, *((source, target.replace("Pasūt", "pasūt")) for source, target in within), *words])
    assert lexicon.is_abbreviation("nr") is True
    assert lexicon.is_abbreviation("Plāns") is False
    assert lexicon.is_abbreviation("unseen") is None
