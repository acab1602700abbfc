"""What a run learns from its own files: enough of each locale, and no more files than that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from l10nqa.bitext import find_bitexts
from l10nqa.lexicon import shelf
from l10nqa.workspace import learning
from l10nqa.workspace.knowledge import gather_knowledge
from l10nqa.workspace.opening import Opener

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from l10nqa.bitext import Place
    from l10nqa.model import Bitext


def _po(locale: str, first: int, count: int) -> str:
    head = f'msgid ""\nmsgstr ""\n"Language: {locale}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head + "".join(f'msgid "boat {n}"\nmsgstr "{locale} {n}"\n\n' for n in range(first, first + count))


def test_files_of_a_locale_that_is_known_well_enough_stay_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (
        ("1.po", _po("de", 0, 1_200)),
        ("2.po", _po("de", 5_000, 10)),
        ("3.po", _po("lv", 0, 1_200)),
        ("4.po", _po("lv", 5_000, 10)),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.setattr(learning, "_MOST_PAIRS", 1_100)
    opened: list[str] = []
    true_open = Opener.open

    def noted(self: Opener, place: Place) -> Bitext:
        opened.append(place.name)
        return true_open(self, place)

    monkeypatch.setattr(Opener, "open", noted)
    learned = gather_knowledge(find_bitexts([str(tmp_path)]), {})
    assert opened == ["1.po", "3.po"]
    assert {locale for locale, lexicon in learned.lexicons.items() if lexicon.segments} == {"de", "lv"}


def test_locales_are_learned_at_the_same_time_as_they_are_in_turn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for locale in ("de", "lv", "ar"):
        for number in range(3):
            (tmp_path / f"{number}-{locale}.po").write_text(_po(locale, 300 * number, 400), "utf-8")
    places = find_bitexts([str(tmp_path)])
    monkeypatch.setattr(learning, "_WORTH_A_POOL", 1)
    alone, together = (gather_knowledge(places, {"jobs": jobs}).lexicons for jobs in (1, 2))
    assert [locale for locale, lexicon in alone.items() if lexicon.segments] == ["ar", "de", "lv"]
    assert {locale: each.dump() for locale, each in together.items()} == {
        locale: each.dump() for locale, each in alone.items()
    }


def test_files_of_many_locales_teach_each_what_its_own_files_alone_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locales = [f"{language}-x-n{number}" for language in ("de", "lv", "ar") for number in range(3)]
    for number in range(3):  # the locales take turns, and a file without a locale of its own stands between them
        for locale in locales:
            (tmp_path / f"{number}-{locale}.po").write_text(_po(locale, 400 * number, 400), "utf-8")
    (tmp_path / "1.csv").write_text("source,target,source_locale,target_locale\nanchor,Anker,en,de-x-n0\n", "utf-8")
    monkeypatch.setattr(shelf, "_UNPACKED", 2)
    together = gather_knowledge(find_bitexts([str(tmp_path), str(tmp_path / "1.csv")]), {}).lexicons
    assert {locale for locale, lexicon in together.items() if lexicon.segments} == set(locales)
    for locale in locales[1:]:
        alone = gather_knowledge(find_bitexts([str(path) for path in sorted(tmp_path.glob(f"*-{locale}.po"))]), {})
        assert together[locale].dump() == alone.lexicons[locale].dump()
    assert together[locales[0]].segments == 1_201
