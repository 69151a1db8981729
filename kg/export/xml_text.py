"""Text that an XML 1.0 document can hold. The other formats for graphs leave out the same characters, so
that all of them say the same."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What is forbidden, what ends a value or begins markup, and what parsers turn into spaces: the rest is
# written as it is, and is most of what there is.
_SPECIAL = re.compile("[^ !#-%(-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\t": "&#9;",
    "\n": "&#10;",
    "\r": "&#13;",
}


def xml_text(text: str) -> str:
    r"""`text` without the characters XML 1.0 forbids: most control characters, lone surrogates.

    >>> xml_text("tab\tkept, bell\x07 gone")
    'tab\tkept, bell gone'
    """
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(text) else text


def escaped(text: str) -> str:
    r"""`xml_text(text)` as it is written into an attribute in either kind of quotes, or into an element.

    >>> escaped("AT&T says “<no>”\n\x07")
    'AT&amp;T says “&lt;no&gt;”&#10;'
    """
    return _SPECIAL.sub(_escape, text) if _SPECIAL.search(text) else text


def _escape(found: re.Match[str]) -> str:
    return _WRITTEN.get(found[0], "")
