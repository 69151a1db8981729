"""The graph as pages for people."""
