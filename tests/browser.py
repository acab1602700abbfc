"""A real Chromium for the tests of pages; they are skipped where there is none."""

from __future__ import annotations

import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver.chrome.webdriver import WebDriver

_QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--window-size=1440,1000",
)  # fmt: skip
_PATIENCE = 20
"""Seconds to wait for the table."""


@contextmanager
def chromium(profile: Path, *, scripts: bool = True) -> Iterator[WebDriver]:
    """Start Chromium with a fresh profile, which notes what pages say to the console and what they fetch."""
    binary, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("there is no Chromium here: apt-get install chromium chromium-driver")
    options = Options()
    options.binary_location = binary
    for argument in (*_QUIET, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    try:
        yield browser
    finally:
        browser.quit()


def said(browser: WebDriver, kind: str = "browser") -> list[dict[str, Any]]:
    """Return what was logged since the last call: the console's messages, or the `performance` events."""
    entries: list[dict[str, Any]] = browser.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


def open_page(browser: WebDriver, address: str) -> None:
    """Load a report from its file and wait until its table is ready."""
    browser.get("about:blank")  # another fragment alone would not load it anew
    browser.get(address)
    until(browser, "return document.documentElement.dataset.ready === 'yes'")


def until(browser: WebDriver, condition: str) -> None:
    """Wait until the script returns something true."""
    end = time.monotonic() + _PATIENCE
    while not browser.execute_script(condition):
        assert time.monotonic() < end, f"{condition}: {said(browser)}"
        time.sleep(0.02)
