"""Every figure of the report leads to its findings, by mouse and keyboard; the address can be sent to a colleague."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reported import document, finding
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from browser import chromium, open_page, until
from l10nqa.memory.runs import ReportRun, RunFigure, RunWords
from l10nqa.model import BasisKind, DocumentState, DocumentStatus
from l10nqa.render.report import Commands, Comparison, Frame, Report, render_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.chrome.webdriver import WebDriver

LOCALES = ("ar-SA", "de-DE", "ja-JP")
AXE = Path(__file__).parents[1] / "oracles" / "node_modules" / "axe-core" / "axe.min.js"


def made(folder: Path) -> Path:
    """Write a page with all its parts, and return its path."""
    report = Report(is_known=lambda each: int(each.fingerprint) % 3 != 0)
    for index, locale in enumerate(LOCALES):
        for number in range(index * 50, index * 50 + 50, 10):
            path = f"docs/{locale}/{number}.md"
            found = [
                finding(each, path=path)._replace(message=f"message {each % 5}") for each in range(number, number + 10)
            ]
            report.add(document(locale, *found, path=path)._replace(origin="HT" if number % 20 else "MT"))
    words = tuple(RunWords(locale, "MT", 1, 100, 1000) for locale in LOCALES)
    figures = tuple(RunFigure(locale, "MT", "spacing", "minor", 9) for locale in LOCALES)
    states = [DocumentStatus(f"docs/de/{state.value}.md", "docs/en/a.md", "de", state, BasisKind.FILES)
              for state in DocumentState]  # fmt: skip
    frame = Frame(
        "A project with a rather long name · localization QA",
        folder,
        "today",
        paths="docs/",
        threshold=95,
        runs=[ReportRun(1_790_000_000 + 86_400 * day, "1", "", "docs", words, figures) for day in range(4)],
        documents=states,
        commands=Commands(*(f"l10nqa {name} docs/de docs/ja --source docs/en --tm memory.db" for name in "abc")),
        comparison=Comparison("the report of yesterday in this folder", 3, 20.0),
    )
    file = folder / "index.html"
    file.write_text(render_page(report, frame), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return made(tmp_path_factory.mktemp("report")).as_uri()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDriver]:
    with chromium(tmp_path_factory.mktemp("profile")) as started:
        yield started


def shown(browser: WebDriver) -> int:
    return int(browser.find_element(By.ID, "found").text.split()[0].replace(",", ""))


def addresses(browser: WebDriver) -> list[tuple[str, str]]:
    """Return the links to filtered findings outside the table: their addresses, and the texts around them."""
    found: list[tuple[str, str]] = browser.execute_script(
        "return [...document.querySelectorAll('a[href*=\"#\"]')].filter(link => link.getAttribute('href').includes('=')"
        " && !link.closest('#table, #causes-found')).map(link => [link.hash, link.textContent + ' | '"
        " + link.closest('li, tr, div, p').textContent])"
    )
    return found


def test_every_link_leads_to_findings_and_says_how_many(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    links = addresses(browser)
    assert {name for hash_, _ in links for name in ("severity", "rule", "locale", "cause", "path", "status", "origin")
            if f"{name}=" in hash_} == {"severity", "rule", "locale", "cause", "path", "status", "origin"}  # fmt: skip
    numbers = {}
    for address in {address for address, _ in links}:
        browser.execute_script("location.hash = arguments[0]", address)
        browser.execute_async_script("const done = arguments[0]; setTimeout(done, 0)")
        numbers[address] = shown(browser)
        if "status=known" not in address:
            assert numbers[address] > 0, address
    told = {
        (address, int(number[1]))
        for address, text in links
        if (number := re.match(r"([0-9]+) [|]", text) or re.search(r"([0-9]+)(?: of [0-9]+)? findings?", text))
    }
    assert len(told) > 20
    assert [(address, number) for address, number in told if numbers[address] != number] == []


def test_a_step_is_followed_by_keyboard_and_taken_back(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    everything = shown(browser)
    link = browser.find_element(By.CSS_SELECTOR, ".todo .repairs .step a")
    number = int(link.text.split()[0])
    browser.execute_script("document.querySelector('.skip').focus()")
    for _ in range(60):
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.switch_to.active_element == link:
            break
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    until(browser, f"return document.getElementById('found').textContent.startsWith('{number} of')")
    assert browser.switch_to.active_element.get_attribute("id") == "findings"
    assert browser.execute_script("return document.getElementById('findings').getBoundingClientRect().top") < 100
    address = browser.current_url
    browser.back()
    until(browser, "return !location.hash.includes('status')")
    open_page(browser, address)  # as a colleague would
    assert shown(browser) == number < everything


def test_a_cause_leads_to_the_findings_that_say_so(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    links = browser.find_elements(By.CSS_SELECTOR, "#h-causes ~ .cause-list a")
    causes = [(link.text, link.get_attribute("hash")) for link in links]
    assert len({text for text, _ in causes}) > 3
    for text, address in causes:
        open_page(browser, f"{page}{address}")
        rows = browser.find_elements(By.CSS_SELECTOR, "#table .message")
        assert {row.text for row in rows} == {text}


def test_what_only_a_link_sets_is_shown_and_can_be_taken_away(browser: WebDriver, page: str) -> None:
    open_page(browser, page)
    everything = shown(browser)
    browser.find_element(By.CSS_SELECTOR, ".todo .files ul a").click()
    until(browser, f"return !document.getElementById('found').textContent.startsWith('{everything} of')")
    chip = browser.find_element(By.CSS_SELECTOR, "#only button")
    assert "docs/" in chip.text
    rows = browser.find_elements(By.CSS_SELECTOR, "#table td.path bdi")
    assert {row.text for row in rows} == {chip.text.removeprefix("Only the file ").removesuffix(" ✕")}
    chip.click()
    until(browser, f"return document.getElementById('found').textContent.startsWith('{everything} of')")
    assert "path=" not in browser.current_url


def test_causes_of_what_is_shown_lead_on_within_the_filter(browser: WebDriver, page: str) -> None:
    open_page(browser, f"{page}#locale=de-DE&status=all")
    link = browser.find_element(By.CSS_SELECTOR, "#causes-found a")
    count = int(link.find_element(By.XPATH, "following-sibling::span").text.split()[0])
    link.click()
    until(browser, "return location.hash.includes('cause=')")
    assert shown(browser) == count > 1
    assert "locale=de-DE" in browser.current_url
    messages = {each.text.split(" suppressed")[0].split(" known")[0]
                for each in browser.find_elements(By.CSS_SELECTOR, "#table .message")}  # fmt: skip
    assert len(messages) == 1


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_cut_off_or_too_small_to_read(browser: WebDriver, page: str, width: int) -> None:
    screen = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    try:
        open_page(browser, page)
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        cut = browser.execute_script(
            "return [...document.querySelectorAll('main *')].filter(each => !each.closest('.map, .hidden'))"
            ".filter(each => { const box = each.getBoundingClientRect();"
            " return box.width && (box.right > innerWidth + 1 || box.left < -1) })"
            ".map(each => each.outerHTML.slice(0, 99))"
        )
        assert cut == []
        small = browser.execute_script(
            "return [...document.querySelectorAll('main *')].filter(each => each.checkVisibility()"
            " && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))"
            ".map(each => { const drawing = each.ownerSVGElement;"
            " const scale = drawing ? drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width : 1;"
            " return [parseFloat(getComputedStyle(each).fontSize) * scale, each.outerHTML.slice(0, 99)] })"
            ".filter(([size]) => size < 11)"
        )
        assert small == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: WebDriver, page: str, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe is not here: npm install --prefix tests/oracles")
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    try:
        open_page(browser, page)
        browser.find_element(By.CSS_SELECTOR, ".choose input").click()  # the form for decisions is there as well
        browser.execute_script(AXE.read_text("utf-8"))
        found = browser.execute_async_script(
            "axe.run().then(({ violations }) => arguments[0](violations.map(({ impact, id, nodes }) =>"
            " [impact, id, nodes[0].html])))"
        )
        assert found == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
