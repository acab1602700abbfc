"""What the whole test suite shares."""

from __future__ import annotations

import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Mapping

pytest_plugins = ["cluster", "served", "warm"]

_CORPORA = Path(__file__).parents[2] / "shared" / "corpora"

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", parent=settings.get_profile("default"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def real_corpora(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Unpack the real corpora once; each name leads to the folder that holds `bilingual` and perhaps `published`."""
    archives = sorted(_CORPORA.glob("*.tar.xz"))
    if not archives:
        pytest.skip("the real corpora are not here: ../shared/corpora does not exist")
    folder = tmp_path_factory.mktemp("corpora")
    for archive in archives:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return {archive.name.removesuffix(".tar.xz"): folder / archive.name.removesuffix(".tar.xz") for archive in archives}
