"""Sockets that listen where an operator says: an address, a name, or `*` for every address there is."""

from __future__ import annotations

import socket
from errno import EADDRNOTAVAIL, EAFNOSUPPORT

_BACKLOG = 1024
_MISSING = (EADDRNOTAVAIL, EAFNOSUPPORT)  # a machine without IPv6 still has a name for it


def listen(host: str, port: int) -> list[socket.socket]:
    """Sockets at every address that `host` stands for, all at one port; 0 takes any that is free.

    Raises:
        OSError: the address cannot be taken, or the name stands for none.
    """
    try:
        found = socket.getaddrinfo(
            None if host == "*" else host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (socket.gaierror, UnicodeError) as error:
        raise OSError(EADDRNOTAVAIL, "no such address") from error
    bound: list[socket.socket] = []
    absent: OSError | None = None
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            try:
                bound.append(_bound(family, kind, protocol, (address[0], port, *address[2:])))
            except OSError as error:
                if error.errno not in _MISSING:
                    raise
                absent = error
                continue
            port = port_of(bound)
        if absent is not None and not bound:
            raise absent
    except BaseException:
        for one in bound:
            one.close()
        raise
    return bound


def port_of(sockets: list[socket.socket]) -> int:
    """The port that all of these listen at."""
    return int(sockets[0].getsockname()[1])


def _bound(family: int, kind: int, protocol: int, address: tuple[object, ...]) -> socket.socket:
    one = socket.socket(family, kind, protocol)
    try:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind(address)
        one.listen(_BACKLOG)
    except BaseException:
        one.close()
        raise
    return one
