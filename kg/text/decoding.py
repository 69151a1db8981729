"""From bytes to text, by stated signs only, and never by a statistical guess.

In this order: a byte order mark (UTF-8, UTF-16, UTF-32); UTF-8; the charset an HTML page declares;
Windows-1252. The last only for what is plausibly Latin script: all bytes assigned (so no C1 controls),
no UTF-8 sequences among them (that is damaged UTF-8), and mostly ASCII letters.

A UTF-8 byte order mark stays in the text as U+FEFF, as any plain UTF-8 decoder gives it, so that
offsets are those of the file as given; it stands outside every block. That of UTF-16 and UTF-32 states
the byte order, belongs to the encoding and is gone.
"""

from __future__ import annotations

import codecs
import re

from kg.errors import EncodingError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_CHARSET = re.compile(
    r"us-ascii|iso-?8859-\d+|latin-?1|windows-125\d|cp125\d|koi8-[ru]|gb2312|gbk|gb18030|big5(-hkscs)?"
    r"|euc-(jp|kr)|shift[-_]jis|iso-2022-jp|macintosh|windows-874|tis-620"
)
# what the label says and what pages under it hold differ (WHATWG Encoding Standard)
_SUPERSETS = {
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "gb2312": "gb18030",
}
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_DECLARATION_REACH = 2048  # bytes at the beginning that may declare a charset
_TEXT_CONTROLS = 0.001  # share of control bytes a text may hold
_LATIN_HIGH = 0.3  # share of its letters that a Windows-1252 text may have outside ASCII


def decode(raw: bytes, *, declared: bool = False) -> str:
    """The text of a file; with `declared`, the charset an HTML page declares is believed where the
    bytes are not UTF-8.

    Raises EncodingError, its reason in one line, where the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise EncodingError(f"is not valid {encoding.upper()} (byte {error.start})") from None
    if raw.startswith(b"%PDF-") or b"\0" in raw or len(_CONTROLS.findall(raw)) > len(raw) * _TEXT_CONTROLS:
        raise EncodingError("is binary, not text")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    text = _as_declared(raw) if declared else None
    text = text or _as_windows_1252(raw)
    if text is None:
        raise EncodingError(f"is not valid UTF-8 (byte {place}), and nothing tells another encoding")
    return text


def _as_declared(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:_DECLARATION_REACH])
    label = match.group(1).decode("ascii", "replace").lower() if match else ""
    if not _CHARSET.fullmatch(label):
        return None
    try:
        return raw.decode(_SUPERSETS.get(label, label))
    except (LookupError, UnicodeDecodeError):
        return None


def _as_windows_1252(raw: bytes) -> str | None:
    if any(ord(char) > 0x7F for char in raw.decode("utf-8", "ignore")):
        return None
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = [char for char in text if char.isalpha()]
    high = sum(char > "\x7f" for char in letters)
    return text if high <= len(letters) * _LATIN_HIGH else None
