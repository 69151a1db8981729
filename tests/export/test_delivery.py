"""The process that makes an export, seen from the side of who wants it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from kg.export.delivery import Delivery
from kg.export.order import Order
from kg.query.graph_view import GraphView


def test_a_process_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nread order\necho 'a library is not there' >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    order = Order("kg", "urn:x/", "gexf", GraphView(), None, None, False, time.monotonic() + 60, 2**30)
    delivery = Delivery(order, lambda: False)
    try:
        with pytest.raises(RuntimeError, match=r"ended with code 3\na library is not there$"):
            delivery.piece()
    finally:
        delivery.close()
