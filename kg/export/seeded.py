"""networkit, made to give the same results each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from threading import Lock
from typing import Any

from kg.errors import InputError
from kg.export.network import Network

SEED = 7

_alone = Lock()  # its seed is one for all threads: whoever sets it disturbs those who are at work


def installed() -> bool:
    """Whether networkit is there: on Linux it has no wheels for ARM before Python 3.14."""
    return find_spec("networkit") is not None


def demand(purpose: str) -> None:
    """Raises `InputError`, which names the purpose, where networkit is not installed."""
    if not installed():
        raise InputError(f"{purpose}: needs the Python package networkit, which is not installed here")


@contextmanager
def seeded(purpose: str) -> Iterator[Any]:
    """The module networkit, with one thread, whose sums come in one order, and from a fixed seed.

    Raises as `demand`.
    """
    demand(purpose)
    import networkit

    with _alone:
        threads = networkit.getMaxNumberOfThreads()
        networkit.setNumberOfThreads(1)
        networkit.setSeed(SEED, False)
        try:
            yield networkit
        finally:
            networkit.setNumberOfThreads(threads)


def graph(networkit: Any, network: Network, *, weighted: bool, directed: bool) -> Any:
    """The network as networkit knows it."""
    ends = network.source, network.target
    return networkit.GraphFromCoo(
        (network.weight, ends) if weighted else ends,
        n=network.count,
        weighted=weighted,
        directed=directed,
    )
