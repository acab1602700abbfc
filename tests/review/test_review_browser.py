"""The page in a real browser: by keys alone, for two at once, for those who hear it, against hostile documents."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from bilingual import text_of
from browser import chromium, said, until
from l10nqa.engine import read_ledger
from l10nqa.memory import Memory
from l10nqa.workspace.extracting import extract
from reviewing import Reviewed, reviewing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver

pytestmark = [pytest.mark.external, pytest.mark.usefixtures("server_extra")]
AXE = Path(__file__).parents[1] / "oracles" / "node_modules" / "axe-core" / "axe.min.js"

_SPACES = [(f"Wait {word}.", f"Gaidiet {word} .") for word in ("now", "here", "there", "still", "again")]
_NAMES = [("Open **Start Page** now.", "Open **Start Page** now.")]
_HOSTILE = [
    ("<script>document.title='x'</script> Wait.", "<script>document.title='x'</script> Gaidiet ."),
    ("<img src=x onerror=alert(1)> Wait.", "<img src=x onerror=alert(1)> Gaidiet ."),
    ("A \u202eevil\u202c and \u2066more. Wait.", "A \u202eevil\u202c and \u2066more \x1b[31m. Gaidiet ."),
    ("\"}'><svg onload=alert(1)> Wait.", "\"}'><svg onload=alert(1)> Gaidiet ."),
    ("{{ 7 * 7 }} {% raw %} Wait.", "{{ 7 * 7 }} {% raw %} Gaidiet ."),
    ("</textarea><script>document.title='y'</script>.", "</textarea><script>document.title='y'</script> ."),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    with chromium(tmp_path_factory.mktemp("chromium")) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def _enter(browser: WebDriver, review: Reviewed) -> None:
    said(browser)
    browser.get(review.address)
    is_ready = "(document.documentElement || {dataset: {}}).dataset.ready === 'yes'"  # there is none between two pages
    until(browser, f"return location.search === '' && {is_ready}")


def _cards(browser: WebDriver) -> int:
    return int(browser.execute_script("return Number(document.documentElement.dataset.cards || 0)"))


def _press(browser: WebDriver, key: str) -> str:
    """Press a key on what has the focus, wait for the next card, and return what the page says of it."""
    before = _cards(browser)
    browser.switch_to.active_element.send_keys(key)
    until(browser, f"return Number(document.documentElement.dataset.cards || 0) > {before}")
    return _text(browser, "#message")


def _text(browser: WebDriver, selector: str) -> str:
    return str(browser.execute_script("return (document.querySelector(arguments[0]) || {}).innerText || ''", selector))


def _messages(browser: WebDriver) -> list[str]:
    return [entry["message"] for entry in said(browser)]


def test_a_review_by_keys_alone(browser: WebDriver, folder: Path) -> None:
    file = folder / "a.md"
    before = text_of(*_SPACES)
    file.write_text(before, "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        assert "0 of 5 decided" in _text(browser, "#status")
        assert browser.execute_script("return document.activeElement.tagName") in ("BODY", "H2")
        assert _press(browser, "f") == "1 finding fixed in 1 document"
        assert file.read_text("utf-8") == before.replace("now .", "now.")
        assert browser.execute_script("return document.activeElement.id") == "title"
        assert "1 of 5 decided" in _text(browser, "#status")
        assert _press(browser, "x") == "1 finding decided: false alarm"
        browser.switch_to.active_element.send_keys("a")  # no reason yet: the page asks for it
        until(browser, "return document.activeElement.id === 'reason'")
        assert _press(browser, f"the publisher wants it{Keys.ENTER}") == "1 finding decided: accepted"
        entries = read_ledger(folder / "l10nqa-ledger.jsonl").entries
        assert sorted((entry.decision.value, entry.reason, entry.author) for entry in entries) == [
            ("accepted", "the publisher wants it", "Anna"),
            ("false-alarm", "decided in review", "Anna"),
        ]
        assert _press(browser, "a") == "1 finding decided: accepted"  # with the reason given before
        assert _press(browser, "u").startswith("Undone: 1 finding decided: accepted")
        assert _press(browser, "F") == "2 findings fixed in 1 document"
        assert "Nothing open here" in _text(browser, "#card")
        assert all(_press(browser, "u").startswith("Undone:") for _ in range(4))
        assert file.read_text("utf-8") == before
        assert not (folder / "l10nqa-ledger.jsonl").exists()
        assert "0 of 5 decided" in _text(browser, "#status")
        assert _messages(browser) == []


def test_editing_is_checked_while_typing(browser: WebDriver, folder: Path) -> None:
    file = folder / "a.md"
    file.write_text(text_of(("Wait for %s.", "Gaidiet %s .")), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        browser.switch_to.active_element.send_keys("e")
        until(browser, "return document.activeElement.id === 'new-target'")
        field = browser.switch_to.active_element
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys("Gaidiet.")
        until(browser, "return document.querySelector('#typed').innerText.includes('placeholder')")
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys("Gaidiet %s.")
        until(browser, "return document.querySelector('#typed').innerText.includes('No rule finds anything')")
        field.send_keys(Keys.ESCAPE)
        assert browser.execute_script("return document.activeElement.id") == "edit-button"
        browser.switch_to.active_element.send_keys("e")
        assert _press(browser, f"{Keys.CONTROL}{Keys.ENTER}") == "1 finding edited in 1 document"
        assert "Gaidiet %s.<" in file.read_text("utf-8")
        assert "Nothing open here" in _text(browser, "#card")


def test_filters_and_the_list_of_groups(browser: WebDriver, folder: Path) -> None:
    (folder / "a.md").write_text(text_of(*_SPACES), "utf-8")
    (folder / "b.md").write_text(text_of(("Wait for %s.", "Gaidiet.")), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        browser.switch_to.active_element.send_keys("/")
        before = _cards(browser)
        browser.find_element(By.NAME, "rule").send_keys("spacing")
        until(browser, f"return Number(document.documentElement.dataset.cards || 0) > {before}")
        assert _text(browser, "#title").startswith("spacing")
        browser.find_element(By.XPATH, "//button[text()='Groups']").click()
        until(browser, "return document.querySelectorAll('.groups li').length === 1")
        browser.find_element(By.NAME, "path").send_keys(f"b.md{Keys.ENTER}")
        until(browser, "return document.querySelector('#card h2').innerText.includes('Nothing open here')")
        assert "6 are open elsewhere" in _text(browser, "#card")
        time.sleep(2.5)  # the status is asked for again: the card must stay
        assert "Nothing open here" in _text(browser, "#card")


def test_two_reviewers_see_what_the_other_decides(browser: WebDriver, folder: Path, tmp_path: Path) -> None:
    (folder / "a.md").write_text(text_of(*_SPACES), "utf-8")
    with reviewing(folder) as review, chromium(tmp_path / "second") as second:
        _enter(browser, review)
        _enter(second, review)
        assert _press(browser, "X") == "5 findings decided: false alarm"
        until(second, "return document.querySelector('#notice').innerText.includes('changed meanwhile')")
        assert "Already decided by Anna: false alarm" in _press(second, "F")
        assert second.find_element(By.CSS_SELECTOR, "[data-key=u]").get_attribute("disabled")
        assert (folder / "a.md").read_text("utf-8") == text_of(*_SPACES)
        assert len(read_ledger(folder / "l10nqa-ledger.jsonl").entries) == 5
        _press(browser, "u")
        assert not (folder / "l10nqa-ledger.jsonl").exists()


def test_a_hostile_document_runs_nothing(browser: WebDriver, folder: Path) -> None:
    (folder / "a.md").write_text(text_of(*_HOSTILE), "utf-8")
    (folder / "<img src=x onerror=alert(2)>.md").write_text(text_of(*_SPACES), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        shown = ""
        for _ in range(12):
            shown += str(browser.execute_script("return document.querySelector('#card').textContent"))
            assert not browser.find_elements(By.CSS_SELECTOR, "#card script, #card img, #card svg")
            browser.switch_to.active_element.send_keys("e")
            until(browser, "return document.querySelector('#editor').hidden === false")
            browser.switch_to.active_element.send_keys(Keys.ESCAPE)
            _press(browser, "n" if browser.find_elements(By.CSS_SELECTOR, "[data-key=n]") else "j")
        for wanted in ("<script>", "<svg onload", "{{ 7 * 7 }}", "RLO", "LRI", "ESC", "</textarea><script>"):
            assert wanted in shown
        _press(browser, "F")
        browser.get(f"{review.root}summary")
        assert browser.title == "Summary of the review"
        assert browser.execute_script("return document.querySelectorAll('script, img, svg').length") == 0
        assert _messages(browser) == []


def _axe(browser: WebDriver) -> list[tuple[str, str, list[str]]]:
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})  # the policy forbids a script
    found: list[dict[str, Any]] = browser.execute_async_script(
        "const done = arguments[0]; axe.run().then(result => done(result.violations))"
    )
    return [(each["id"], each["impact"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.skipif(not AXE.exists(), reason="npm install --prefix tests/oracles")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: WebDriver, folder: Path, scheme: str) -> None:
    (folder / "a.md").write_text(
        text_of(*_SPACES, *_NAMES, ("Wait, please.", "انتظر ، من فضلك."), locale="ar-SA"), "utf-8"
    )
    memory = folder.parent / "memory.db"
    extract([str(folder)], memory)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        with reviewing(folder, "--tm", str(memory)) as review:
            _enter(browser, review)
            until(browser, "return document.querySelector('#memory h4') !== null")
            assert _axe(browser) == []
            browser.switch_to.active_element.send_keys("e")
            until(browser, "return document.querySelector('#editor').hidden === false")
            browser.switch_to.active_element.send_keys(Keys.ESCAPE)
            browser.switch_to.active_element.send_keys("/")
            browser.find_element(By.XPATH, "//button[text()='Groups']").click()
            until(browser, "return document.querySelectorAll('.groups li').length > 0")
            assert _axe(browser) == []
            browser.find_element(By.ID, "show-keys").click()
            assert _axe(browser) == []
            browser.find_element(By.ID, "close-keys").click()
            browser.find_element(By.ID, "title").send_keys("f")
            until(browser, "return document.querySelector('#message').innerText.includes('fixed')")
            assert _axe(browser) == []
            browser.get(f"{review.root}summary")
            assert _axe(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


@pytest.mark.parametrize(("locale", "direction"), [("ar-SA", "rtl"), ("he-IL", "rtl"), ("ur", "rtl"), ("de-DE", "ltr")])
def test_targets_have_their_direction_and_language(
    browser: WebDriver, folder: Path, locale: str, direction: str
) -> None:
    (folder / "a.md").write_text(text_of(*_SPACES, locale=locale), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        for selector in ("[aria-labelledby=target-title] .text", "#new-target", ".here .text:last-child"):
            shown = browser.find_element(By.CSS_SELECTOR, selector)
            assert (shown.get_attribute("dir"), shown.get_attribute("lang")) == (direction, locale)


def test_a_phone_shows_all_of_it(browser: WebDriver, folder: Path) -> None:
    long = "https://example.org/" + "a" * 300
    (folder / "a.md").write_text(text_of(*_SPACES, (f"See {long} now.", f"Skatiet {long} tagad .")), "utf-8")
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        with reviewing(folder) as review:
            _enter(browser, review)
            for _ in range(6):
                assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
                _press(browser, "n")
            buttons = [each for each in browser.find_elements(By.TAG_NAME, "button") if each.is_displayed()]
            assert [each.text for each in buttons if each.size["height"] < 36] == []
            browser.get(f"{review.root}summary")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_a_document_that_changed_on_disk_is_looked_at_anew(browser: WebDriver, folder: Path) -> None:
    file = folder / "a.md"
    file.write_text(text_of(*_SPACES), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        theirs = text_of(("Wait now.", "Gaidiet tagad."), *_SPACES[1:])
        file.write_text(theirs, "utf-8")
        assert "changed on disk" in _press(browser, "f") or "Nothing was changed" in _text(browser, "#message")
        assert file.read_text("utf-8") == theirs
        assert "0 of 4 decided" in _text(browser, "#status")


def test_the_memory_shows_matches_and_how_words_are_translated(browser: WebDriver, folder: Path) -> None:
    memory = folder.parent / "memory.db"
    pairs = (("Wait there!", "Pagaidiet tur!"), ("Wait at the door.", "Gaidiet pie durvīm."))
    (folder / "learn.md").write_text(text_of(*pairs), "utf-8")
    extract([str(folder)], memory)
    with Memory(memory) as opened:
        assert opened.count(target_locale="lv-LV") == 2
    (folder / "a.md").write_text(text_of(*_SPACES), "utf-8")
    with reviewing(folder, "--tm", str(memory), "--select", "spacing") as review:
        _enter(browser, review)
        _press(browser, "n")
        until(browser, "return (document.querySelector('#memory') || {innerText: ''}).innerText.includes('elsewhere')")
        browser.find_element(By.CSS_SELECTOR, ".concordance input").send_keys(f"door{Keys.ENTER}")
        until(browser, "return document.querySelector('#memory').innerText.includes('Gaidiet pie durvīm.')")


def test_the_sentence_is_annotated_for_an_evaluation(browser: WebDriver, folder: Path) -> None:
    (folder / "a.md").write_text(text_of(("Wait.", "Gaidiet .")), "utf-8")
    with reviewing(folder) as review:
        _enter(browser, review)
        browser.find_element(By.CSS_SELECTOR, ".evaluation summary").click()
        until(browser, "return document.querySelector('.annotate select')")
        if AXE.is_file():
            assert _axe(browser) == []
        browser.find_element(By.CSS_SELECTOR, ".annotate [name=note]").send_keys("so it is")
        browser.find_element(By.CSS_SELECTOR, ".annotate button").click()
        until(browser, "return document.getElementById('message').textContent.includes('annotated by Anna')")
    assert "so it is" in (folder / "l10nqa-lqa.jsonl").read_text("utf-8")
