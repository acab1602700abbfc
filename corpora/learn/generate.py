"""Writes the learning corpus: bilingual documents in Turkish and Japanese, made from a small grammar.

    python corpora/learn/generate.py FOLDER

The help of Kaivaro, the invented harbor console of the other test documents, with enough segments (2,112 a locale) that
word associations can be learned from it. Turkish puts endings onto words and the verb last; Japanese has no spaces
between words. One segment in ten has a planted scope fault; FOLDER/expected.jsonl lists these, and all others are
right. The same bytes come out at each run. Everything here was written for this project (Apache-2.0).
"""

# ruff: noqa: INP001
from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

IN_DOCUMENT = 66
CYCLE = 20
FAULTY = (2, 13)
"""Of every cycle of segments, those that get a fault."""
BY_HAND_EVERY = 4
"""Every fourth document says that a person translated it."""

# English, Turkish, Turkish accusative, Japanese
NOUNS = (
    ("order", "sipariş", "siparişi", "注文"),
    ("report", "rapor", "raporu", "報告書"),
    ("user", "kullanıcı", "kullanıcıyı", "利用者"),
    ("invoice", "fatura", "faturayı", "請求書"),
    ("berth", "rıhtım", "rıhtımı", "岸壁"),
    ("ship", "gemi", "gemiyi", "船舶"),
    ("route", "rota", "rotayı", "航路"),
    ("key", "anahtar", "anahtarı", "鍵"),
    ("group", "grup", "grubu", "グループ"),
    ("message", "ileti", "iletiyi", "メッセージ"),
    ("container", "konteyner", "konteyneri", "コンテナー"),
    ("crane", "vinç", "vinci", "クレーン"),
    ("schedule", "çizelge", "çizelgeyi", "予定表"),
    ("contract", "sözleşme", "sözleşmeyi", "契約"),
    ("warehouse", "depo", "depoyu", "倉庫"),
    ("password", "parola", "parolayı", "パスワード"),
    ("camera", "kamera", "kamerayı", "カメラ"),
    ("license", "lisans", "lisansı", "ライセンス"),
    ("pilot", "kılavuz", "kılavuzu", "水先人"),
    ("tugboat", "römorkör", "römorkörü", "引船"),
    ("alarm", "alarm", "alarmı", "警報"),
    ("device", "aygıt", "aygıtı", "装置"),
)
# English, Turkish imperative, Turkish infinitive, Japanese
VERBS = (
    ("delete", "sil", "silmek", "削除"),
    ("create", "oluştur", "oluşturmak", "作成"),
    ("edit", "düzenle", "düzenlemek", "編集"),
    ("print", "yazdır", "yazdırmak", "印刷"),
    ("approve", "onayla", "onaylamak", "承認"),
    ("archive", "arşivle", "arşivlemek", "保管"),
    ("share", "paylaş", "paylaşmak", "共有"),
    ("move", "taşı", "taşımak", "移動"),
    ("lock", "kilitle", "kilitlemek", "固定"),
    ("merge", "birleştir", "birleştirmek", "結合"),
    ("copy", "kopyala", "kopyalamak", "複写"),
    ("check", "denetle", "denetlemek", "検査"),
)


class Words(NamedTuple):
    """What one sentence is about, in one language."""

    noun: str
    acting: str
    """To do it: an infinitive phrase."""
    first: str
    """The first part of the name of the command."""
    last: str
    """The rest of it, with what joins it to the first."""
    page: str
    title: str
    address: str


def english(noun: int, verb: int) -> Words:
    """Return the words of the source."""
    name, act = NOUNS[noun][0], VERBS[verb][0]
    title = f"How to {act} the {name}"
    address = f"{act}-{name}.md"
    return Words(name, f"{act} the {name}", act.capitalize(), f" {name}", f"{name.capitalize()} list", title, address)


def turkish(noun: int, verb: int) -> Words:
    """Return the words of the Turkish target."""
    _, name, accusative, _ = NOUNS[noun]
    act, infinitive = VERBS[verb][1:3]
    acting = f"{accusative} {infinitive}"
    address = english(noun, verb).address
    first = _capital(accusative)
    return Words(name, acting, first, f" {act}", f"{_capital(name)} listesi", _capital(acting), address)


def japanese(noun: int, verb: int) -> Words:
    """Return the words of the Japanese target."""
    name, act = NOUNS[noun][3], VERBS[verb][3]
    address = english(noun, verb).address
    return Words(name, f"{name}を{act}する", name, f"の{act}", f"{name}一覧", f"{name}を{act}する方法", address)


def _capital(text: str) -> str:
    return ("İ" if text[0] == "i" else text[0].upper()) + text[1:]


# English, Turkish, Japanese. {b} stands for the bold name of the command, {k} for the link; {after} is the word after
# the bold name, which a fault swallows or sits on.
SENTENCES = (
    ("Select {b}, and then save the {noun}.",
     "{b} {after} seçin ve ardından {noun} kaydını saklayın.", "öğesini",
     "{b} {after}選択し、次に{noun}を保存します。", "項目を"),
    ("On the **{page}** page, select {b} on the toolbar.",
     "**{page}** sayfasında araç çubuğundaki {b} {after} seçin.", "öğesini",
     "**{page}** ページで、ツール バーの {b} {after}選択します。", "項目を"),
    ("The {b} button is not available until the {noun} is complete.",
     "{noun} tamamlanana kadar {b} {after} kullanılamaz.", "düğmesi",
     "{noun}が完成するまで、{b} {after}は使用できません。", "ボタン"),
    ("Clear the {b} check box if you do not need the {noun}.",
     "{noun} gerekli değilse {b} {after} temizleyin.", "kutusunu",
     "{noun}が不要な場合は、{b} {after}をオフにします。", "チェック"),
    ("The administrator may {acting} at any time.",
     "Yönetici istediği zaman {acting} için yetkilidir.", "",
     "管理者はいつでも{acting}ことができます。", ""),
    ("For more information, see {k}.",
     "Daha fazla bilgi için {k} {after} bakın.", "konusuna",
     "詳細については、{k} {after}参照してください。", "記事を"),
    ("Before you begin, read {k} in the harbor manual.",
     "Başlamadan önce liman kılavuzunda {k} {after} okuyun.", "bölümünü",
     "始める前に、港の手引きの {k} {after}読んでください。", "部分を"),
    ("You need a new {noun} before you can {acting}.",
     "{acting} için önce yeni bir {noun} gerekir.", "",
     "{acting}前に、新しい{noun}が必要です。", ""),
)  # fmt: skip


