"""Readings as RDF: identifiers, vocabulary, quads, and the SHACL gate."""
