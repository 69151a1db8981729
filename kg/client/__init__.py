"""A client of the API of `kg serve`: it needs httpx, and neither store nor language model.

>>> from kg.client import Client
>>> with Client(server) as kg:
...     nato = kg.find("NATO")[0]
...     [claim["relation"] for claim in kg.relations(nato["id"], polarity="negative")]
['sees']

The examples of this package share the address of a `server`.
"""

from kg.client.answers import (
    Claim,
    Document,
    Entity,
    Group,
    Holder,
    Job,
    Mention,
    Overview,
    Problem,
    Relation,
    RelationDetail,
    Slot,
)
from kg.client.api import Client
from kg.client.problems import (
    ApiError,
    AuthenticationError,
    BrokenAnswerError,
    NotFoundError,
    ParameterError,
    QueryError,
    UnavailableError,
)
from kg.client.surroundings import Edge, Neighbourhood, Paths

__all__ = [
    "ApiError",
    "AuthenticationError",
    "BrokenAnswerError",
    "Claim",
    "Client",
    "Document",
    "Edge",
    "Entity",
    "Group",
    "Holder",
    "Job",
    "Mention",
    "Neighbourhood",
    "NotFoundError",
    "Overview",
    "ParameterError",
    "Paths",
    "Problem",
    "QueryError",
    "Relation",
    "RelationDetail",
    "Slot",
    "UnavailableError",
]
