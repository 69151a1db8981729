"""The documents in the body of a request, whatever form it has."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from api.problems import ProblemError
from api.settings import settings
from kg.errors import InputError
from kg.jobs import Order, upload
from kg.text import Failure, Form, Metadata, Sent, form_of, metadata_of, receive

MULTIPART = "multipart/form-data"
FORMS = {
    "text/plain": Form.PLAIN,
    "text/markdown": Form.MARKDOWN,
    "text/html": Form.HTML,
    "application/xhtml+xml": Form.HTML,
    "application/json": Form.JSON,
    "application/x-ndjson": Form.JSON_LINES,
    "application/jsonl": Form.JSON_LINES,
}
_UNTOLD = ("", "application/octet-stream")  # what clients name a file's type that do not know it


def orders(asked: dict[str, Any]) -> tuple[list[Order], bool]:
    """What is to be added, and whether it is one document by its form.

    Args:
        asked: the parameters of the request: `source`, and metadata that win over a document's own.

    Raises:
        ProblemError: 400 where the one document can be seen not to be one, or there is none; 413 beyond the
            limits; 415 where bodies of that type are not read.
    """
    given = _given(asked)
    if request.mimetype == MULTIPART:
        found, one = _files(asked["source"], given)
    else:
        form = FORMS.get(request.mimetype)
        if form is None:
            known = ", ".join((*FORMS, MULTIPART))
            raise ProblemError("unsupported-media-type", f"Documents come as {known}.")
        found, one = _one(request.get_data(cache=False), form, None, asked["source"], given), not form.several
    if not found:
        raise ProblemError("bad-request", "There is no document in the request.")
    if one and isinstance(found[0], Failure):
        raise ProblemError("bad-request", f"The document cannot be read: {found[0].reason}.")
    if one and isinstance(found[0], Sent):
        _require_size(found[0])
    return [_order(item) for item in found], one


def _given(asked: dict[str, Any]) -> Metadata:
    try:
        return metadata_of(asked)
    except InputError as error:
        raise ProblemError("invalid-parameter", f"Parameter {error}.", parameter="published") from error


def _files(source: str | None, given: Metadata) -> tuple[list[Sent | Failure], bool]:
    files = [file for _, file in request.files.items(multi=True) if file.filename]
    forms = [_form(file) for file in files]
    one = len(files) == 1 and forms[0] is not None and not forms[0].several
    if len(files) == 1 and forms[0] is None:
        raise ProblemError("unsupported-media-type", f"{_name(files[0])} is not a kind of file that is read.")
    if source and not one:
        raise ProblemError("invalid-parameter", "Parameter 'source' is for one document.", parameter="source")
    found: list[Sent | Failure] = []
    for file, form in zip(files, forms, strict=True):
        name = _name(file)
        if form is None:
            found.append(Failure(f"upload:{name}", "is not a kind of file that is read"))
        else:
            found += _one(file.read(), form, name, source, given)
        _require_few(found)
    return found, one


def _form(file: FileStorage) -> Form | None:
    """How a file is written, by its name; where its type is told too, the two must agree."""
    by_name, told = form_of(_name(file)), file.mimetype
    if told in _UNTOLD:
        return by_name
    by_type = FORMS.get(told)
    if told == "text/plain" and by_name is not None:
        return by_name  # many clients call every text so
    return by_type if by_name in (None, by_type) else None


def _name(file: FileStorage) -> str:
    """The last part of a file's name, without the folders of whoever sent it."""
    return PurePosixPath((file.filename or "").replace("\\", "/")).name[:200]


def _one(
    raw: bytes, form: Form, name: str | None, source: str | None, given: Metadata
) -> list[Sent | Failure]:
    if source and form.several:
        raise ProblemError("invalid-parameter", "Parameter 'source' is for one document.", parameter="source")
    found: list[Sent | Failure] = []
    for item in receive(raw, form, name=name, source=source, given=given):
        found.append(item)
        _require_few(found)
    return found


def _require_few(found: list[Sent | Failure]) -> None:
    most = settings().max_documents
    if len(found) > most:
        raise ProblemError("too-large", f"One request may have {most} documents.")


def _require_size(sent: Sent) -> None:
    # How much of a page is its article only shows when it is read.
    most = settings().max_characters
    if sent.form is not Form.HTML and len(sent.text) > most:
        raise ProblemError("too-large", f"A document may have {most} characters.")


def _order(item: Sent | Failure) -> Order:
    if isinstance(item, Failure):
        return Order(item.source, error=item.reason)
    limits = settings()
    return upload(item, seconds=limits.parse_timeout, characters=limits.max_characters)
