"""The HTTP face of a knowledge graph: SPARQL, a REST API, and plain HTML pages.

It sees only the public face of `kg`: `kg.graph`, the rows of `kg.query.rows`, and `kg.errors`.
"""
