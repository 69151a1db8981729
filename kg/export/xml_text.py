"""Text that an XML 1.0 document can hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""`text` without the characters XML 1.0 forbids: most control characters, lone surrogates.

    >>> xml_text("tab\tkept, bell\x07 gone")
    'tab\tkept, bell gone'
    """
    return _FORBIDDEN.sub("", text)
