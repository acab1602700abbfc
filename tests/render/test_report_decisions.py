"""Decisions made in the report: the command is one that a shell runs, the lines are those that the ledger reads."""

from __future__ import annotations

import shlex
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from reported import HOSTILE, document, finding
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from browser import chromium, open_page, until
from l10nqa.engine import read_ledger, write_ledger
from l10nqa.engine.records import cut
from l10nqa.model import Decision
from l10nqa.render.report import Commands, Frame, Report, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

    from l10nqa.model import Finding

REASON = """a “name”, isn't a label; $(touch x) `y` \\ 😀 كلمة"""


def found() -> list[Finding]:
    texts = ("Ein **Wort**.", "كلمة 😀 **غامقة**.", HOSTILE)
    return [finding(number, texts[number % 3])._replace(fingerprint=f"{number:032x}") for number in range(90)]


@pytest.fixture
def page(tmp_path: Path) -> str:
    report = Report.of([document("de-DE", *found())])
    commands = Commands(decide="l10nqa decide --findings 'a folder/findings.jsonl'")
    frame = Frame("Report", tmp_path, "today", commands=commands, ledger=tmp_path / "decisions" / "ledger.jsonl")
    (tmp_path / "index.html").write_text(render_page(report, frame), encoding="utf-8")
    return (tmp_path / "index.html").as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def press(browser: WebDriver, name: str) -> None:
    browser.find_element(By.CSS_SELECTOR, f"#decide button[name={name}]").click()


def told(browser: WebDriver) -> str:
    return browser.find_element(By.ID, "told").text


def fill(browser: WebDriver, name: str, value: str) -> None:
    # Keys of WebDriver cannot type beyond the basic plane.
    field = browser.find_element(By.CSS_SELECTOR, f"#decide [name={name}]")
    browser.execute_script("arguments[0].value = arguments[1]", field, value)


def downloaded(browser: WebDriver, folder: Path) -> Path:
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    press(browser, "download")
    file, end = folder / "decisions.jsonl", time.monotonic() + 20
    while not file.is_file():
        assert time.monotonic() < end, list(folder.iterdir())
        time.sleep(0.02)
    return file


def test_what_is_downloaded_the_ledger_takes(browser: WebDriver, page: str, tmp_path: Path) -> None:
    open_page(browser, f"{page}#rule=number")
    browser.find_element(By.ID, "choose-shown").click()
    shown = [each for each in found() if each.rule == "number" and each.is_active]
    assert browser.find_element(By.ID, "chosen").text == f"{len(shown)} chosen, 0 collected"
    press(browser, "collect")
    assert told(browser) == "Give a reason."
    fill(browser, "reason", REASON)
    fill(browser, "author", "Zoë")
    Select(browser.find_element(By.NAME, "decision")).select_by_value("accepted")
    press(browser, "collect")
    file = downloaded(browser, tmp_path)
    (tmp_path / "decisions").mkdir()
    raw = file.read_bytes()
    ledger_file = tmp_path / "decisions" / "ledger.jsonl"
    ledger_file.write_bytes(raw)
    ledger = read_ledger(ledger_file)
    assert {entry.fingerprint for entry in ledger.entries} == {each.fingerprint for each in shown}
    assert all(ledger.spares(each) == (each in shown) for each in found() if each.is_active)
    by_fingerprint = {each.fingerprint: each for each in shown}
    for entry in ledger.entries:
        about = by_fingerprint[entry.fingerprint]
        assert (entry.decision, entry.reason, entry.author, entry.rule, entry.segment) == (
            Decision.ACCEPTED, REASON, "Zoë", about.rule, about.segment,
        )  # fmt: skip
        assert entry.message == cut(about.message)
        # The report was made in the current folder; the ledger is elsewhere.
        assert (ledger_file.parent / entry.path).resolve() == (tmp_path.cwd() / about.path).resolve()
        assert abs(date.fromisoformat(entry.date) - date.today()).days <= 1  # noqa: DTZ011 - a day where the user is
    write_ledger(ledger_file, ledger.entries)
    assert ledger_file.read_bytes() == raw  # the ledger's own writer would change nothing


def test_what_is_collected_outlives_the_page_until_it_is_discarded(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    browser.find_element(By.CSS_SELECTOR, ".choose input").click()
    fill(browser, "reason", "a name")
    fill(browser, "author", "A")
    press(browser, "collect")
    assert "collected: false-alarm" in browser.find_element(By.CSS_SELECTOR, ".choose").text
    open_page(browser, page)
    assert browser.find_element(By.ID, "chosen").text == "0 chosen, 1 collected"
    press(browser, "discard")
    open_page(browser, page)
    assert not browser.find_element(By.ID, "decide").is_displayed()


def test_the_command_is_what_a_shell_reads(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    browser.execute_script("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }")
    boxes = browser.find_elements(By.CSS_SELECTOR, ".choose input")
    for box in boxes[:3]:
        browser.execute_script("arguments[0].click()", box)
    fill(browser, "reason", REASON)
    fill(browser, "author", "O'Neill")
    press(browser, "copy")
    until(browser, "return window.copied !== undefined")
    words = shlex.split(browser.execute_script("return window.copied"))
    assert words[:8] == [
        "l10nqa", "decide", "--findings", "a folder/findings.jsonl", "--as", "false-alarm", "--reason", REASON,
    ]  # fmt: skip
    assert words[8:10] == ["--author", "O'Neill"]
    active = {each.fingerprint for each in found() if each.is_active}
    assert len(set(words[10:])) == 3
    assert set(words[10:]) <= active


def test_a_command_for_too_many_is_not_copied(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    browser.find_element(By.ID, "choose-shown").click()
    fill(browser, "reason", "all")
    press(browser, "copy")
    until(browser, "return document.getElementById('told').textContent.includes('at most 50')")


def test_the_commands_of_the_first_screen_can_be_copied(browser: WebDriver, tmp_path: Path) -> None:
    commands = Commands("l10nqa check 'a b'", "l10nqa fix 'a b'")
    frame = Frame("Report", tmp_path, "today", commands=commands)
    (tmp_path / "index.html").write_text(render_page(Report.of([document("de-DE", *found())]), frame), encoding="utf-8")
    open_page(browser, (tmp_path / "index.html").as_uri())
    browser.execute_script("navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve() }")
    browser.find_element(By.CSS_SELECTOR, ".todo .repairs .copy").click()
    until(browser, "return window.copied === \"l10nqa fix 'a b'\"")
