"""The ontology's files."""
