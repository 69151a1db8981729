"""Attribution by punctuation: “Walker: The bridge will open.”, “He said:” and a quotation, “…” — Ann Lee."""

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
_LONGEST = 8  # words of a speaker before a colon
_TELLING = (lexicon.REPORTING | lexicon.SPEECH_ACTS) - {"begin", "go"}
Found = Iterator[tuple[int, Frame]]  # with the index of the sentence whose words it attributes


def speakers(sentences: list[Span], clauses: list[dict[int, Clause]]) -> Found:
    """The frames that punctuation gives, each with the index of its sentence; a turn of several sentences
    gives one for each of them."""
    passage = _Passage(sentences)
    for index, some in enumerate(clauses):
        yield from _before_colon(passage, index)
        yield from _announced(passage, some, index)
        yield from _behind_dash(passage, index)
        yield from _beside(passage, some, index)


class _Passage:
    """The words of each sentence, and the text they stand in."""

    def __init__(self, sentences: list[Span]) -> None:
        self.text = sentences[0].doc.text if sentences else ""
        self.sentences = [[w for w in span if not w.is_space] for span in sentences]

    def opens_paragraph(self, index: int) -> bool:
        """Whether a line ends before the sentence."""
        start = self.sentences[index][0].idx
        while start > 0 and self.text[start - 1] in ' \t\r\xa0"“”':
            start -= 1
        return start == 0 or self.text[start - 1] == "\n"

    def indices(self, index: int) -> set[int]:
        return {w.i for w in self.sentences[index]}


def _frame(source: tuple[Token, ...], cue: Token, verb: str, content: set[int], rule: str) -> Frame:
    return Frame(source, (cue,), verb, frozenset(content), rule, speech(cue, content))


def _before_colon(passage: _Passage, index: int) -> Found:
    """“Walker: The bridge will open.”: a speaker and a colon open a paragraph, what follows in it is said."""
    words = passage.sentences[index]
    while words and is_quote(words[0]):
        words = words[1:]
    place = next((i for i, w in enumerate(words[: _LONGEST + 1]) if w.text == ":"), 0)
    label = words[:place]
    if not label or not passage.opens_paragraph(index):
        return
    capitals = all(w.text.isupper() and len(w) > 1 for w in label)  # as transcripts have their speakers
    speaker = label[0] if capitals else next((w for w in label if _speaks(w)), None)
    if speaker is None or any(w.pos_ in ("VERB", "AUX", "ADP") for w in label):
        return
    content = {w.i for w in words[place + 1 :]}
    while True:
        if content:
            yield index, _frame((speaker,), words[place], "say", content, "SpeakerBeforeColon")
        index += 1
        if index == len(passage.sentences) or passage.opens_paragraph(index):
            return
        content = passage.indices(index)


def _announced(passage: _Passage, clauses: dict[int, Clause], index: int) -> Found:
    """“He said:” and a quotation in the sentences that follow."""
    if passage.sentences[index][-1].text != ":":
        return
    cues = [c for c in clauses.values() if c.lemma in _TELLING and not c.content]
    spoken = next((c for c in cues if sources(c)), None)
    for following in range(index + 1, len(passage.sentences)) if spoken is not None else ():
        if spoken is None or not all(in_quotes(w) or w.is_punct for w in passage.sentences[following]):
            return
        content = passage.indices(following)
        yield following, _frame(sources(spoken), spoken.head, spoken.lemma, content, "QuotationFollows")


def _behind_dash(passage: _Passage, index: int) -> Found:
    """“…” — Ann Lee: a quotation, a dash and a name make a paragraph."""
    words = passage.sentences[index]
    name = next((n for w in reversed(words[-3:]) if (n := name_of(w)) is not None), None)
    if name is None or name.label_ not in ("PER", "ORG"):
        return
    text, dash = passage.text, _before(name[0])
    begin = text.rfind("\n", 0, name.start_char) + 1
    quotation = _QUOTED.match(text, begin, name.start_char)
    if dash is None or quotation is None or not _ENDS.match(text, name.end_char):
        return
    for at in range(index, -1, -1):
        content = {w.i for w in passage.sentences[at] if begin <= w.idx < quotation.end(1)}
        if not content:
            return
        yield at, _frame((name.root,), dash, "say", content, "SpeakerBehindDash")


def _beside(passage: _Passage, clauses: dict[int, Clause], index: int) -> Found:
    """“…?” Walker asked: a verb of saying without content behind a quotation, which the parse sets apart."""
    for clause in clauses.values():
        plain = not (clause.content or clause.open or clause.objects or clause.passive)
        named = sources(clause) if clause.lemma in _TELLING and plain and clause.kind == "verb" else ()
        first = min((w for s in named for w in (s.left_edge, clause.head)), key=lambda w: w.i, default=None)
        mark = _before(first) if first is not None else None
        if mark is None or first is None or not is_quote(mark) or not in_quotes(mark):
            continue
        if in_quotes(clause.head) or "\n" in passage.text[mark.idx : first.idx]:
            continue
        inside = mark.i >= passage.sentences[index][0].i
        for at in range(index if inside else index - 1, -1, -1):
            content = {w.i for w in passage.sentences[at] if in_quotes(w) and w.i <= mark.i}
            if not content:
                break
            yield at, _frame(named, clause.head, clause.lemma, content, "QuotationBeforeCue")
            if min(content) > passage.sentences[at][0].i or passage.opens_paragraph(at):
                break


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
