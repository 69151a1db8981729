"""Who says what: frames of source, cue and content, by small named rules over the tree.

A clause's holders are the frames whose content contains it, smallest content first: that gives
nesting to any depth. A frame without a source (“it is believed that …”) still bears on certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.extract import lexicon
from kg.extract.borrowing import parenthetical as is_parenthetical
from kg.extract.clause import Clause, agents
from kg.extract.phrases import name_of
from kg.extract.quotation import in_quotes
from kg.extract.tree import (
    SUBJECTS,
    child,
    children,
    clause_family,
    is_clause,
    is_quote,
    preposition,
    with_fixed,
)
from kg.language import Span, Token
from kg.model import Speech


@dataclass(frozen=True, slots=True)
class Frame:
    """One attribution. `sources` are head tokens (several for “Putin and Lavrov said”), `content` are
    token indices in the document; `verb` is the lemma that says how it is held."""

    sources: tuple[Token, ...]
    cue: tuple[Token, ...]
    verb: str
    content: frozenset[int]
    rule: str
    speech: Speech
    denied: bool = False  # “did not say that”
    nominal: bool = False  # a noun or an intention is attributed, no clause: it holds no claim


_NOBODY = frozenset("nothing nobody none neither".split())

Rule = Callable[[Clause, dict[int, Clause]], Iterator[Frame]]


def frames(sentence: Span, clauses: dict[int, Clause]) -> list[Frame]:
    """The attributions of a sentence, smallest content first."""
    found: list[Frame] = []
    for clause in clauses.values():
        for rule in _RULES:
            found += rule(clause, clauses)
    found += according_to(sentence)
    return sorted(_distinct(found), key=lambda f: (len(f.content), f.cue[0].i if f.cue else 0))


def complement_of_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Stoltenberg said the announcement gave ground”: the clausal complement, held by the subject."""
    if clause.lemma not in lexicon.CUES or clause.kind != "verb" or not clause.content:
        return
    tokens: set[int] = set()
    for head in clause.content:
        tokens |= _subtree(head)
    tokens -= _own_words(clause)
    yield _frame(_sources(clause), clause.head, tokens, "ComplementOfCue", clause)


