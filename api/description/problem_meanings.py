"""What each kind of problem means and what to do about it, as `/docs` tells it."""

from __future__ import annotations

MEANINGS = {
    "bad-request": (
        "The request cannot be understood: its bytes are no UTF-8, or a body is not what it says it is."
    ),
    "invalid-parameter": (
        "A parameter is unknown, missing, out of its range or given twice; `parameter` names it. Values "
        "are never clamped."
    ),
    "malformed-query": "The query or update is no SPARQL 1.1; the detail has the parser's own words.",
    "result-too-large": (
        "The answer would be larger than this server gives, or take more memory. Ask for less, or for the "
        "export."
    ),
    "unauthorized": (
        "A token is needed, or the one sent is unknown or has expired: send `Authorization: Bearer …`."
    ),
    "forbidden-query": (
        "The query would leave the store (SERVICE, LOAD, a foreign FROM) or change what it may not, as "
        "the graph of a document."
    ),
    "read-only": "No token has been made for this server, so nothing can be written.",
    "insufficient-scope": "The token is good, but for less than this needs.",
    "not-found": "Nothing has this address, or the graph has nothing of this id.",
    "method-not-allowed": "The resource does not answer this method; `Allow` names those it does.",
    "not-acceptable": (
        "The resource does not come in any form that `Accept` admits; `offers` lists those it comes in."
    ),
    "too-large": "The body is larger than this server takes.",
    "address-too-long": "The address is too long. Send a query in the body of a POST.",
    "unsupported-media-type": (
        "The body is of a kind that is not read here; the detail names those that are."
    ),
    "too-many-requests": "More requests than one client may send: wait for the seconds of `Retry-After`.",
    "headers-too-large": "The headers of the request are too large together.",
    "internal": (
        "The server failed. The log has what happened, by the id of the request; it is not told here."
    ),
    "deadline": (
        "The query, or the export, took longer than it may and was ended; nothing of its answer is given. "
        "Ask for less, or a query with a longer `timeout`."
    ),
    "busy": (
        "More queries wait, or more exports are being made, than the server has room for: try again after "
        "the seconds of `Retry-After`."
    ),
    "unavailable": "The store cannot be read or written now: try again after the seconds of `Retry-After`.",
}
