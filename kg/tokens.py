"""Tokens that let someone write to a served graph, or read one that is not open to all.

A token is shown once, when it is made. STORE/tokens.json keeps its SHA-256 alone: a token is 256 random bits,
which no dictionary holds, so a slow hash would add nothing.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import InputError, NotFoundError, StoreError

FILE = "tokens.json"
ENVIRONMENT = "KG_TOKEN"
ENVIRONMENT_SCOPE = "KG_TOKEN_SCOPE"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_SHORTEST = 16  # characters of a secret that someone else has made up
_LONGEST = 1024


class Scope(StrEnum):
    """What a token allows; each includes those before it."""

    READ = "read"
    WRITE = "write"
    ADMIN = "admin"

    def includes(self, other: Scope) -> bool:
        """Whether who may do this may also do `other`.

        >>> Scope.WRITE.includes(Scope.READ), Scope.READ.includes(Scope.WRITE)
        (True, False)
        """
        order = list(Scope)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Token:
    """A token, without its secret. `id` is how the secret begins after `kg_`; times are ISO 8601 in UTC."""

    id: str
    name: str
    scope: Scope
    created: str
    expires: str | None
    sha256: str

    @property
    def expired(self) -> bool:
        """Whether its time has passed."""
        return self.expires is not None and datetime.fromisoformat(self.expires) <= datetime.now(UTC)


class Tokens:
    """The tokens of one store, and the one that the environment gives. Threads may share it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     tokens = Tokens(Path(folder))
    ...     secret = tokens.create("importer", Scope.WRITE)
    ...     found = tokens.find(secret)
    ...     wrong = tokens.find(secret + "x")
    >>> found.name, wrong
    ('importer', None)
    """

    def __init__(self, folder: Path | None, environment: Mapping[str, str] | None = None) -> None:
        """
        Args:
            folder: the store's directory; None where there is none, as for a graph in memory.
            environment: where $KG_TOKEN is a secret to accept, and $KG_TOKEN_SCOPE its scope, else admin.

        Raises:
            InputError: $KG_TOKEN is too short or $KG_TOKEN_SCOPE no scope.
        """
        self._file = folder / FILE if folder else None
        self._given = _from_environment(environment or {})
        self._read: tuple[tuple[int, int, int] | None, tuple[Token, ...]] = (None, ())

    def all(self) -> tuple[Token, ...]:
        """The tokens of the store, oldest first. Raises `StoreError` where their file is damaged."""
        if self._file is None:
            return ()
        try:
            status = self._file.stat()
            stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
            known, tokens = self._read
            if stamp != known:
                tokens = _parsed(json.loads(self._file.read_text(encoding="utf-8")))
                self._read = (stamp, tokens)
            return tokens
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self._file} cannot be read: {error}") from error

    def any(self) -> bool:
        """Whether there is a token at all. Raises as `all`."""
        return self._given is not None or bool(self.all())

    def find(self, secret: str) -> Token | None:
        """The token that has this secret, unless it has expired. Takes as long whether or not one has it.

        Raises: as `all`.
        """
        if len(secret) > _LONGEST:
            return None
        digest = _digest(secret)
        found = None
        for token in (*((self._given,) if self._given else ()), *self.all()):
            if hmac.compare_digest(token.sha256, digest) and found is None:
                found = token
        return None if found is None or found.expired else found

    def create(self, name: str, scope: Scope, *, expires: timedelta | None = None) -> str:
        """Makes a token and gives its secret, which is kept nowhere.

        Args:
            name: who or what it is for: up to 64 letters, digits, `.`, `_`, `@`, `-`; shown in logs.
            expires: from now.

        Raises:
            InputError: no such name can be given, or it is taken.
            StoreError: the file cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise InputError(f"{name!r} is no name for a token: use up to 64 of A–Z a–z 0–9 . _ @ -")
        now = datetime.now(UTC)
        id = secrets.token_hex(4)
        secret = f"kg_{id}_{secrets.token_urlsafe(32)}"
        with self._alone():
            kept = self.all()
            if any(token.name == name for token in kept):
                raise InputError(f"there is a token {name!r} already; revoke it first")
            end = _stamp(now + expires) if expires is not None else None
            self._write((*kept, Token(id, name, scope, _stamp(now), end, _digest(secret))))
        return secret

    def revoke(self, name: str) -> Token:
        """Takes back a token by its name or id, at once for servers that run.

        Raises: NotFoundError; StoreError as `create`.
        """
        with self._alone():
            kept = self.all()
            gone = next((token for token in kept if name in (token.name, token.id)), None)
            if gone is None:
                raise NotFoundError(f"no token {name!r}")
            self._write(tuple(token for token in kept if token is not gone))
        return gone

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps other processes from changing the file between reading and writing it."""
        if self._file is None:
            raise StoreError("a graph in memory has no tokens")
        try:
            folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise StoreError(f"{self._file.parent}: {error.strerror or error}") from error
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _write(self, tokens: tuple[Token, ...]) -> None:
        assert self._file is not None
        draft = self._file.with_name(f"{FILE}.{os.getpid()}")
        text = json.dumps({"tokens": [asdict(token) for token in tokens]}, indent=1) + "\n"
        try:
            try:
                target = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(target, "w", encoding="utf-8") as file:
                    os.fchmod(file.fileno(), 0o600)
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                draft.replace(self._file)
            finally:
                draft.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror or error}") from error


def _parsed(noted: Any) -> tuple[Token, ...]:
    return tuple(Token(**{**row, "scope": Scope(row["scope"])}) for row in noted["tokens"])


def _from_environment(environment: Mapping[str, str]) -> Token | None:
    secret = environment.get(ENVIRONMENT, "").strip()
    if not secret:
        return None
    if not _SHORTEST <= len(secret) <= _LONGEST:
        raise InputError(f"${ENVIRONMENT} must have {_SHORTEST} to {_LONGEST} characters")
    scope = environment.get(ENVIRONMENT_SCOPE) or Scope.ADMIN.value
    if scope not in list(Scope):
        raise InputError(f"${ENVIRONMENT_SCOPE} must be one of {', '.join(Scope)}, not {scope!r}")
    return Token("env", f"${ENVIRONMENT}", Scope(scope), _stamp(datetime.now(UTC)), None, _digest(secret))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
