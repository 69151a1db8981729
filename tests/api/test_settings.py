"""Settings: read from the environment, refused out of range."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import Settings
from kg.errors import InputError


def test_each_has_a_unit_and_says_what_it_is_about() -> None:
    for setting in fields(Settings):
        assert setting.metadata["unit"] and setting.metadata["about"].endswith(".")


def test_each_is_read_from_the_environment() -> None:
    texts = {int: "1073741825", float: "70.5", str: "warning", tuple: "https://a.example"}
    for setting in fields(Settings):
        text = "no" if setting.default is True else "yes" if setting.default is False else ""
        read = Settings.read({f"KG_{setting.name.upper()}": text or texts[type(setting.default)]})
        assert getattr(read, setting.name) != setting.default, setting.name


@pytest.mark.parametrize(
    ("text", "bytes"), [("100", 100), ("2K", 2048), ("8M", 8 * 2**20), ("1GiB", 2**30), ("3kb", 3072)]
)
def test_sizes_have_units(text: str, bytes: int) -> None:
    assert Settings.read({"KG_MAX_BODY": text}).max_body == bytes


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("KG_MAX_BODY", "much"),
        ("KG_MAX_BODY", "-1"),
        ("KG_TIMEOUT", "0"),
        ("KG_TIMEOUT", "nan"),
        ("KG_READERS", "0"),
        ("KG_READ_TOKEN", "perhaps"),
        ("KG_LOG_LEVEL", "loud"),
        ("KG_CORS_ORIGINS", "example.org/path"),
        ("KG_MAX_PAGE", "1.5"),
    ],
)
def test_what_makes_no_sense_is_refused(name: str, text: str) -> None:
    with pytest.raises(InputError):
        Settings.read({name: text})


def test_options_go_before_the_environment() -> None:
    read = Settings.read({"KG_TIMEOUT": "5", "KG_TITLE": "One"}, timeout=2.0, title=None)
    assert (read.timeout, read.title) == (2.0, "One")


def test_a_misspelt_one_is_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    Settings.read(
        {"KG_READ_TOKENS": "1", "KG_MAXBODY": "1M", "KG_STORE": "/srv/kg", "KG_PORT": "1", "A": "b"}
    )
    assert [record.getMessage() for record in caplog.records] == [
        "$KG_MAXBODY is no setting: is $KG_MAX_BODY meant?",
        "$KG_READ_TOKENS is no setting: is $KG_READ_TOKEN meant?",
    ]


def test_a_query_may_always_ask_for_the_usual_time() -> None:
    assert Settings(timeout=90.0).max_timeout == 90.0


def test_the_manual_lists_each_with_its_default() -> None:
    manual = (Path(__file__).parents[2] / "api/README.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| `(KG_\w+)` \| [^|]+ \| ([^|]*?) ?\| ", manual, re.MULTILINE))
    assert listed.keys() == {f"KG_{setting.name.upper()}" for setting in fields(Settings)}
    for setting in fields(Settings):
        name = f"KG_{setting.name.upper()}"
        read = Settings.read({name: listed[name]} if listed[name] else {})
        assert getattr(read, setting.name) == setting.default
