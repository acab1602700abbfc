"""The HTML report in a real Chromium: it loads, filters, sorts, and nothing from a document runs or is fetched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from reported import HOSTILE, document, finding
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

from browser import chromium, open_page, said, until
from l10nqa.model import BasisKind, DocumentState, DocumentStatus
from l10nqa.render.report import Commands, Comparison, Frame, Report, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    german = [finding(number) for number in range(60)]
    arabic = [finding(number, "كلمة 😀 **غامقة**.", "docs/ar/b.md") for number in range(60, 100)]
    results = [document("de-DE", *german), document("ar-SA", *arabic, path="docs/ar/b.md")]
    file = folder / "index.html"
    file.write_text(render_page(Report.of(results), Frame("Report", folder, "today")), encoding="utf-8")
    return file.as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def found(browser: WebDriver) -> str:
    return browser.find_element(By.ID, "found").text


def choose(browser: WebDriver, name: str, value: str) -> None:
    Select(browser.find_element(By.NAME, name)).select_by_value(value)


def first(browser: WebDriver, column: int) -> str:
    return browser.find_element(By.CSS_SELECTOR, f"#table tbody tr td:nth-child({column})").text


def test_it_loads_from_a_file_without_a_word_on_the_console(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    assert said(browser) == []
    assert found(browser) == "80 of 100 findings"  # those known and suppressed are filtered out
    assert first(browser, 1) == "critical"


def test_filters_narrow_the_table(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    choose(browser, "locale", "ar-SA")
    until(browser, "return document.getElementById('found').textContent.startsWith('32 of')")
    choose(browser, "status", "suppressed")
    until(browser, "return document.getElementById('found').textContent.startsWith('4 of')")
    choose(browser, "status", "all")
    browser.find_element(By.NAME, "text").send_keys("MESSAGE 77 ")
    until(browser, "return document.getElementById('found').textContent.startsWith('1 of')")
    assert browser.find_element(By.CSS_SELECTOR, "#table mark").text == "ك"
    assert browser.find_element(By.CSS_SELECTOR, "#table del").text == "لم"  # code points, also behind an emoji
    browser.find_element(By.CSS_SELECTOR, "#filters button").click()
    until(browser, "return document.getElementById('found').textContent.startsWith('80 of')")


def test_columns_sort(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    heading = browser.find_element(By.CSS_SELECTOR, "#table thead th:nth-child(1)")
    heading.click()
    assert first(browser, 1) == "critical"
    heading.click()
    assert first(browser, 1) == "minor"
    browser.find_element(By.CSS_SELECTOR, "#table thead th:nth-child(2)").click()
    assert first(browser, 2).startswith("code")


def test_the_address_keeps_filter_and_order(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    choose(browser, "rule", "spacing")
    browser.find_element(By.CSS_SELECTOR, "#table thead th:nth-child(4)").click()
    until(browser, "return location.hash.includes('rule=spacing') && location.hash.includes('sort=3.asc')")
    shown, address = found(browser), browser.current_url
    open_page(browser, address)
    assert found(browser) == shown != "80 of 100 findings"
    assert Select(browser.find_element(By.NAME, "rule")).first_selected_option.text == "spacing"
    assert first(browser, 4) == "docs/a.md:1"


def test_it_fits_a_phone(browser: WebDriver, page: str) -> None:
    screen = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    open_page(browser, page)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def fetched(browser: WebDriver) -> list[str]:
    """Return the addresses asked for since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in said(browser, "performance")]
    sent = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return [address for address in sent if not address.startswith(("about:", "blob:"))]


def test_a_hostile_document_runs_and_fetches_nothing(browser: WebDriver, tmp_path: Path) -> None:
    path = f"javascript:document.title='run'//{HOSTILE}.md"
    findings = [finding(number, HOSTILE, path) for number in range(10)]
    report = Report.of([document(HOSTILE, *findings, path=path), document("de-DE", finding(1))])
    file = tmp_path / "index.html"
    documents = [DocumentStatus(path, path, HOSTILE, DocumentState.STALE, BasisKind.FILES, remark=HOSTILE)]
    commands = Commands(f"l10nqa check {HOSTILE}", HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    frame = Frame("Report", tmp_path, "now", paths=HOSTILE, documents=documents, commands=commands)
    frame = frame._replace(comparison=Comparison(HOSTILE, 1), ledger=tmp_path / HOSTILE[:9])
    file.write_text(render_page(report, frame), encoding="utf-8")
    browser.get("about:blank")
    fetched(browser)
    open_page(browser, file.as_uri())
    choose(browser, "status", "all")
    until(browser, "return document.getElementById('found').textContent.startsWith('11 of')")
    assert browser.title == "Report"
    assert fetched(browser) == [file.as_uri()]
    assert said(browser) == []
    links = browser.execute_script("return Array.from(document.links, link => link.protocol)")
    assert set(links) == {"file:"}
    assert (
        browser.execute_script("return document.querySelectorAll('iframe, img, link, object, [onerror]').length") == 0
    )
    shown = browser.find_element(By.CSS_SELECTOR, "#table .pair").text
    assert "<img src=x onerror" in shown


def test_it_can_be_read_without_scripts(tmp_path: Path, page: str) -> None:
    with chromium(tmp_path / "profile", scripts=False) as browser:
        browser.get(page)
        rows = browser.find_elements(By.CSS_SELECTOR, "#table tbody tr")
        assert len(rows) == 100
        assert "Ein **Wort**." in browser.find_element(By.CSS_SELECTOR, "#table .pair").text
        assert browser.find_element(By.CSS_SELECTOR, "noscript p").rect["height"] > 10
        assert not browser.find_element(By.ID, "filters").is_displayed()
        assert len(browser.find_elements(By.CSS_SELECTOR, "#table mark")) > 100
