"""Words of a text, in scripts with and without spaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10nqa.counting import count_words, split_text, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n ", 0),
        ("… – ! (&) 🙂 → © €", 0),
        ("Select the button.", 3),
        ("don't, don’t and ’tis", 4),
        ("a well-known state-of-the-art thing - done", 5),
        ("co\u2011operate cooper\u00adate", 2),
        ("1,000 3.14 10.0.0.1 50%", 4),
        ("one,two one, two 1,two", 6),
        ("e.g. the U.S. v1.2.3", 4),
        ("and/or key=value a:b", 6),
        ("snake_case __init__ _", 3),
        ("See https://example.com/a/b?c=d&e=f#g for more", 4),
        ("mail name.surname@example.co.uk or www.example.com/x now", 5),
        ("@name is no address", 4),
        ("Ūdenī peldēja zaļš krokodils.", 4),
        ("u\u0308ber cafe\u0301", 2),
        ("l’abonnement d’une société", 3),
        ("Сохранить файл «как есть»", 4),
        ("Αποθήκευση αρχείου", 2),
        ("Պահպանել ֆայլը", 2),
        ("حدِّد الزر ثم احفظ الملف", 5),
        ("שמור את הקובץ צה״ל", 4),
        ("हिन्दी में सहेजें", 3),
        ("தமிழ் மொழி", 2),
        ("ფაილის შენახვა", 2),
        ("ፋይሉን፡አስቀምጥ", 2),
        ("파일을 저장합니다", 2),
        ("Lưu tệp này", 3),
        ("𝒜𝓁𝓅𝒽𝒶 𐐀𐐁", 2),
    ],
)
def test_words_of_scripts_with_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("设", 1),
        ("请选择您要保存的文件夹。按", 4),  # 12 / 2.8 = 4.3
        ("你好，世界！你好，世界！你好，世", 4),  # 11 / 2.8 = 3.9: marks do not count
        ("ファイルを保存します。あ", 4),  # 11 / 3.0 = 3.7
        ("ﾌｧｲﾙ", 1),  # half-width, 4 / 3.0
        ("人々の道", 1),  # 4 / 3.0
        ("Excel ファイルを保存", 3),  # 1 and 7 / 3.0 = 2.3
        ("参照https://example.com/です。", 2),  # 1 and 4 / 3.0
        ("บันทึกไฟล์", 2),  # 10 / 6.0 = 1.7, vowel signs and tone marks count
        ("ບັນທຶກໄຟລ໌", 2),
        ("រក្សាទុកឯកសារ", 2),  # 13 / 6.0
        ("ဖိုင်ကိုသိမ်းပါ", 3),  # 15 / 6.0
        ("請儲存檔案 and บันทึกไฟล์", 5),  # 5 / 2.8 = 1.8, 1, 10 / 6.0 = 1.7
    ],
)
def test_words_of_scripts_without_spaces(text: str, words: int) -> None:
    assert count_words(text) == words


_SPACED = st.lists(st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x5FF), min_size=1, max_size=6))


@given(_SPACED, st.sampled_from([" ", "\n", " – ", ", ", " (", "/"]))
def test_words_between_spaces_and_marks_are_each_counted(words: list[str], between: str) -> None:
    assert count_words(between.join(words)) == len(words)


@given(st.text(), st.text())
def test_texts_on_two_lines_have_the_words_of_both_within_rounding(one: str, other: str) -> None:
    # Each kind of unspaced script is rounded by at most half a word up, or from less than half to one.
    together = count_words(f"{one}\n{other}")
    assert abs(together - count_words(one) - count_words(other)) <= 3


@given(st.integers(3, 2000))
def test_a_long_text_has_the_words_its_factor_gives(characters: int) -> None:
    assert abs(count_words("字" * characters) - characters / 2.8) <= 0.5 + 1e-9
    assert abs(count_words("か" * characters) - characters / 3.0) <= 0.5 + 1e-9
    assert abs(count_words("ก" * characters) - characters / 6.0) <= 0.5 + 1e-9


@given(st.text())
def test_the_pieces_of_a_text_are_the_text_and_its_words(text: str) -> None:
    pieces = split_text(text)
    assert "".join(pieces) == text
    assert all(pieces)
    assert [piece for piece in pieces if not piece.isspace()] == split_words(text)


@given(st.text(st.one_of(st.sampled_from("aZ09_'.,- "), st.characters(max_codepoint=127))))
def test_ascii_alone_has_the_words_that_it_has_beside_other_characters(text: str) -> None:
    # A dash that is no part of ASCII ends a word and begins none: the text is read by the classes of its characters.
    assert count_words(text) == count_words(f"{text} – ")
