"""Compiling the loops of the search, which needs the extra `fast`: without it this module cannot be imported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compile_loop", "was_compiled"]

_Function = TypeVar("_Function", bound="Callable[..., object]")


def compile_loop(function: _Function) -> _Function:
    """Return the function compiled for the types it is called with, once for this machine: it is kept on disk.

    It is kept beside the source or, if that is not writable, in the user's cache; numba's NUMBA_CACHE_DIR names another
    folder. It is compiled again when its own module changes, but not when a module changes that it takes constants or
    functions from: so it may take none. It releases the interpreter's lock, as it touches no Python object.

    Raises:
        RuntimeError: there is no folder that can be written.
    """
    return cast("_Function", njit(nogil=True, cache=True)(function))


def was_compiled(function: Callable[..., object]) -> bool:
    """Tell whether any version of a function made by `compile_loop` was compiled on this machine before."""
    folder = Path(cast("Any", function).stats.cache_path)
    return any(folder.glob(f"*.{function.__name__}-*.nbi"))
