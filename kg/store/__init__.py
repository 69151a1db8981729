"""The quads, one named graph per document: embedded, on disk or in memory, or on another SPARQL server."""
