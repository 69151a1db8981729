"""The application for other WSGI servers, made of the environment: `$KG_STORE` names the graph, and every
setting of `api.settings` is read from its variable.

    gunicorn --workers 2 --threads 8 api.wsgi:app
    waitress-serve --threads 8 api.wsgi:app

Each process opens the graph for itself, after it has been forked: a store that was open before does not
answer. So gunicorn's `--preload` cannot be used, and says so.
"""

from __future__ import annotations

import os

from api.app import create_app
from api.graphs import limit
from api.guard import logs
from api.settings import Settings
from kg import config
from kg.graph import KnowledgeGraph

_PRELOADED = b"kg: the graph was opened before the process was forked: leave out --preload\n"
_NO_START = 4  # the exit code at which gunicorn does not try again


def _forked() -> None:
    os.write(2, _PRELOADED)
    os._exit(_NO_START)


_settings = Settings.read(os.environ)
logs.configure(_settings)
_graph = KnowledgeGraph.open(config.store(), read_only=True)
limit(_graph, _settings)
app = create_app(_graph, settings=_settings)
os.register_at_fork(after_in_child=_forked)
