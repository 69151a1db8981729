"""Processes that answer: the supervisor, its workers, and the sockets and connections they share."""
