"""Times a review in Chromium: the first card, the next one, a group decided by one key and undone.

    python benchmarks/review.py FOLDER        a folder of documents with some thousand findings; it is copied first

The figures are those of the browser: from the key to the card that it brings. `git diff` and the ledger are looked at
right after each key.
"""

from __future__ import annotations

import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

L10NQA = str(Path(sys.executable).with_name("l10nqa"))
CARDS = 40
LEAST_GROUP = 80
_WATCH = """
window.timedPress = key => {
  const page = document.documentElement;
  window.before = Number(page.dataset.cards || 0); window.end = 0; window.begin = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
};
new MutationObserver(() => {
  const cards = Number(document.documentElement.dataset.cards || 0);
  if (cards > window.before && !window.end) window.end = performance.now();
}).observe(document.documentElement, {attributes: true});
"""
_MINOR = """
const form = document.querySelector("#filters");
form.querySelector("[name=severity]").value = "minor";
form.dispatchEvent(new Event("change", {bubbles: true}));
"""


def main(source: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "docs"
        shutil.copytree(source, folder)
        identity = ("-c", "user.name=B", "-c", "user.email=b@b")
        for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "b"]):
            subprocess.run(["git", "-C", folder, *command], check=True)
        log = (Path(name) / "log").open("w+b")
        server = subprocess.Popen([L10NQA, "review", "."], cwd=folder, stderr=log)
        browser = _chromium(Path(name) / "profile")
        try:
            _measure(browser, folder, _address(Path(name) / "log"))
        finally:
            browser.quit()
            server.send_signal(signal.SIGINT)
            server.wait()


def _measure(browser: WebDriver, folder: Path, address: str) -> None:
    begin = time.perf_counter()
    browser.get(address)
    _until(browser, "return document.querySelector('#title') !== null")
    _say("first card after the address was written", time.perf_counter() - begin)
    _until(browser, "return !/Checking|Learning/.test(document.querySelector('#status').innerText)")
    _say("check of all", time.perf_counter() - begin)
    browser.execute_script(_WATCH)
    times = [_press(browser, "j") for _ in range(CARDS)]
    _say(f"next card, median of {CARDS}", statistics.median(times))
    _say("next card, slowest", max(times))
    browser.execute_script(_MINOR)  # the largest groups come first among them
    for key, what in (("F", "fixed"), ("X", "decided")):
        count = _go_to_group(browser, needs_fix=key == "F")
        _say(f"group of {count} {what} by one key", _press(browser, key))
        sys.stdout.write(
            f"  {_git(folder, 'diff', '--shortstat').strip() or 'no document changed'}; {_lines(folder)}\n"
        )
        _say("  undone", _press(browser, "u"))
        sys.stdout.write(f"  {_git(folder, 'status', '--short').strip() or 'as it was'}\n")


def _go_to_group(browser: WebDriver, *, needs_fix: bool) -> str:
    """Step through the groups until one is large enough; return the number of its findings."""
    browser.execute_script(_WATCH)
    while True:
        shown = browser.execute_script("return document.querySelector('.whole span')?.innerText || '0'")
        count = int(re.sub(r"\D", "", shown) or 0)
        has_fix = browser.execute_script("return document.querySelector('[data-key=F]') !== null")
        if LEAST_GROUP <= count <= 2 * LEAST_GROUP and (has_fix or not needs_fix):
            return str(count)
        _press(browser, "j")


def _press(browser: WebDriver, key: str) -> float:
    browser.execute_script("timedPress(arguments[0])", key)
    _until(browser, "return window.end > 0")
    return float(browser.execute_script("return (window.end - window.begin) / 1000"))


def _until(browser: WebDriver, condition: str) -> None:
    while not browser.execute_script(condition):
        time.sleep(0.005)


def _say(what: str, seconds: float) -> None:
    sys.stdout.write(f"{what}: {seconds:.3f} s\n")


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout


def _lines(folder: Path) -> str:
    ledger = folder / "l10nqa-ledger.jsonl"
    return f"{len(ledger.read_text('utf-8').splitlines()) if ledger.exists() else 0} lines in the ledger"


def _address(log: Path) -> str:
    while not (found := re.search(r"http://\S+", log.read_text("utf-8"))):
        time.sleep(0.005)
    return found[0]


def _chromium(profile: Path) -> WebDriver:
    options = Options()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


if __name__ == "__main__":
    main(sys.argv[1])