def infinitive_of_commissive(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“The ministers promise to support …”: an infinitive that the subject commits itself to."""
    if clause.lemma in lexicon.COMMISSIVES and clause.kind == "verb" and clause.open:
        tokens = set().union(*map(_subtree, clause.open))
        yield _frame(_sources(clause), clause.head, tokens, "InfinitiveOfCommissive", clause)


def gerund_of_accusation(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“accused Kyiv of planning an attack”: what somebody is accused of is the accuser's claim."""
    if clause.lemma not in lexicon.ACCUSING or not (clause.objects or clause.passive):
        return
    for gerund in children(clause.head, "advcl", "xcomp", "ccomp"):
        marker = child(gerund, "mark", "case")
        if gerund.tag_ == "VBG" and marker is not None and marker.lower_ in ("of", "for", "with"):
            yield _frame(_sources(clause), clause.head, _subtree(gerund), "GerundOfAccusation", clause)


def infinitive_of_intention(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Clinton plans to call on voters”, “urged Russia to withdraw”: an intention or a demand as content."""
    verbs = lexicon.DECLARED_INTENTION | lexicon.DEMANDING
    if clause.kind != "verb" or clause.lemma not in verbs or not clause.open or not _sources(clause):
        return
    tokens: set[int] = set().union(*map(_subtree, clause.open))
    for token in clause.objects:
        tokens |= _subtree(token)
    frame = _frame(_sources(clause), clause.head, tokens, "InfinitiveOfIntention", clause)
    yield replace(frame, nominal=True)


def object_of_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“criticized the plan”, “called for calm”, “cited a threat”: content that is a noun."""
    if clause.kind != "verb" or clause.passive or clause.content or clause.open or not _sources(clause):
        return
    tokens: set[int] = set()
    if clause.lemma in lexicon.SPEECH_ACTS | lexicon.EVALUATION:
        for token in clause.objects:
            tokens |= _subtree(token)
    for marker, noun in clause.obliques:
        if f"{clause.lemma} {marker}" in lexicon.PREPOSITIONAL_CUES or (
            tokens and marker in ("as", "for", "of", "about")
        ):
            tokens |= _subtree(noun)
    if tokens:
        yield replace(_frame(_sources(clause), clause.head, tokens, "ObjectOfCue", clause), nominal=True)


def parenthetical_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Troops, he said, would leave”: a saying clause set beside what is said."""
    head = clause.head
    if clause.kind != "verb" or clause.lemma not in lexicon.CUES or clause.content or clause.open:
        return
    if (head.dep_ == "parataxis" or is_parenthetical(clause)) and clause.subjects and not clause.objects:
        governor = head.head
        while governor.i not in clauses and governor.head != governor:
            governor = governor.head
        yield _frame(_sources(clause), head, _subtree(governor) - _subtree(head), "ParentheticalCue", clause)
        return
    beside = [c for c in children(head, "parataxis") if is_clause(c) and (c.i < head.i or _quoted_before(c))]
    if beside and clause.subjects:
        yield _frame(_sources(clause), head, set().union(*map(_subtree, beside)), "ParentheticalCue", clause)


def as_clause(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“as Kuleba put it / as officials have said”: an adverbial clause that attributes its main clause."""
    head = clause.head
    marker = child(head, "mark", "advmod")
    if head.dep_ != "advcl" or marker is None or marker.lower_ != "as" or clause.content or clause.objects:
        return
    if clause.lemma in lexicon.REPORTING | lexicon.SPEECH_ACTS:
        yield _frame(_sources(clause), head, _subtree(head.head) - _subtree(head), "AsClause", clause)


def content_noun(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“warnings that an attack is imminent”: a noun that carries its content as a clause."""
    head = clause.head
    marker = child(head, "mark")
    noun = _carrier(head, clauses)
    if noun is None or marker is None or marker.lower_ not in ("that", "whether"):
        return
    content = set().union(*(_subtree(member) for member in clause_family(head)))
    verb = lexicon.CONTENT_NOUNS[noun.lemma_.lower()]
    sources = tuple(noun_holders(noun, clauses))
    yield Frame(
        sources, (noun,), verb, frozenset(content), "ContentNoun", _speech(noun, content), _negated(noun)
    )


def _carrier(head: Token, clauses: dict[int, Clause]) -> Token | None:
    """The noun whose content the clause is: the one it hangs on, or, moved behind the verb
    (“diminish fears in Kyiv that …”), an object or subject of the verb it hangs on."""
    above = head.head
    if head.dep_ in ("acl", "ccomp") and above.pos_ in ("NOUN", "PROPN"):
        return above if above.lemma_.lower() in lexicon.CONTENT_NOUNS else None
    governor = clauses.get(above.i)
    if head.dep_ not in ("ccomp", "advcl") or governor is None or governor.lemma in lexicon.CUES:
        return None
    near = [*governor.objects, *(governor.subjects if governor.passive else [])]
    return next((n for n in near if n.lemma_.lower() in lexicon.CONTENT_NOUNS and n.i < head.i), None)


def noun_holders(noun: Token, clauses: dict[int, Clause]) -> list[Token]:
    """Who holds a noun's content: its possessor, its “of/by/from/among/in” noun, or the subject of the
    light verb it is the object of (“officials issuing warnings”)."""
    owner = child(noun, "nmod:poss")
    if owner is not None:
        return [owner]
    named = [c for c in children(noun, "compound", "amod") if name_of(c) is not None]
    governor = clauses.get(noun.head.i)
    if noun.dep_ == "obl" and governor is not None and governor.lemma in lexicon.REPORTING:
        return list(_sources(governor))  # “said in a statement that …”
    if noun.dep_ == "obj" and governor is not None and governor.lemma in lexicon.LIGHT:
        return list(_sources(governor))
    for c in children(noun, "nmod"):
        if preposition(c) in ("by", "from", "among", "of", "in"):
            return [c, *(k for k in c.children if k.dep_ == "conj" and not is_clause(k))]
    return named


def according_to(sentence: Span) -> Iterator[Frame]:
    """“according to analysts”: the clause it stands in, held by its noun."""
    for word in sentence:
        if word.lower_ == "according" and word.dep_ == "case":
            source, cue = word.head, with_fixed(word)
        elif word.lower_ == "according" and (
            noun := next((c for c in word.children if preposition(c) == "to"), None)
        ):
            source, cue = noun, [word, *children(noun, "case")]
        else:
            continue
        top = source if word.dep_ == "case" else word
        governor = top.head
        content = _subtree(governor) - _subtree(top)
        if governor != top and content:
            yield Frame(
                (source,), tuple(cue), "say", frozenset(content), "AccordingTo", _speech(word, content)
            )


def _sources(clause: Clause) -> tuple[Token, ...]:
    if clause.passive:
        return tuple(agents(clause))
    if any(s.lower_ in _NOBODY for s in clause.subjects):
        return ()
    own = {"i", "we", "you", "one"}  # “I think” hedges; it names nobody but the speaker
    return tuple(
        s
        for s in clause.subjects
        if s.dep_ != "expl" and not (s.lower_ in own and _speaks_for_itself(clause))
    )


def _speaks_for_itself(clause: Clause) -> bool:
    return clause.lemma in lexicon.ATTITUDES


def _frame(sources: tuple[Token, ...], cue: Token, content: set[int], rule: str, clause: Clause) -> Frame:
    words = tuple(sorted([cue, *children(cue, "compound:prt")], key=lambda w: w.i))
    content -= {w.i for w in words}
    for source in sources:
        content -= _subtree(source) if source.head == cue or source.dep_ in SUBJECTS else {source.i}
    denied = _negated(cue) or any(s.lower_ in _NOBODY for s in clause.subjects)
    return Frame(sources, words, cue.lemma_.lower(), frozenset(content), rule, _speech(cue, content), denied)


def _negated(cue: Token) -> bool:
    return any(c.lower_ in lexicon.NEGATORS for c in cue.children if c.dep_ in ("advmod", "det"))


def _subtree(token: Token) -> set[int]:
    return {w.i for w in token.subtree if not w.is_space}


def _own_words(clause: Clause) -> set[int]:
    """Words of the cue's own clause that a badly attached content may have swallowed."""
    own = {clause.head.i}
    for c in clause.head.children:
        if c.dep_ in ("aux", "aux:pass", *SUBJECTS):
            own |= _subtree(c)
    return own


def _quoted_before(token: Token) -> bool:
    return any(is_quote(w) for w in token.subtree)


def _speech(cue: Token, content: set[int] | frozenset[int]) -> Speech:
    """Direct where all words of the content stand in quotation marks, mixed where some do."""
    words = [i for i in content if not cue.doc[i].is_punct]
    quoted = sum(1 for i in words if in_quotes(cue.doc[i]))
    if not words or quoted == 0:
        return Speech.INDIRECT
    return Speech.DIRECT if quoted >= 0.8 * len(words) else Speech.MIXED


def _distinct(found: list[Frame]) -> list[Frame]:
    """One frame for each cue and content; the first rule wins."""
    seen: set[tuple[tuple[int, ...], frozenset[int]]] = set()
    kept = []
    for frame in found:
        identity = (tuple(w.i for w in frame.cue), frame.content)
        if identity not in seen and frame.content:
            seen.add(identity)
            kept.append(frame)
    return kept


def holders(token: Token, found: list[Frame]) -> list[Frame]:
    """The frames that hold what the token says, innermost first."""
    return [f for f in found if token.i in f.content and not f.nominal]


_RULES: tuple[Rule, ...] = (
    complement_of_cue,
    infinitive_of_commissive,
    gerund_of_accusation,
    parenthetical_cue,
    as_clause,
    content_noun,
    infinitive_of_intention,
    object_of_cue,
)
