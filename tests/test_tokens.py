"""Tokens: kept as hashes, found by their secret alone."""

from __future__ import annotations

import hmac
import json
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from kg.errors import InputError, NotFoundError, StoreError
from kg.tokens import FILE, Scope, Tokens


def test_the_file_holds_no_secret_and_is_the_owners_alone(tmp_path: Path) -> None:
    secret = Tokens(tmp_path).create("importer", Scope.WRITE)
    file = tmp_path / FILE
    assert secret not in file.read_text() and secret.split("_", 2)[2] not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_secret_has_256_bits_and_is_new_each_time(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    made = {tokens.create(f"n{number}", Scope.READ) for number in range(20)}
    assert len(made) == 20
    assert all(len(secret.split("_", 2)[2]) == 43 for secret in made)  # 32 bytes in base64


def test_only_the_whole_secret_is_accepted(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    secret = tokens.create("importer", Scope.WRITE)
    assert tokens.find(secret) == tokens.all()[0]
    digest = tokens.all()[0].sha256
    for wrong in (
        "",
        secret[:-1],
        secret + " ",
        secret.upper(),
        digest,
        tokens.all()[0].id,
        "é" * 50,
        "\ud800",
    ):
        assert tokens.find(wrong) is None
    assert tokens.find("x" * 100_000) is None


def test_secrets_are_compared_in_constant_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = Tokens(tmp_path)
    secrets = [tokens.create(name, Scope.READ) for name in ("a", "b", "c")]
    compared: list[tuple[str, str]] = []

    def compare(one: str, other: str) -> bool:
        compared.append((one, other))
        return one == other

    monkeypatch.setattr(hmac, "compare_digest", compare)
    for secret in (*secrets, "wrong"):
        compared.clear()
        tokens.find(secret)
        assert len(compared) == 3  # with every token, whichever fits
        assert all(len(one) == len(other) == 64 for one, other in compared)  # hashes, never secrets


def test_another_process_may_make_and_revoke_them(tmp_path: Path) -> None:
    serving, command = Tokens(tmp_path), Tokens(tmp_path)
    assert not serving.any()
    secret = command.create("importer", Scope.WRITE)
    assert serving.find(secret) is not None
    command.revoke("importer")
    assert serving.find(secret) is None and not serving.any()
    with pytest.raises(NotFoundError):
        command.revoke("importer")


def test_a_token_ends_when_it_expires(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    short = tokens.create("short", Scope.WRITE, expires=timedelta(seconds=-1))
    long = tokens.create("long", Scope.WRITE, expires=timedelta(days=1))
    assert tokens.find(short) is None and tokens.all()[0].expired
    assert tokens.find(long) is not None


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "new\nline", "../up", "<b>", "-rf"])
def test_names_are_fit_for_logs(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        Tokens(tmp_path).create(name, Scope.READ)


def test_a_name_is_given_once(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path)
    tokens.create("importer", Scope.READ)
    with pytest.raises(InputError, match="already"):
        tokens.create("importer", Scope.ADMIN)


def test_made_at_once_none_is_lost(tmp_path: Path) -> None:
    threads = [
        threading.Thread(target=Tokens(tmp_path).create, args=(f"n{number}", Scope.READ))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Tokens(tmp_path).all()) == 8


def test_the_environment_may_give_one() -> None:
    secret = "long-enough-to-be-one"
    token = Tokens(None, {"KG_TOKEN": secret}).find(secret)
    assert token is not None and token.scope is Scope.ADMIN
    token = Tokens(None, {"KG_TOKEN": secret, "KG_TOKEN_SCOPE": "read"}).find(secret)
    assert token is not None and token.scope is Scope.READ
    assert not Tokens(None, {"KG_TOKEN": ""}).any()
    for wrong in ({"KG_TOKEN": "short"}, {"KG_TOKEN": secret, "KG_TOKEN_SCOPE": "root"}):
        with pytest.raises(InputError):
            Tokens(None, wrong)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tokens": [{}]}', '{"tokens": [{"scope": "root"}]}'])
def test_a_damaged_file_is_an_error_and_lets_nobody_in(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(StoreError):
        Tokens(tmp_path).find("anything")


def test_the_file_says_when_and_for_what(tmp_path: Path) -> None:
    Tokens(tmp_path).create("importer", Scope.WRITE, expires=timedelta(days=30))
    row = json.loads((tmp_path / FILE).read_text())["tokens"][0]
    assert list(row) == ["id", "name", "scope", "created", "expires", "sha256"]
    assert row["created"] < row["expires"]
