"""A process that makes documents of what was sent: `python -m kg.jobs.parser_process`.

It takes one request a line, each with the seconds that it may take, and ends when its input does. The kernel
ends it where a document takes longer: neither libxml2 nor a regular expression can be stopped otherwise.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from dataclasses import asdict

from kg.errors import InputError
from kg.jobs.document_json import dump, dump_document, sent_of
from kg.text import Sent

_MEMORY = 2 * 2**30  # bytes of addresses


def request(sent: Sent, seconds: float) -> bytes:
    """The line that asks for the document of `sent`, in so many seconds."""
    return dump({"seconds": seconds, "sent": asdict(sent)})


def answer(line: bytes) -> bytes:
    """The document that a line asks for, or why there is none."""
    asked = json.loads(line)
    signal.setitimer(signal.ITIMER_REAL, max(asked["seconds"], 0.001))
    try:
        return dump_document(sent_of(asked["sent"]).document())
    except InputError as error:
        return dump({"error": str(error)})
    except MemoryError:
        return dump({"error": "takes more memory to read than it may"})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> None:
    """Answers until there is no more to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(
        resource.RLIMIT_AS, (_MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard), hard)
    )
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(line) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
