from __future__ import annotations

import pytest

from tests.support.portions import Listed, hostile


@pytest.fixture
def graph() -> Listed:
    return hostile()
