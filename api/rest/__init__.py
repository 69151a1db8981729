"""The look-ups and writes under /v1, one resource a file, as JSON, JSON-LD and RDF."""
