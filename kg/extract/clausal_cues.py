"""Attribution by verbs: what is said, promised, demanded or held by the subject of a cue verb."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import lexicon, tree
from kg.extract.borrowing import SPEAKER_GOES_ON
from kg.extract.charges import charges, is_charge
from kg.extract.clause import Clause
from kg.extract.coreference_agreement import noun_class
from kg.extract.frame import Frame, frame, sources, speaks, subtree
from kg.extract.quotation import in_quotes
from kg.extract.relatives import parenthetical as is_parenthetical
from kg.extract.tree import SUBJECTS, child, children, dependents, is_clause, is_quote
from kg.language import Token


def complement_of_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Keita said the vote was fair”: the clausal complement, held by the subject."""
    if clause.lemma not in lexicon.CUES or clause.kind != "verb" or not clause.content:
        return
    tokens: set[int] = set()
    for head in clause.content:
        tokens |= subtree(head)
    for other in clauses.values():
        if other.head.i in tokens and SPEAKER_GOES_ON in other.rules:
            tokens -= subtree(other.head)
    tokens -= _own_words(clause)
    yield frame(sources(clause), clause.head, tokens, "ComplementOfCue", clause)


def infinitive_of_attitude(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Analysts expect the bank to cut rates”: an expectation of what somebody else does."""
    if clause.lemma not in lexicon.EXPECTING or clause.kind != "verb" or not (clause.open and clause.objects):
        return
    tokens = set().union(*map(subtree, (*clause.open, *clause.objects)))
    yield frame(sources(clause), clause.head, tokens, "InfinitiveOfAttitude", clause)


def infinitive_of_commissive(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“The ministers promise to support …”, “denied bribing”: what the subject says of its own acts."""
    own = lexicon.COMMISSIVES | lexicon.PROFESSING | lexicon.DENIAL | lexicon.ADMITTING
    reported = clause.lemma in lexicon.REPORTING - lexicon.ASPECTUAL and not clause.objects
    gerund = any(c.tag_ == "VBG" for c in clause.open)  # “reported finding weapons”
    if clause.kind == "verb" and clause.open and (clause.lemma in own or (reported and gerund)):
        tokens = set().union(*map(subtree, clause.open))
        yield frame(sources(clause), clause.head, tokens, "InfinitiveOfCommissive", clause)


def gerund_of_accusation(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“accused Kyiv of planning an attack”: what somebody is accused of is the accuser's claim."""
    if clause.objects or clause.passive:
        for gerund in charges(clause.head, clause.objects):
            yield frame(sources(clause), clause.head, subtree(gerund), "GerundOfAccusation", clause)


def infinitive_of_intention(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Norway plans to sell the ferry”, “urged Russia to withdraw”: an intention or a demand as content."""
    verbs = lexicon.DECLARED_INTENTION | lexicon.DEMANDING
    if clause.kind != "verb" or clause.lemma not in verbs or not clause.open or not sources(clause):
        return
    tokens: set[int] = set().union(*map(subtree, clause.open))
    for token in clause.objects:
        tokens |= subtree(token)
    yield replace(frame(sources(clause), clause.head, tokens, "InfinitiveOfIntention", clause), nominal=True)


def object_of_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“criticized the plan”, “called for calm”, “cited a threat”: content that is a noun."""
    if clause.kind != "verb" or clause.passive or clause.content or clause.open or not sources(clause):
        return
    tokens: set[int] = set()
    particle = child(clause.head, "compound:prt")
    spoken = particle is None or f"{clause.lemma} {particle.lower_}" in lexicon.PHRASAL_CUES
    if clause.lemma in lexicon.SPEECH_ACTS | lexicon.EVALUATION and spoken:
        for token in clause.objects:
            if clause.lemma not in lexicon.FORCEFUL or _answers(token):
                tokens |= subtree(token) - _clause_around(token, clauses)
                tokens -= set().union(*(subtree(c) for c in children(token, "acl") if is_charge(c)))
    for marker, noun in clause.obliques:
        if f"{clause.lemma} {marker}" in lexicon.PREPOSITIONAL_CUES or (
            tokens and marker in ("as", "for", "of", "about")
        ):
            tokens |= subtree(noun) - {w.i for w in children(noun, "case")}
            tokens |= set().union(*(subtree(c) for c in children(clause.head, "advcl") if _demanded(c, noun)))
    if tokens:
        yield replace(frame(sources(clause), clause.head, tokens, "ObjectOfCue", clause), nominal=True)


def parenthetical_cue(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“Troops, he said, would leave”: a saying clause set beside what is said."""
    head = clause.head
    if clause.kind != "verb" or clause.lemma not in lexicon.CUES or clause.content or clause.open:
        return
    if any(s.lower_ == "you" for s in clause.subjects):
        return  # “you know” fills a pause
    if clause.passive and not sources(clause) and child(head, "aux:pass") is None:
        return  # “a deal, known as”
    if any(c.text in (";", ":") for c in children(head, "punct") if c.i < head.i) and clause.obliques:
        return  # “the score stood at two; the cup went to Chile”
    if (head.dep_ == "parataxis" or is_parenthetical(clause)) and clause.subjects and not clause.objects:
        governor = head.head
        while governor.i not in clauses and governor.head != governor:
            governor = governor.head
        tokens = subtree(governor) - subtree(head) - _set_against(governor, head)
        yield frame(sources(clause), head, tokens, "ParentheticalCue", clause)
        return
    beside = [c for c in children(head, "parataxis") if is_clause(c) and (c.i < head.i or _quoted_before(c))]
    if beside and clause.subjects:
        yield frame(sources(clause), head, set().union(*map(subtree, beside)), "ParentheticalCue", clause)


def _set_against(governor: Token, cue: Token) -> set[int]:
    """“The dam is safe, he said, but critics doubt it”: what comes after him is not his."""
    after = (c for c in children(governor, "conj") if c.i > cue.i and not in_quotes(c))
    clauses = (c for c in after if child(c, *SUBJECTS) is not None)
    others = [c for c in clauses if (joint := child(c, "cc")) is not None and joint.lower_ == "but"]
    return set().union(*map(subtree, others))


def as_clause(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“as Kuleba put it / as officials have said”: an adverbial clause that attributes its main clause."""
    head = clause.head
    marker = child(head, "mark", "advmod")
    if head.dep_ != "advcl" or marker is None or marker.lower_ != "as" or clause.content or clause.objects:
        return
    if clause.lemma in lexicon.REPORTING | lexicon.SPEECH_ACTS:
        yield frame(sources(clause), head, subtree(head.head) - subtree(head), "AsClause", clause)


def _answers(token: Token) -> bool:
    """Whether the noun is for a person, a body or a statement: “attacked the plan”, not “the barracks”."""
    return token.lemma_.lower() in lexicon.CONTENT_NOUNS or (speaks(token) and noun_class(token) != "LOC")


def _clause_around(token: Token, clauses: dict[int, Clause]) -> set[int]:
    """“It was the judge who the gang threatened”: the clause that the noun is the predicate of."""
    if token.i not in clauses:
        return set()
    own = (*SUBJECTS, "expl", "cop", "aux", "advmod", "obl", "punct")
    return set().union(*map(subtree, children(token, *own)))


def _own_words(clause: Clause) -> set[int]:
    """Words of the cue's own clause that a badly attached content may have swallowed."""
    own = {clause.head.i}
    for c in dependents(clause.head):
        if c.dep_ in ("aux", "aux:pass", *SUBJECTS) and c not in clause.content:
            own |= subtree(c)
    return own


def _demanded(head: Token, noun: Token) -> bool:
    """“called for the tax to be cut”."""
    marker = child(head, "mark")
    return marker is not None and marker.lower_ == "to" and noun.i < head.i


def _quoted_before(token: Token) -> bool:
    return any(is_quote(w) for w in tree.subtree(token))


RULES = (
    complement_of_cue,
    infinitive_of_attitude,
    infinitive_of_commissive,
    gerund_of_accusation,
    parenthetical_cue,
    as_clause,
    infinitive_of_intention,
    object_of_cue,
)
