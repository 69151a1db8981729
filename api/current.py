"""The request that a thread is at, and what its application has. Flask's `request` and `current_app` mean the
same, but find it out anew whenever they are asked for anything."""

from __future__ import annotations

from typing import Any

from flask import Request
from flask.globals import _cv_app, _cv_request


def asked() -> Request:
    """The request."""
    return _cv_request.get().request


def extension(name: str) -> Any:
    """What the application has under that name. Raises KeyError where it has nothing."""
    return _cv_app.get().app.extensions[name]
