"""What the server refuses, and that it says so as problem details (RFC 9457) and nothing else."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

from served import BEARER, TOKEN, serving

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from l10nqa.model import TranslationUnit
    from served import Reply, Served

_UNIT = {"source": "Refused.", "target": "Atteikts.", "source_locale": "en-US", "target_locale": "lv-LV"}
_READING = ("/v1/fuzzy?q=a", "/v1/exact?q=a", "/v1/concordance?q=a", "/v1/stats", "/tmserver/en/lv/unit/a")


def is_problem(reply: Reply, status: int) -> bool:
    assert reply.status == status, reply
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json["status"] == status
    assert reply.json["detail"]
    return bool({"type", "title"} <= reply.json.keys())


def lacks_the_unit(served: Served) -> bool:
    return not served.get("/v1/exact", q=_UNIT["source"]).json["matches"]


@pytest.fixture(scope="module")
def private(stored: Path) -> Iterator[Served]:
    with serving(stored, "--private") as served:
        yield served


@pytest.mark.parametrize(
    "authorization",
    [None, "", TOKEN, f"Basic {TOKEN}", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", "Bearer \xe9"],
)
def test_writing_needs_the_token(server: Served, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}
    reply = server.send("/v1/units", {"units": [_UNIT]}, headers)
    assert is_problem(reply, 401)
    assert reply.headers["www-authenticate"].startswith("Bearer")
    assert lacks_the_unit(server)


def test_reading_needs_the_token_where_that_is_wanted(private: Served) -> None:
    for path in _READING:
        assert is_problem(private.get(path), 401)
        assert private.get(path, BEARER).status == 200
    assert is_problem(private.send("/v1/batch", {"queries": ["a"]}), 401)
    assert private.get("/v1/health").status == 200


@pytest.mark.parametrize(("options", "token"), [(["--read-only"], TOKEN), ([], None)])
def test_where_nothing_can_be_written_no_token_helps(tm: Path, options: list[str], token: str | None) -> None:
    with serving(tm, *options, token=token) as served:
        assert is_problem(served.send("/v1/units", {"units": [_UNIT]}, BEARER), 403)
        assert is_problem(served.send("/tmserver/en/lv/unit/x", _UNIT, BEARER, "PUT"), 403)
        assert served.get("/v1/health").json["writable"] is False
        assert lacks_the_unit(served)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "[::2]:80", "8.8.8.8"]
)
def test_a_server_on_loopback_answers_to_no_other_name(server: Served, host: str) -> None:
    assert is_problem(server.get("/v1/stats", {"Host": host}), 421)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_a_server_on_loopback_answers_to_its_names(server: Served, host: str) -> None:
    assert server.get("/v1/health", {"Host": host}).status == 200


def test_a_proxy_may_give_a_name_that_is_allowed(stored: Path) -> None:
    with serving(stored, "--host-name", "tm.example.org") as served:
        assert served.get("/v1/health", {"Host": "TM.example.org:443"}).status == 200
        assert served.get("/v1/health", {"Host": "example.org"}).status == 421


def test_a_text_may_have_ten_thousand_code_points_and_no_more(server: Served) -> None:
    for text in ("a" * 10_000, "日" * 10_000, "😀" * 10_000):
        assert server.get("/v1/fuzzy", q=text).status == 200
        assert server.suggest(text).status == 200
        assert server.send("/v1/batch", {"queries": [text]}).status == 200
        assert is_problem(server.get("/v1/fuzzy", q=f"{text}b"), 422)
        assert is_problem(server.suggest(f"{text}b"), 422)
        assert is_problem(server.send("/v1/batch", {"queries": [f"{text}b"]}), 422)
        assert is_problem(server.send("/v1/units", {"units": [{**_UNIT, "target": f"{text}b"}]}, BEARER), 422)


def test_a_batch_may_have_five_hundred_queries_and_no_more(server: Served) -> None:
    assert len(server.send("/v1/batch", {"queries": ["a"] * 500}).json["results"]) == 500
    assert is_problem(server.send("/v1/batch", {"queries": ["a"] * 501}), 422)
    assert is_problem(server.send("/v1/batch", {"queries": []}), 422)
    assert is_problem(server.send("/v1/units", {"units": [_UNIT] * 501}, BEARER), 422)


def test_a_body_over_eight_mebibytes_is_not_taken(server: Served) -> None:
    headers = {"Content-Type": "application/json"}
    longest = json.dumps({"queries": ["a"]}).encode().ljust(8 * 1024**2)
    assert server.ask("POST", "/v1/batch", longest, headers).status == 200
    assert is_problem(server.ask("POST", "/v1/batch", longest + b" ", headers), 413)
    # Said to be long, and never sent.
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_a_body_in_chunks_is_measured_too(server: Served) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in range(9):
            connection.sendall(b"100000\r\n" + b" " * 0x100000 + b"\r\n")
        connection.sendall(b"0\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b"\xff\xfe", 400),
        ('{"queries": ["a"]}'.encode("utf-16"), 400),
        (b'{"queries": ["\xff"]}', 400),
        (b'{"queries": ["\\ud800"]}', 422),
        (b'{"queries": [1]}', 422),
        (b'{"queries": ["a"], "minimum": 70}', 422),
        (b'{"queries": ["a"], "min": NaN}', 422),
        (b'{"queries": ["a"], "limit": 1e400}', 422),
        (b"[" * 100_000, 400),
        (b"null", 422),
    ],
)
def test_a_body_that_cannot_be_meant_is_told(server: Served, body: bytes, status: int) -> None:
    assert is_problem(server.ask("POST", "/v1/batch", body, {"Content-Type": "application/json"}), status)


@pytest.mark.parametrize(
    "path", ["/tmserver/en/lv/unit/%FF%FE", "/tmserver/en/lv/unit/%C3", "/v1/fuzzy?q=%FF", "/v1/exact?q=a&limit=%80"]
)
def test_a_url_that_is_not_utf_8_is_told(server: Served, path: str) -> None:
    assert is_problem(server.get(path), 400)


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/v1", "/v1/", "/tm.db", "/docs", "/redoc", "/static/", "/v1/units/1", "/tmserver/en/lv/", "//"),
        *("/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/tmserver/../../etc/passwd", "/v1/..%2f..%2fetc%2fpasswd"),
    ],
)
def test_nothing_else_is_served(server: Served, path: str) -> None:
    assert is_problem(server.get(path), 404)


def test_other_methods_are_refused(server: Served) -> None:
    for method, path in (("DELETE", "/v1/units"), ("GET", "/v1/units"), ("POST", "/v1/fuzzy"), ("TRACE", "/v1/stats")):
        assert is_problem(server.ask(method, path), 405)
    assert is_problem(server.ask("DELETE", "/tmserver/en/lv/unit/a"), 405)


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("/v1/stats", "GET, HEAD, OPTIONS"),
        ("/v1/units", "OPTIONS, POST"),
        ("/tmserver/en/lv/unit/a/b", "GET, HEAD, OPTIONS, POST, PUT"),
    ],
)
def test_what_a_resource_takes_is_told(server: Served, path: str, methods: str) -> None:
    refused = server.ask("DELETE", path)
    assert is_problem(refused, 405)
    assert refused.headers["allow"] == methods
    asked = server.ask("OPTIONS", path)
    assert (asked.status, asked.headers["allow"], asked.body) == (204, methods, b"")


def test_head_tells_what_get_would(server: Served) -> None:
    for path in ("/v1/stats", "/v1/fuzzy?q=a", "/v1/fuzzy", "/tmserver/en/lv/unit/a", "/nowhere", "/openapi.json"):
        head, get = server.ask("HEAD", path), server.get(path)
        assert (head.status, head.body) == (get.status, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
    assert server.ask("HEAD", "/v1/units").status == 405


def test_a_body_of_no_type_is_json_and_one_of_another_type_is_told(server: Served) -> None:
    body = b'{"queries": ["a"]}'
    assert server.ask("POST", "/v1/batch", body).status == 200
    assert (
        server.ask("POST", "/v1/batch", body, {"Content-Type": "application/vnd.x+json; charset=utf-8"}).status == 200
    )
    form = server.ask("POST", "/v1/batch", body, {"Content-Type": "application/x-www-form-urlencoded"})
    assert is_problem(form, 415)
    assert "Content-Type: application/json" in form.json["detail"]


def test_no_page_may_read_unless_its_origin_is_allowed(stored: Path, server: Served) -> None:
    asked = {"Origin": "https://one.example"}
    assert not [name for name in server.get("/v1/stats", asked).headers if name.startswith("access-control")]
    with serving(stored, "--cors", "https://one.example") as served:
        assert served.get("/v1/stats", asked).headers["access-control-allow-origin"] == "https://one.example"
        other = served.get("/v1/stats", {"Origin": "https://two.example"})
        assert "access-control-allow-origin" not in other.headers


def test_no_response_can_be_taken_for_a_page(own_server: Served, units: Sequence[TranslationUnit]) -> None:
    page = "<script>alert(1)</script>"
    assert own_server.send("/v1/units", {"units": [{**_UNIT, "source": page, "target": page}]}, BEARER).status == 200
    for reply in (
        own_server.get("/v1/exact", q=page),
        own_server.suggest(page),
        own_server.get("/v1/concordance", q=units[0].source[:5]),
        own_server.get(f"/{page}"),
        own_server.get("/openapi.json"),
    ):
        assert reply.headers["content-type"] in {"application/json", "application/problem+json"}
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["content-security-policy"].startswith("default-src 'none'")
        assert reply.headers["cache-control"] == "no-store"


def test_the_log_has_a_line_for_each_request_and_no_token(tm: Path) -> None:
    with serving(tm) as served:
        served.get("/v1/fuzzy?q=one%0Atwo")
        served.send("/v1/units", {"units": [_UNIT]}, BEARER)
    lines = served.log.read_text("utf-8").splitlines()
    assert [line.split(" - ")[1] for line in lines[1:]] == [
        '"GET /v1/fuzzy?q=one%0Atwo HTTP/1.1" 200',
        '"POST /v1/units HTTP/1.1" 200',
    ]
    assert TOKEN not in "".join(lines)
