"""How quickly the HTML report loads, filters and sorts in Chromium, with 50,000 findings made from the corpora's.

Run by hand: python benchmarks/report_page.py [PAGE.html]; with a page, that one is measured.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from l10nqa.render.report import Frame, Report, render_page
from l10nqa.workspace.checking import check

if TYPE_CHECKING:
    from selenium.webdriver.chrome.webdriver import WebDriver

CORPORA = Path(__file__).parents[1] / "corpora"
FINDINGS = 50_000
FILTERS = (
    ("rule", "emphasis-count"), ("rule", ""), ("severity", "minor"), ("severity", ""), ("text", "the"),
    ("text", "zzz no such text"), ("text", ""), ("file", "a"), ("file", ""),
)  # fmt: skip
REACT = """
const [name, value, done] = arguments;
const field = document.querySelector(`#filters [name="${name}"]`);
const found = document.getElementById("found");
field.value = value;
const start = performance.now();
const watch = new MutationObserver(() => {
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => done([performance.now() - start, found.textContent])));
});
watch.observe(found, {childList: true});
field.dispatchEvent(new Event("input", {bubbles: true}));
"""
SORT = """
const [column, done] = arguments;
const start = performance.now();
document.querySelectorAll("#table thead th")[column].click();
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""


def made(folder: Path) -> Path:
    """Write a page whose every finding has texts of its own."""
    results = [result for result in check([str(CORPORA)], jobs=1) if result.findings]
    report, count = Report(), 0
    while count < FINDINGS:
        for result in results:
            copies = tuple(
                finding._replace(
                    path=f"{count}/{finding.path}",
                    source_text=f"{finding.source_text} {count}",
                    target_text=f"{finding.target_text} {count}",
                )
                for finding in result.findings
            )
            report.add(result._replace(path=f"{count}/{result.path}", findings=copies))
            count += len(copies)
    page = folder / "index.html"
    page.write_text(render_page(report, Frame("Report", folder, "now")), encoding="utf-8")
    return page


def measure(browser: WebDriver, page: Path) -> None:
    start = time.perf_counter()
    browser.get(page.resolve().as_uri())
    while not browser.execute_script("return document.documentElement.dataset.ready"):
        time.sleep(0.02)
    print(f"page        {page.stat().st_size / 1e6:6.1f} MB; ready after {time.perf_counter() - start:.2f} s")
    browser.set_script_timeout(60)
    for name, value in FILTERS:
        answers = [browser.execute_async_script(REACT, name, value) for _ in range(5)]
        times = [milliseconds for milliseconds, _ in answers]
        print(
            f"filter      {statistics.median(times):6.0f} ms  most {max(times):4.0f}  {name}={value!r}: {answers[0][1]}"
        )
    for column in range(4):
        times = [browser.execute_async_script(SORT, column) for _ in range(4)]
        print(f"sort        {statistics.median(times):6.0f} ms  most {max(times):4.0f}  column {column + 1}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = Options()
        options.binary_location = shutil.which("chromium") or "chromium"
        quiet = (
            "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
        )
        for argument in (*quiet.split(), "--disable-sync", f"--user-data-dir={folder}/profile"):
            options.add_argument(argument)
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            measure(browser, Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(folder)))
        finally:
            browser.quit()


if __name__ == "__main__":
    main()
