"""Who sent a request: the token it bears, and the address it came from."""

from __future__ import annotations

import os
from ipaddress import IPv6Address, ip_address, ip_network
from typing import cast

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from api.current import asked, extension
from api.settings import Settings
from kg.graph import KnowledgeGraph
from kg.tokens import Token, Tokens

_TOKEN = "kg.token"  # in the environment of a request: its token, once it has been looked at
_UNKNOWN = object()  # the token of a request whose header has not been looked at


def register(app: Flask, graph: KnowledgeGraph, settings: Settings) -> None:
    """Let `app` know the tokens of `graph` and the proxies before it. Raises `InputError` where $KG_TOKEN
    cannot be a token."""
    app.extensions["kg.tokens"] = Tokens(graph.folder, os.environ)
    app.config["TRUSTED_HOSTS"] = list(settings.hosts) or None
    count = settings.trusted_proxies
    if count:
        fixed = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count, x_prefix=count)
        app.wsgi_app = fixed  # type: ignore[method-assign]


def tokens() -> Tokens:
    """The tokens that the current application knows."""
    return cast(Tokens, extension("kg.tokens"))


def bearer() -> Token | None:
    """The token of the current request, if it has a valid one. Raises `StoreError`."""
    environ = asked().environ
    known = environ.get(_TOKEN, _UNKNOWN)
    if known is _UNKNOWN:
        kind, _, secret = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
        known = environ[_TOKEN] = tokens().find(secret.strip()) if kind.lower() == "bearer" else None
    return cast(Token | None, known)


def source() -> str:
    """What the current request is counted under: its token, else its address; an IPv6 address goes by its
    /64, which one customer has whole."""
    token = bearer()
    return f"token {token.id}" if token else network(asked().remote_addr or "")


def network(address: str) -> str:
    """The address, or what it is counted with.

    >>> network("192.0.2.7"), network("2001:db8::7"), network("")
    ('192.0.2.7', '2001:db8::/64', '')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if isinstance(known, IPv6Address) and known.ipv4_mapped is None:
        return str(ip_network((known, 64), strict=False))
    return str(known)
