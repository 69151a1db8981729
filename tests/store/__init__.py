"""The quad store."""
