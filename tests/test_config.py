"""Where things lie unless someone says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import config
from kg.errors import InputError


def test_the_store_is_the_option_then_the_environment_then_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", "/named")
    assert config.store("/given").folder == Path("/given")
    assert config.store().folder == Path("/named")
    assert config.store("sparql+http://localhost/").folder is None
    monkeypatch.delenv("KG_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert config.store().folder == Path("/data/kg/store")


def test_the_base_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_BASE", "http://env/")
    assert config.base() == "http://env/"
    monkeypatch.setenv("KG_BASE", "")
    assert config.base() == config.BASE


def test_the_pipeline_is_the_option_then_the_environments_then_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_PIPELINE", "named")
    assert config.pipeline("given") == "given"
    assert config.pipeline() == "named"
    monkeypatch.setenv("KG_PIPELINE", "")
    assert config.pipeline() is None


@pytest.mark.parametrize("name", ["ontology", "seeds"])
def test_resources_are_folders(name: str) -> None:
    assert any(config.resource(name).iterdir())


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(InputError, match="“nothing” is missing"):
        config.resource("nothing")