class Fault(NamedTuple):
    """One way in which markup comes to sit on the wrong words."""

    note: str
    bold: Callable[[Words, str], str]
    link: Callable[[Words, str], str]


def _link(text: str, address: str) -> str:
    return f"[{text}]({address})"


FAULTS = (
    Fault("the first part of the name is left outside",
          lambda w, after: f"{w.first}{' ' * w.last.startswith(' ')}**{w.last.lstrip()}** {after}",
          lambda w, after: f"{_halves(w)[0]}{_link(_halves(w)[1], w.address)} {after}"),
    Fault("the word after the name is swallowed",
          lambda w, after: f"**{w.first}{w.last} {after}**",
          lambda w, after: f"{_link(f'{w.title} {after}', w.address)}"),
    Fault("the markup sits on the word after the name",
          lambda w, after: f"{w.first}{w.last} **{after}**",
          lambda w, after: f"{w.title} {_link(after, w.address)}"),
)  # fmt: skip
EMPTY = Fault("the link is empty", FAULTS[0].bold, lambda w, after: f"{w.title} {_link('', w.address)} {after}")


def _halves(words: Words) -> tuple[str, str]:
    """Return the title in two parts, with the blank between them in the first."""
    if " " in words.title:
        first, _, rest = words.title.partition(" ")
        return f"{first} ", rest
    first, joint, rest = words.title.partition("を")
    return first + joint, rest


class Made(NamedTuple):
    """One segment, and the fault planted in it if any: the rule that must report it, its fragment, a note."""

    source: str
    target: str
    rule: str = ""
    fragment: str = ""
    note: str = ""


def segments(locale: str) -> Iterator[Made]:
    """Yield the segments of one locale, in order."""
    column, words_of = (1, turkish) if locale == "tr-TR" else (3, japanese)
    for number in range(len(SENTENCES) * len(NOUNS) * len(VERBS)):
        sentence = SENTENCES[number % len(SENTENCES)]
        subject = number // len(SENTENCES)
        noun, verb = subject % len(NOUNS), (subject // len(NOUNS) + subject) % len(VERBS)
        source, target = english(noun, verb), words_of(noun, verb)
        after = sentence[column + 1]
        bold, link = f"**{target.first}{target.last}** {after}", f"{_link(target.title, target.address)} {after}"
        rule = "emphasis-scope" if "{b}" in sentence[0] else "link-scope" if "{k}" in sentence[0] else ""
        planted = None
        if rule and number % CYCLE in FAULTY:
            faults = (*FAULTS, EMPTY) if rule == "link-scope" else FAULTS
            planted = faults[number // CYCLE % len(faults)]
            bold, link = planted.bold(target, after), planted.link(target, after)
        english_text = sentence[0].format(
            b=f"**{source.first}{source.last}**", k=_link(source.title, source.address), **_plain(source)
        )
        pattern = sentence[column].replace("{b} {after}", "{b}").replace("{k} {after}", "{k}")
        text = pattern.format(b=bold, k=link, **_plain(target))
        text = _capital(text) if column == 1 and text[0].islower() else text
        if planted:
            shown = bold if rule == "emphasis-scope" else link
            opening, closing = ("**", "**") if rule == "emphasis-scope" else ("[", ")")
            start = shown.index(opening)
            end = shown.index(closing, start + len(opening)) + len(closing)
            yield Made(english_text, text, rule, shown[start:end], planted.note)
        else:
            yield Made(english_text, text)


def _plain(words: Words) -> dict[str, str]:
    return {"noun": words.noun, "acting": words.acting, "page": words.page}


def write(folder: Path) -> None:
    """Write the documents and `expected.jsonl`."""
    expected: list[str] = []
    for locale in ("ja-JP", "tr-TR"):
        (folder / locale).mkdir(parents=True, exist_ok=True)
        made = list(segments(locale))
        for first in range(0, len(made), IN_DOCUMENT):
            document = first // IN_DOCUMENT
            name = f"{locale}/article-{document:02}.md"
            origin = "HT" if document % BY_HAND_EVERY == 0 else "MT"
            text = f"---\ntitle: Article {document}\nms.contentlocale: {locale}\nms.translationtype: {origin}\n---\n"
            for number, segment in enumerate(made[first : first + IN_DOCUMENT], start=101):
                identifier = f"{document:05x}-{number}"
                lookup = f'<span class="sxs-lookup"><span data-stu-id="{identifier}">{segment.source}</span></span>'
                text += f'\n<span data-ttu-id="{identifier}">{segment.target}</span>{lookup}\n'
                if segment.rule:
                    line = {"path": name, "segment": identifier, "rule": segment.rule, "target": segment.fragment}
                    expected.append(json.dumps({**line, "note": segment.note}, ensure_ascii=False) + "\n")
            (folder / name).write_bytes(text.encode())
    (folder / "expected.jsonl").write_bytes("".join(expected).encode())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
