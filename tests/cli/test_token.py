"""`kg token`: made, listed, revoked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.tokens import FILE, Scope, Tokens
from tests.cli.conftest import Outcome


def test_a_token_is_shown_once(run: Callable[..., Outcome], tmp_path: Path) -> None:
    store = tmp_path / "new"
    made = run("token", "create", "importer", "--scope", "write", "--expires", "30", "--store", str(store))
    assert made.code == 0
    (secret,) = made.out.splitlines()
    token = Tokens(store).find(secret)
    assert token is not None and (token.name, token.scope) == ("importer", Scope.WRITE) and token.expires
    listed = run("token", "list", "--store", str(store))
    assert listed.out.startswith("importer\t") and secret not in listed.out
    assert run("token", "revoke", "importer", "--store", str(store)).code == 0
    assert Tokens(store).find(secret) is None
    assert run("token", "list", "--store", str(store)).out == ""


def test_mistakes_are_one_line(run: Callable[..., Outcome], tmp_path: Path) -> None:
    store = str(tmp_path / "new")
    run("token", "create", "importer", "--store", store)
    for arguments in (
        ("create", "importer"),
        ("create", "two words"),
        ("revoke", "unheard-of"),
        ("create", "x", "--scope", "root"),
        ("create", "x", "--expires", "0"),
    ):
        failed = run("token", *arguments, "--store", store)
        assert failed.code in (1, 2) and len(failed.err.splitlines()) == 1, arguments
    assert len((tmp_path / "new" / FILE).read_text().splitlines()) > 1


def test_only_a_new_token_makes_a_store(run: Callable[..., Outcome], tmp_path: Path) -> None:
    store = tmp_path / "misspelt"
    for arguments in (("list",), ("revoke", "importer")):
        failed = run("token", *arguments, "--store", str(store))
        assert failed.code == 1 and len(failed.err.splitlines()) == 1
        assert not store.exists()
