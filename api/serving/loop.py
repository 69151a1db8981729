"""The threads of a worker. One of them, the leader, waits for what the connections bring and answers it
itself: to hand a request to another thread costs more than many an answer. Where that takes longer than a
moment, or says that it has to wait (`leave`), another thread leads from then on.

The pattern is known as leader and followers (Schmidt et al. 2000).
"""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from waitress import wasyncore

_MOMENT = 0.005  # seconds that an answer may take before another thread leads
_QUIET = 200  # such moments without any request after which nobody looks any more until there is one
_READS, _WRITES = select.EPOLLIN, select.EPOLLOUT

_logger = logging.getLogger(__name__)
_thread = threading.local()  # `term`: that of the thread, if it leads or has led


class Task(Protocol):
    """A connection that has brought a whole request."""

    def service(self) -> None: ...
    def cancel(self) -> None: ...


class _Term:
    """The time for which one thread leads."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.task: Task | None = None  # what is being answered
        self.begun = 0.0  # since when, by the monotonic clock; 0 where nothing is
        self.answered = 0


def leave() -> None:
    """Says that what this thread is answering will have to wait: let another one lead meanwhile."""
    term: _Term | None = getattr(_thread, "term", None)
    if term is not None:
        term.loop.replace(term)


class Loop:
    """Connections and the threads that answer them. One thread more than may answer at a time is there, so
    that there always is one for the connections.

    Attributes:
        map: connections and what listens, by descriptor, as waitress keeps them.
    """

    def __init__(self, threads: int, look: Callable[[], float | None]) -> None:
        """
        Args:
            threads: how many may answer at a time.
            look: called by the leader each time before it waits; gives for how many seconds it may, or None
                at the end.
        """
        self.map: dict[int, Any] = {}
        self._look = look
        self._free = self._size = threads + 1  # threads that neither lead nor answer
        self._lock = threading.Lock()  # for who leads, since when it answers, and how many are free
        self._next = threading.Lock()  # held by the thread that is the next to lead
        self._term = _Term(self)
        self._term.begun = -1.0  # this one leads nothing: whoever comes first takes over
        self._waiting: deque[Task] = deque()
        self._changed: deque[Any] = deque()
        self._flags: dict[int, int] = {}
        self._poll = select.epoll()
        self._bell = os.fdopen(os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC), "r+b", buffering=0)
        self._poll.register(self._bell, _READS)
        self._asleep = False  # the next to lead, until there is a request
        self._wanted = threading.Event()
        self._over = threading.Event()
        self._error: BaseException | None = None

    def run(self) -> None:
        """Serves until `look` says that it is the end. Raises what a thread failed with."""
        for number in range(self._size):
            threading.Thread(target=self._follow, name=f"answers-{number}", daemon=True).start()
        self._over.wait()
        self._wanted.set()
        for task in self._waiting:
            task.cancel()
        if self._error is not None:
            raise self._error

    def add_task(self, task: Task) -> None:
        """Lets a request be answered."""
        self._waiting.append(task)

    def watch(self, one: Any) -> None:
        """Says that what is to be waited for at a connection may have changed. For any thread."""
        self._changed.append(one)
        if not self.leads():
            self.wake()

    def forget(self, descriptor: int | None) -> None:
        """Says that a connection is about to be closed."""
        if descriptor is not None and self._flags.pop(descriptor, 0):
            with suppress(OSError):
                self._poll.unregister(descriptor)

    def wake(self) -> None:
        """Lets the leader look around. For any thread, and for signal handlers."""
        os.eventfd_write(self._bell.fileno(), 1)

    def leads(self) -> bool:
        """Whether this thread is the leader."""
        return getattr(_thread, "term", None) is self._term

    def replace(self, term: _Term) -> None:
        """Ends a term as soon as another thread can lead, if it has not ended yet."""
        with self._lock:
            if self._term is term and term.begun:
                term.begun = -1.0
                self._wanted.set()

    def _follow(self) -> None:
        try:
            while (term := self._elected()) is not None:
                _thread.term = term
                self._lead(term)
        except BaseException as error:
            self._error = error
            self._over.set()

    def _elected(self) -> _Term | None:
        """Stands by until this thread is to lead; None at the end."""
        with self._next:
            while not self._over.is_set():
                with self._lock:
                    last = self._term
                    if last.begun and time.monotonic() - last.begun >= _MOMENT:
                        self._term = _Term(self)
                        self._free -= 1
                        if last.task is not None:
                            self._changed.append(last.task)
                        return self._term
                self._rest(last)
        return None

    def _rest(self, term: _Term) -> None:
        """Waits a moment; or, where there has been nothing to do for long, until there is."""
        answered = term.answered
        for _ in range(_QUIET):
            self._wanted.wait(_MOMENT)
            if term.begun or term.answered != answered or self._over.is_set():
                self._wanted.clear()
                return
        self._asleep = True
        if not term.begun:
            self._wanted.wait()
        self._asleep = False
        self._wanted.clear()

    def _lead(self, term: _Term) -> None:
        """Waits for the connections and answers them, until another thread has taken over."""
        while (pause := self._look()) is not None:
            self._register()
            for descriptor, flags in self._poll.poll(0 if self._able() else pause):
                one = self.map.get(descriptor)
                if one is not None:
                    wasyncore.readwrite(one, flags)
                    self._changed.append(one)
                elif descriptor == self._bell.fileno():
                    os.eventfd_read(descriptor)
                if not self._answer(term):
                    return
            if not self._answer(term):
                return
        self._over.set()

    def _able(self) -> bool:
        """Whether a request waits that may be answered: not by the last thread there is."""
        return bool(self._waiting) and self._free > 0

    def _answer(self, term: _Term) -> bool:
        """Answers what waits; whether this thread still leads after that."""
        while self._able():
            task = self._waiting.popleft()
            term.task, term.begun = task, time.monotonic()
            if self._asleep:
                self._wanted.set()
            try:
                task.service()
            except BaseException:
                _logger.exception("a request could not be answered")
            with self._lock:
                term.task, term.begun = None, 0.0
                term.answered += 1
                leads = self._term is term
                self._free += not leads
            self.watch(task)
            if not leads:
                return False
        return True

    def _register(self) -> None:
        """Waits from now on for what the connections want that have changed."""
        while self._changed:
            one = self._changed.popleft()
            descriptor = one._fileno
            if self.map.get(descriptor, self) is not one:
                continue  # closed meanwhile
            flags = _READS if one.readable() else 0
            if one.writable() and not one.accepting:
                flags |= _WRITES
            known = self._flags.get(descriptor, 0)
            if flags == known:
                continue
            # Left out where nothing is wanted: else it would be told again and again that a client has gone.
            with suppress(OSError, ValueError):  # closed by another thread
                if not known:
                    self._poll.register(descriptor, flags)
                elif flags:
                    self._poll.modify(descriptor, flags)
                else:
                    self._poll.unregister(descriptor)
                self._flags[descriptor] = flags
