"""Attribution by punctuation: “Wallace: Will you be there?”, “He said:” before a quotation, “…” — Ann Lee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.frame import Frame, sources, speech
from kg.extract.phrases import name_of
from kg.extract.quotation import in_quotes
from kg.extract.tree import is_quote
from kg.language import Span, Token

_QUOTED = re.compile(r"[^\S\n]*([\"“”][^\n]+[\"”])\s*(?:[—–―]|--)\s*$")
_ENDS = re.compile(r"[^\S\n]*\.?[^\S\n]*(?:\n|$)")
_LONGEST = 8  # words of a speaker before a colon or behind a dash
_TELLING = (lexicon.REPORTING | lexicon.SPEECH_ACTS) - {"begin", "go"}
Found = Iterator[tuple[int, Frame]]  # with the index of the sentence whose words it attributes


def speakers(sentences: list[Span], clauses: list[dict[int, Clause]]) -> Found:
    """The frames that punctuation gives, each with the index of its sentence; a turn of several sentences
    gives one for each of them."""
    for index in range(len(sentences)):
        yield from _before_colon(sentences, index)
        yield from _announced(sentences, clauses[index], index)
        yield from _behind_dash(sentences, index)
        yield from _beside(sentences, clauses[index], index)


def _before_colon(sentences: list[Span], index: int) -> Found:
    """“Wallace: Will you be there?”: a speaker and a colon open a paragraph, what follows in it is said."""
    words = [w for w in sentences[index] if not w.is_space]
    while words and is_quote(words[0]):
        words = words[1:]
    place = next((i for i, w in enumerate(words[: _LONGEST + 1]) if w.text == ":"), 0)
    label, said = words[:place], words[place + 1 :]
    if not label or not _opens_paragraph(sentences, index):
        return
    capitals = all(w.text.isupper() and len(w) > 1 for w in label)  # as transcripts have their speakers
    speaker = label[0] if capitals else next((w for w in label if _speaks(w)), None)
    if speaker is None or any(w.pos_ in ("VERB", "AUX", "ADP") for w in label):
        return
    content = {w.i for w in said}
    while True:
        if content:
            yield index, Frame((speaker,), (words[place],), "say", frozenset(content), "SpeakerBeforeColon",
                               speech(words[place], content))  # fmt: skip
        index += 1
        if index == len(sentences) or _opens_paragraph(sentences, index):
            return
        content = {w.i for w in sentences[index] if not w.is_space}


def _announced(sentences: list[Span], clauses: dict[int, Clause], index: int) -> Found:
    """“He said:” and a quotation in the sentences that follow."""
    words = [w for w in sentences[index] if not w.is_space]
    if not words or words[-1].text != ":":
        return
    cues = [c for c in clauses.values() if c.lemma in _TELLING and not c.content]
    spoken = next((c for c in cues if sources(c)), None)
    if spoken is None:
        return
    cue = (spoken.head,)
    for following in range(index + 1, len(sentences)):
        content = {w.i for w in sentences[following] if not w.is_space}
        if not all(in_quotes(w) or w.is_punct for w in sentences[following] if not w.is_space):
            return
        verb = spoken.lemma
        yield following, Frame(sources(spoken), cue, verb, frozenset(content), "QuotationFollows",
                               speech(spoken.head, content))  # fmt: skip


def _beside(sentences: list[Span], clauses: dict[int, Clause], index: int) -> Found:
    """“…?” Clinton said: a verb of saying without content behind a quotation, which the parse sets apart."""
    for clause in clauses.values():
        plain = not (clause.content or clause.open or clause.objects or clause.passive)
        named = sources(clause) if clause.lemma in _TELLING and plain and clause.kind == "verb" else ()
        first = min((w for s in named for w in (s.left_edge, clause.head)), key=lambda w: w.i, default=None)
        mark = _before(first) if first is not None else None
        if mark is None or first is None or not is_quote(mark) or not in_quotes(mark):
            continue
        if in_quotes(clause.head) or "\n" in first.doc.text[mark.idx : first.idx]:
            continue
        for at in range(index if mark.i >= sentences[index].start else index - 1, -1, -1):
            content = {w.i for w in sentences[at] if in_quotes(w) and w.i <= mark.i and not w.is_space}
            if not content:
                break
            yield at, Frame(named, (clause.head,), clause.lemma, frozenset(content), "QuotationBeforeCue",
                            speech(clause.head, content))  # fmt: skip
            if min(content) > sentences[at].start or _opens_paragraph(sentences, at):
                break


def _behind_dash(sentences: list[Span], index: int) -> Found:
    """“…” — Ann Lee: a quotation, a dash and a name make a paragraph."""
    words = [w for w in sentences[index] if not w.is_space]
    name = next((n for w in reversed(words[-3:]) if (n := name_of(w)) is not None), None)
    if name is None or name.label_ not in ("PER", "ORG"):
        return
    text, dash = name.doc.text, _before(name[0])
    begin = text.rfind("\n", 0, name.start_char) + 1
    quotation = _QUOTED.match(text, begin, name.start_char)
    if dash is None or quotation is None or not _ENDS.match(text, name.end_char):
        return
    for at in range(index, -1, -1):
        content = {w.i for w in sentences[at] if begin <= w.idx < quotation.end(1) and not w.is_space}
        if not content:
            return
        yield at, Frame((name.root,), (dash,), "say", frozenset(content), "SpeakerBehindDash",
                        speech(dash, content))  # fmt: skip


def _before(token: Token) -> Token | None:
    """The word before, blanks apart."""
    at = token.i - 1
    while at >= 0 and token.doc[at].is_space:
        at -= 1
    return token.doc[at] if at >= 0 else None


def _speaks(token: Token) -> bool:
    name = name_of(token)
    if name is not None:
        return name.label_ in ("PER", "ORG") and token == name.root
    return token.lemma_.lower() in lexicon.ROLES | lexicon.REPRESENTATIVES | lexicon.TELLING


def _opens_paragraph(sentences: list[Span], index: int) -> bool:
    """Whether a line ends before the sentence."""
    start = sentences[index].start_char
    before = sentences[index].doc.text[:start].rstrip('"“”')
    return not before or before[len(before.rstrip()) :].find("\n") >= 0
