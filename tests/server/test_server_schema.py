"""The OpenAPI document is complete, and the server does what it says, whatever is sent."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from served import BEARER, serving

if TYPE_CHECKING:
    from pathlib import Path

    from served import Served

_METHODS = {"get", "post", "put"}
_EXAMPLES = int(os.environ.get("SERVER_EXAMPLES", "20"))


def test_every_operation_is_described(server: Served) -> None:
    document = server.get("/openapi.json").json
    operations = [
        operation for path in document["paths"].values() for method, operation in path.items() if method in _METHODS
    ]
    assert len(operations) == 12
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        success = operation["responses"]["200"]["content"]["application/json"]["schema"]
        assert success
        failures = [response for status, response in operation["responses"].items() if status != "200"]
        assert failures
        assert all(failure["content"].keys() == {"application/problem+json"} for failure in failures)


def test_every_reference_leads_somewhere(server: Served) -> None:
    text = server.get("/openapi.json").body.decode()
    document = server.get("/openapi.json").json
    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named == set(document["components"]["schemas"])


def test_requests_carry_examples(server: Served) -> None:
    schemas = server.get("/openapi.json").json["components"]["schemas"]
    for name in ("NewUnit", "Batch", "MatchedUnit", "ConcordanceUnit"):
        for key, field in schemas[name]["properties"].items():
            assert "examples" in field or key == "line", f"{name}.{key}"


@pytest.mark.slow
def test_the_server_keeps_to_its_document(tm: Path) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="is in the dev group")
    checks = pytest.importorskip("schemathesis.specs.openapi.checks")
    with serving(tm, "--cors", "*") as served:
        schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{served.port}/openapi.json")
        for found in schema.get_all_operations():
            operation = found.ok()
            excluded = [checks.ignored_auth]  # reading needs no token here
            if operation.path != "/v1/batch" and operation.method.upper() in {"PUT", "POST"}:
                excluded.append(checks.positive_data_acceptance)  # a schema cannot say which languages there are
            assert keeps_to_it(operation, excluded) > 0
        assert served.get("/v1/health").status == 200


def keeps_to_it(operation: Any, excluded: list[object]) -> int:
    """Send what the document allows and what it does not; return how many requests."""
    sent = 0

    @settings(max_examples=_EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        nonlocal sent
        sent += 1
        case.call_and_validate(headers=BEARER, excluded_checks=excluded)

    send()
    return sent
