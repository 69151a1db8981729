"""In which numbers to multiply: bfloat16 where that is faster, which not every processor is that knows it."""

from __future__ import annotations

import time
from functools import cache

import torch
from torch import Tensor


def autocast(device: str) -> torch.autocast:
    """The context in which networks run on this machine."""
    return torch.autocast(device, dtype=torch.bfloat16, enabled=precision(device) == torch.bfloat16)


@cache
def precision(device: str) -> torch.dtype:
    """bfloat16 on a GPU; on a processor whichever is faster there, tried once."""
    if device != "cpu":
        return torch.bfloat16
    return min((torch.bfloat16, torch.float32), key=_seconds)


def _seconds(numbers: torch.dtype) -> float:
    """The shortest of five products of the size that layers multiply."""
    left, right = torch.ones(1024, 768, dtype=numbers), torch.ones(768, 768, dtype=numbers)
    return min(_timed(left, right) for _ in range(5))


def _timed(left: Tensor, right: Tensor) -> float:
    begun = time.perf_counter()
    left @ right
    return time.perf_counter() - begun
