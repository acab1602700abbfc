"""How the loops of the search are compiled: the extra `fast`, without which this module cannot be imported."""

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

    It is kept beside the source or, where that cannot be written, in the user's cache; numba's NUMBA_CACHE_DIR names
    another folder. It is compiled anew when its module changes, but not when another does that it takes constants or
    functions from: so it may take none. It lets go of the interpreter's lock, as nothing in it touches an object.

    Raises:
        RuntimeError: there is no folder that can be written.
    """
    return cast("_Function", njit(nogil=True, cache=True)(function))


def was_compiled(function: Callable[..., object]) -> bool:
    """Tell whether a function made by `compile_loop` was compiled on this machine before, be it in another version."""
    folder = Path(cast("Any", function).stats.cache_path)
    return any(folder.glob(f"*.{function.__name__}-*.nbi"))
