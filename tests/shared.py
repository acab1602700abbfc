"""What the workers of one test session share: it is made by the first that needs it, while the others wait."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    import pytest

__all__ = ["Corpora", "shared_folder", "taking_turns"]

_ARCHIVES = Path(__file__).parents[2] / "shared" / "corpora"


class Corpora(Mapping[str, Path]):
    """The real corpora, by name: the folder that holds `bilingual` and perhaps `published`, unpacked when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._archives = {file.name.removesuffix(".tar.xz"): file for file in sorted(_ARCHIVES.glob("*.tar.xz"))}

    def __getitem__(self, name: str) -> Path:
        archive, unpacked = self._archives[name], self._folder / name
        with taking_turns(self._folder / f"{name}.lock"):
            if not unpacked.exists():
                part = self._folder / f"{name}.part"
                with tarfile.open(archive) as tar:
                    tar.extractall(part, filter="data")
                inner = part / name
                (inner if inner.exists() else part).rename(unpacked)
        return unpacked

    def __iter__(self) -> Iterator[str]:
        return iter(self._archives)

    def __len__(self) -> int:
        return len(self._archives)


def shared_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """Return a temporary folder that is one and the same for all workers of the session."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def taking_turns(lock: Path) -> Iterator[None]:
    """Let one worker at a time run the block."""
    with FileLock(lock):
        yield
