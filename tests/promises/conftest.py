from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.cli import kg as command


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The graph of the demo."""
    folder = str(tmp_path_factory.mktemp("readme") / "store")
    result = CliRunner().invoke(command, ["demo", "--store", folder, "--no-serve"])
    assert result.exit_code == 0, result.output
    return folder
