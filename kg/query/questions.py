"""What can be asked of a graph. `kg.graph.KnowledgeGraph` is one."""

from __future__ import annotations

from kg.query.claim_questions import ClaimQuestions
from kg.query.document_questions import DocumentQuestions
from kg.query.edge_questions import EdgeQuestions
from kg.query.entity_questions import EntityQuestions
from kg.query.portion_questions import PortionQuestions


class Questions(DocumentQuestions, EntityQuestions, ClaimQuestions, EdgeQuestions, PortionQuestions):
    """Questions to one graph, each answered from one state of it. The examples share a `graph`."""
