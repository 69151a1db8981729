"""Captions that can be told by their credit: “(Via Pixabay)”, “Photograph: Jane Doe/Reuters”.

The line before a bare credit is a caption too; `kg.text.blocks` sees to that, as it takes two lines.
"""

from __future__ import annotations

import re

_PICTURE = r"(?i:photo(?:s|graph|graphs|graphy)?|images?|pictures?|illustration|graphic|video|screenshot)"
_AGENCY = (
    r"(?:AP|AFP|EPA|EFE|Reuters|REUTERS|Getty(?: Images)?|Shutterstock|Pixabay|Unsplash|Pexels|Flickr"
    r"|Wikimedia(?: Commons)?|TASS|Alamy|iStock)"
)
_NAME = r"[A-Z][\w.’'-]*"
_BY = r"(?i:credits?|by|via|courtesy(?: of)?|source)"

_BARE = tuple(
    re.compile(form)
    for form in (
        # in brackets: “(Via Pixabay)”, “[Photo: Jane Doe]”, “(AP)”, “(Jane Doe/The Herald)”
        rf"[(\[](?:(?i:via|courtesy|credit|source|file|handout)\b|{_PICTURE}\b|{_AGENCY}\b)[^()\[\]]{{0,150}}[)\]]\.?",
        rf"[(\[]{_NAME}[^()\[\]/]{{0,60}}\s?/\s?[A-Z][^()\[\]]{{0,60}}[)\]]\.?",
        # “Photo: Jane Doe”, “Photo by Jane Doe”, “Image credit: …”
        rf"(?:{_PICTURE}|(?i:file) {_PICTURE})(?: {_BY})?\s?[:|/] ?[^a-z\s][^.!?]{{0,120}}\.?",
        rf"{_PICTURE} {_BY} {_NAME}[^.!?:]{{0,80}}\.?",
        rf"(?i:via|courtesy of) (?:{_AGENCY}|{_NAME}(?: {_NAME}){{0,3}})",
        # “Jane Doe / Reuters”, “AP Photo/Jane Doe”, “Getty Images”
        rf"{_NAME}(?: {_NAME}){{1,4}}\s?/\s?{_AGENCY}(?:\b.{{0,60}})?",
        rf"(?:{_NAME},? ){{0,4}}(?:(?:AP|AFP|EPA|Reuters) Photo|Getty Images)(?:[/,] ?.{{0,80}})?",
    )
)
_FULL = tuple(
    re.compile(form)
    for form in (
        r"(?:FILE PHOTO|FILE PICTURE|HANDOUT|FILE)\s?[:–—-]\s.+",
        # the credit at the end: “A ferry leaves Lindow. (AP Photo/Jane Doe)”
        rf".{{1,260}}[(\[](?:{_PICTURE}(?: {_BY})?\s?[:/]|{_PICTURE} {_BY} |{_AGENCY} (?:Photo|Image)"
        rf"|{_AGENCY}\s?/)[^()\[\]]{{0,100}}[)\]]\.?",
        rf".{{1,260}}[(\[][^()\[\]/]{{1,60}}/\s?{_AGENCY}\b[^()\[\]]{{0,60}}[)\]]\.?",
        r".{1,200}[.] (?:Photo|Photograph|Picture|Image|Illustration)s?(?: credit)?: [A-Z][^.:]{1,80}",
    )
)


def matches(line: str) -> bool:
    """Whether `line` is a picture credit, or a caption that ends in one."""
    return bare(line) or any(form.fullmatch(line) for form in _FULL)


def bare(line: str) -> bool:
    """Whether `line` is nothing but a picture credit, so that a line before it is what it credits."""
    return any(form.fullmatch(line) for form in _BARE)
