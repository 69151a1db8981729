"""What names a store, and what of it is shown."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.location import Location


def test_a_folder() -> None:
    location = Location.of("some/store")
    assert (location.folder, location.server) == (Path("some/store"), None)
    assert location.state_folder == location.cache_folder == Path("some/store")
    assert str(location) == "some/store"
    assert not location.exists()


def test_a_bare_host_is_oxigraphs_server() -> None:
    for named in ("sparql+http://localhost:7878/", "sparql+http://localhost:7878"):
        server = Location.of(named).server
        assert server is not None
        assert server.query == "http://localhost:7878/query"
        assert server.update == "http://localhost:7878/update"
        assert server.graph_store == "http://localhost:7878/store"


def test_urls_of_their_own() -> None:
    named = (
        "sparql+https://[::1]:8443/ds/sparql?update=../ds/update&graph-store=https://[::1]:8443/data&key=1"
    )
    server = Location.of(f"{named}&default-graph=union&timeout=2.5").server
    assert server is not None
    assert server.query == "https://[::1]:8443/ds/sparql?key=1"
    assert server.update == "https://[::1]:8443/ds/update"
    assert server.graph_store == "https://[::1]:8443/data"
    assert (server.union, server.timeout) == (True, 2.5)


def test_one_url_for_all() -> None:
    server = Location.of("sparql+http://localhost:3030/ds").server
    assert server is not None
    assert (server.query, server.update, server.graph_store) == (
        "http://localhost:3030/ds",
        "http://localhost:3030/ds",
        None,
    )


def test_credentials_are_read_and_never_shown() -> None:
    location = Location.of("sparql+http://me:s%65cret@localhost/sparql?apikey=hidden")
    assert location.server is not None
    assert (location.server.user, location.server.password) == ("me", "secret")
    assert str(location) == "sparql+http://localhost/sparql"
    for shown in (str(location), repr(location), str(location.state_folder)):
        assert not any(word in shown for word in ("secret", "s%65cret", "hidden", "me:"))
    assert pickle.loads(pickle.dumps(location)) == location


def test_state_is_kept_by_url_not_by_user() -> None:
    folders = {
        Location.of(f"sparql+http://{user}localhost/sparql{timeout}").state_folder
        for user in ("", "me:secret@", "you@")
        for timeout in ("", "?timeout=3")
    }
    assert len(folders) == 1
    assert folders != {Location.of("sparql+http://localhost/other").state_folder}


@pytest.mark.parametrize(
    ("named", "complaint"),
    [
        ("http://localhost/sparql", "sparql"),
        ("sparql+http:///sparql", "host"),
        ("sparql+http://localhost:port/", "cannot be read"),
        ("sparql+http://localhost/a b", "blanks"),
        ("sparql+http://localhost/x#y", "#"),
        ("sparql+http://localhost/x?timeout=soon", "timeout"),
        ("sparql+http://localhost/x?timeout=inf", "timeout"),
        ("sparql+http://localhost/x?default-graph=mine", "default-graph"),
        ("sparql+http://localhost/x?update=http://elsewhere/update", "one host"),
    ],
)
def test_what_is_no_store(named: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        Location.of(named)
