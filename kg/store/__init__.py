"""The embedded quad store: one named graph per document, on disk or in memory."""
