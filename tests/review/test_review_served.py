"""A served review lets in who has the token, and its own pages; it sends what a policy confines."""

from __future__ import annotations

import hashlib
import re
import shutil
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from bilingual import l10nqa, text_of
from gating import commit
from l10nqa.errors import ConfigError
from l10nqa.inputs import note_input, refuse_input, unwatched_inputs, watched_inputs
from reviewing import Reviewed, reviewing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("server_extra")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reviewed]:
    folder = tmp_path_factory.mktemp("served") / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(("Wait.", "Gaidiet .")), "utf-8")
    with reviewing(folder) as review:
        yield review


def _paths() -> list[str]:
    gets = ("", "card", "list", "places", "memory", "status", "summary", "annotate", "assets/review.js")
    posts = ("decide", "accept", "edit", "try", "undo", "name", "annotate")
    return [*(f"GET /{path}" for path in gets), *(f"POST /{path}" for path in posts)]


@pytest.mark.parametrize("request_line", _paths())
@pytest.mark.parametrize("token", ["", "wrong", "å"])
def test_nobody_without_the_token_is_served(served: Reviewed, request_line: str, token: str) -> None:
    method, path = request_line.split()
    headers = {"Cookie": f"l10nqa-review-{served.port}={token}".encode().decode("latin-1")} if token else {}
    reply = served.ask(method, path, {**headers, "Origin": f"http://127.0.0.1:{served.port}"})
    assert reply.status == 401
    assert "Gaidiet" not in reply.text
    assert served.token not in reply.text


def test_the_address_lets_in_and_a_wrong_token_does_not(served: Reviewed) -> None:
    reply = served.ask("GET", f"/?token={served.token}", {})
    assert reply.status == 200
    assert "httponly" in reply.headers["set-cookie"].lower()
    assert "samesite=strict" in reply.headers["set-cookie"].lower()
    assert served.ask("GET", "/?token=wrong", {}).status == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil"])
def test_a_foreign_host_name_is_refused(served: Reviewed, host: str) -> None:
    assert served.ask("GET", "/", {**served.cookie, "Host": host}).status == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", None])
def test_a_page_of_another_server_changes_nothing(served: Reviewed, origin: str | None) -> None:
    headers = served.cookie | ({"Origin": origin} if origin else {})
    assert served.ask("POST", "/undo", headers).status == 403


@pytest.mark.parametrize(
    "request_line", ["GET /", "GET /card", "GET /summary", "GET /assets/htmx.min.js", "POST /undo"]
)
def test_every_response_confines_what_may_run(served: Reviewed, request_line: str) -> None:
    method, path = request_line.split()
    reply = served.ask(method, path)
    assert reply.status == 200
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy.replace("https", "http").split("'self'")[0]
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"


def test_pages_hold_no_script_of_their_own_and_fetch_nothing_from_elsewhere(served: Reviewed) -> None:
    for path in ("/", "/card", "/list", "/summary"):
        html = served.ask("GET", path).text
        assert not re.search(r"<script(?![^>]* src=\"/assets/)", html)
        assert not re.search(r" on\w+=|javascript:|style=", html)
        assert not re.search(r"(?:src|href|hx-get|hx-post|action)=\"(?!/|#)", html)


def test_the_terminal_does_not_show_the_token_again(served: Reviewed) -> None:
    served.ask("GET", f"/?token={served.token}", {})
    assert served.log.read_text("utf-8").count(served.token) == 1


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/assets/../serve.py", "/assets/htmx.LICENSE", "/nothing"])
def test_there_is_nothing_else(served: Reviewed, path: str) -> None:
    assert served.ask("GET", path).status == 404


def test_what_is_unknown_is_answered_in_words(served: Reviewed) -> None:
    assert served.ask("GET", "/card", group="0", sentence="<b>").status == 200
    assert served.ask("GET", "/list", first="-1").status == 200
    assert served.ask("GET", "/places", first="x").status == 200
    assert served.ask("GET", "/memory", words="\u202e").status == 200
    for path in ("/accept", "/edit", "/try", "/undo"):
        assert served.ask("POST", path, group="0", text="x").status == 200
    for decision in ("nonsense", "", "fixed"):
        assert "That is no decision." in served.ask("POST", "/decide", decision=decision, group="0").text


def test_the_vendored_script_is_the_one_that_was_published() -> None:
    assets = files("l10nqa.review") / "assets"
    notes = (assets / "README.md").read_text("utf-8")
    digest = hashlib.sha256((assets / "htmx.min.js").read_bytes()).hexdigest()
    assert digest in notes
    assert "0BSD" in notes


def test_the_summary_has_the_diff_of_git(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text(text_of(("Wait.", "Gaidiet .")), "utf-8")
    commit(folder, "first")
    with reviewing(folder) as review:
        page = review.ask("GET", "/").text
        group, sentence = (re.search(f'name="{name}" value="(\\w+)"', page)[1] for name in ("group", "sentence"))  # type: ignore[index]
        review.ask("POST", "/accept", group=group, sentence=sentence)
        summary = review.ask("GET", "/summary").text
    assert "+&lt;span data-ttu-id=&#34;1a2b3-101&#34;&gt;Gaidiet.&lt;/span&gt;" in summary
    assert "1 of 1 findings are decided" in summary
    assert (
        review.log.read_text("utf-8").splitlines()[-1].startswith("1 of 1 finding decided (l10nqa-ledger.jsonl); 1 d")
    )


def test_faults_are_said_before_anything_is_served(tmp_path: Path) -> None:
    for arguments, said in {
        ("nowhere",): "nowhere",
        ("-",): "standard input cannot be written to",
        (".", "--select", "nonsense"): "nonsense",
        (".", "--ledger", "broken.jsonl"): "broken.jsonl:1",
    }.items():
        (tmp_path / "broken.jsonl").write_text("{}\n", "utf-8")
        done = l10nqa("review", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert "http" not in done.stderr


def test_a_port_in_use_is_said(served: Reviewed, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(text_of(("Wait.", "Gaidiet .")), "utf-8")
    done = l10nqa("review", ".", "--port", str(served.port), cwd=tmp_path)
    assert done.returncode == 2
    assert "cannot listen" in done.stderr


def test_help_teaches() -> None:
    text = l10nqa("review", "--help").stdout
    for word in ("Examples:", "Keys:", "undo", "--tm memory.db", "--baseline"):
        assert word in text


def test_a_folder_without_segments_says_so_on_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.md").write_text("# Nothing\n", "utf-8")
    with reviewing(folder) as review:
        page = review.ask("GET", "/").text
    assert "no segment was read" in page
    shutil.rmtree(folder)


def test_a_server_may_write_what_it_has_read(tmp_path: Path) -> None:
    with watched_inputs():
        note_input(tmp_path / "a.md", "document")
        with unwatched_inputs():
            refuse_input(tmp_path / "a.md", "ledger")
        with pytest.raises(ConfigError):
            refuse_input(tmp_path / "a.md", "ledger")


def test_the_ledger_may_be_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("", "utf-8")
    (tmp_path / "link.jsonl").symlink_to("a.jsonl")
    done = l10nqa("review", "a.jsonl", "--ledger", "link.jsonl", cwd=tmp_path)
    assert done.returncode == 2
    assert "is also an input" in done.stderr
