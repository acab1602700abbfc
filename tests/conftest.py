"""What the whole test suite shares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from shared import Corpora, shared_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytest_plugins = ["cluster", "served", "warm"]

# `default` looks elsewhere each time and remembers what failed; `ci` looks at the same examples each time, so that a
# change is stopped by what it did and by nothing else; `thorough` is for a night.
settings.register_profile("default", deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, database=None, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


_EXTERNAL = {"cluster", "browser"}
"""Fixtures that start a program which no Python package brings, or skip the test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their fixtures; those that share what a module makes stay in one worker, which makes it once."""
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        if _EXTERNAL.intersection(item.fixturenames):
            item.add_marker(pytest.mark.external)
        if not item.get_closest_marker("xdist_group"):
            shared = [definitions[-1].scope for definitions in item._fixtureinfo.name2fixturedefs.values()]
            if "module" in shared:
                item.add_marker(pytest.mark.xdist_group(item.path.stem))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is not here."""
    for mark in item.iter_markers("external"):
        if mark.args and not mark.args[0]:
            pytest.skip(mark.kwargs["reason"])


@pytest.fixture(scope="session")
def real_corpora(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each name of a real corpus leads to the folder that holds `bilingual` and perhaps `published`."""
    corpora = Corpora(shared_folder(tmp_path_factory, "corpora"))
    if not corpora:
        pytest.skip("the real corpora are not here: ../shared/corpora does not exist")
    return corpora
