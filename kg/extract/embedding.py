"""Cues from above: the verbs that embed a clause, what is said of it, and those who hold it.

Implicatives after Karttunen (1971, 2012); the walk goes from the clause up to what it is embedded in.
"""

from __future__ import annotations

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.conditions import conditions, past
from kg.extract.cues import Cues, negators, perfect, predicate
from kg.extract.frame import Frame
from kg.extract.tree import SUBJECTS, child, children, dependents, first_conjunct
from kg.language import Token
from kg.model import Certainty


def embedding(head: Token, clauses: dict[int, Clause], cues: Cues) -> None:
    """What the verbs that govern an infinitive or participle do to it, all the way up."""
    token = first_conjunct(head) if head.dep_ == "conj" and child(head, *SUBJECTS) is None else head
    while _embedded(token):
        governor = token.head
        lemma = governor.lemma_.lower()
        if _hindered(token):
            cues.negations += 1
            cues.future = cues.future or lemma in lexicon.BANNING
            if lemma not in lexicon.KEEPING and negators(governor):
                cues.weaken(Certainty.POSSIBLE)  # what is not banned need not be done
        elif _aimed_at(token):
            cues.future = True
            cues.weaken(Certainty.POSSIBLE)
        elif lemma in lexicon.NEGATIVE_IMPLICATIVE | lexicon.ENDING | lexicon.UNABLE or _has_yet(governor):
            cues.negations += 1
        elif lemma == "have":
            cues.weaken(Certainty.PROBABLE)  # an obligation
        elif lemma in lexicon.WISHING and _on_another(governor, clauses):
            cues.future = True
            cues.weaken(Certainty.POSSIBLE)  # “urged Russia to leave”: asked for, not planned
        elif lemma in lexicon.INTENTION:
            ahead = token.tag_ != "VBG" and not perfect(token)  # not “is likely to have left”
            cues.future = cues.future or ahead or lemma in ("consider", "plan")
            cues.weaken(Certainty.PROBABLE)
        elif lemma in lexicon.APPEARING | lexicon.PROBABLE_CONTENT or _hearsay(governor, clauses):
            cues.weaken(Certainty.PROBABLE)
        if lemma == "go" and governor.tag_ == "VBG":
            cues.future = True
            cues.weaken(Certainty.PROBABLE)
        predicate(governor, cues)
        conditions(governor, cues)
        token = first_conjunct(governor)
    if token.dep_ == "acl" and token.tag_ == "VB" and child(token, "mark") is not None:
        cues.future = True
        cues.weaken(Certainty.PROBABLE)
    elif token.dep_ == "advcl" and child(token, "mark") is not None and token.tag_ == "VB":
        cues.future = True  # a purpose
        cues.weaken(Certainty.POSSIBLE)
    _judged(token, cues)


def _embedded(token: Token) -> bool:
    """Whether the verb above decides on the clause: its infinitive, or a gerund it hinders or aims at."""
    return token.head != token and (token.dep_ == "xcomp" or _hindered(token) or _aimed_at(token))


def _hindered(token: Token) -> bool:
    """“prevented the rebels from advancing”, “decided against selling”, “incapable of governing”."""
    marker = _marker_of_gerund(token)
    lemma = token.head.lemma_.lower()
    return (lemma in lexicon.HINDERING and marker in ("from", "against")) or (
        lemma in lexicon.UNABLE and marker == "of"
    )


def _aimed_at(token: Token) -> bool:
    """“aimed at protecting the forest”: a purpose."""
    return token.head.lemma_.lower() == "aim" and _marker_of_gerund(token) == "at"


def _marker_of_gerund(token: Token) -> str:
    marker = child(token, "mark", "case")
    gerund = token.tag_ == "VBG" and token.dep_ in ("advcl", "obl", "xcomp", "ccomp", "nmod")
    return marker.lower_ if gerund and marker is not None else ""


def _judged(token: Token, cues: Cues) -> None:
    """What is said of the clause as a whole: “it is not true that …”, “whether … is unclear”; and of the
    one it is about: “it was not the minister who …”."""
    marker = child(token, "mark")
    if marker is not None and marker.lower_ == "whether":
        cues.weaken(Certainty.UNDERSPECIFIED)
    above = token.head
    if token.dep_ == "acl:relcl" and child(above, "cop") is not None and _cleft(above):
        cues.negations += len(negators(above))
    if token.dep_ in ("acl", "acl:relcl") and above.lemma_ == "way":
        cues.negations += any(d.lower_ == "no" for d in children(above, "det"))  # “no way they will”
    _asked_for(token, cues)
    if token.dep_ == "acl" and marker is not None and above.lemma_.lower() in lexicon.POSSIBILITIES:
        if any(d.lower_ == "no" for d in children(above, "det")):
            cues.negations += 1
        else:
            cues.weaken(Certainty.POSSIBLE)
    if token.dep_ not in ("csubj", "ccomp"):
        return
    negated = bool(negators(above))
    if child(above, "cop") is None:
        if above.lemma_.lower() == "pretend":
            cues.negations += 1
        elif above.lemma_.lower() in ("appear", "seem"):
            cues.negations += negated
            cues.weaken(Certainty.PROBABLE)
        elif marker is not None and marker.lower_ == "if":
            cues.weaken(Certainty.UNDERSPECIFIED)  # “asked if”, “did not know if”
    elif above.lower_ in lexicon.TRUE:
        cues.negations += negated
    elif above.lower_ in lexicon.FALSE:
        cues.negations += not negated
    elif above.lower_ in lexicon.OPEN:
        cues.weaken(Certainty.UNDERSPECIFIED)
    elif above.lower_ in lexicon.PROBABLE_ADJECTIVES:
        cues.weaken(Certainty.PROBABLE)
    elif above.lower_ in lexicon.POSSIBLE_ADJECTIVES:
        cues.weaken(Certainty.POSSIBLE)


def _asked_for(token: Token, cues: Cues) -> None:
    """“urged that the court free the poet”, “it is vital that Chad frees the poet”: not done yet."""
    verb = token.head.lemma_.lower()
    if token.dep_ == "acl":
        verb = lexicon.CONTENT_NOUNS.get(verb, "") if child(token, "mark") is not None else ""
    elif token.dep_ not in ("csubj", "ccomp"):
        return
    vital = verb in lexicon.VITAL and child(token.head, "cop") is not None and not past(token)
    if vital or (verb in lexicon.MANDATIVE and _subjunctive(token)):
        cues.future = True
        cues.weaken(Certainty.POSSIBLE)


def _subjunctive(token: Token) -> bool:
    """“that the court free him”, “that he be freed”, also “should be freed”; the parser may see a plural."""
    verbs = children(token, "aux", "aux:pass", "cop") or [token]
    if verbs[0].lower_ in ("be", "should"):
        return True
    subject = child(token, *SUBJECTS)
    singular = subject is not None and subject.tag_ in ("NN", "NNP") and child(subject, "conj") is None
    return verbs == [token] and (token.tag_ == "VB" or (token.tag_ == "VBP" and singular))


def _cleft(predicate: Token) -> bool:
    """“it was the minister …”: a predicate of which only “it” is the subject."""
    return any(c.dep_ in (*SUBJECTS, "expl") and c.lower_ == "it" for c in dependents(predicate))


def _on_another(verb: Token, clauses: dict[int, Clause]) -> bool:
    """Whether the infinitive is somebody else's act: the verb has an object, or is passive."""
    clause = clauses.get(verb.i)
    return clause is not None and bool(clause.objects or clause.recipients or clause.passive)


def _hearsay(verb: Token, clauses: dict[int, Clause]) -> bool:
    """“is said to have left”."""
    clause = clauses.get(verb.i)
    return clause is not None and clause.passive and clause.lemma in lexicon.CUES


def _has_yet(verb: Token) -> bool:
    """“has yet to speak”."""
    return verb.lemma_ == "have" and any(c.lower_ == "yet" for c in dependents(verb))


def attributed(frame: Frame, cues: Cues) -> None:
    """What the holder's verb says of the content, from the holder's own point of view."""
    verb = frame.verb
    if not frame.sources:  # “it is said that …”: somebody's word, nobody knows whose
        cues.weaken(Certainty.PROBABLE)
    if verb in lexicon.DENIAL:
        cues.negations += 1
    elif verb in lexicon.DOUBT | lexicon.POSSIBLE_CONTENT | lexicon.ACCUSING:
        cues.weaken(Certainty.POSSIBLE)
    elif verb in lexicon.PROBABLE_CONTENT or verb in ("expect", "plan", "promise", "pledge", "vow", "intend"):
        cues.weaken(Certainty.PROBABLE)
    if verb in ("predict", "forecast", "promise", "pledge", "vow", "plan", "intend"):
        cues.future = True
    _above_the_cue(frame, cues)
    if frame.denied and verb in lexicon.NEG_RAISING and frame.cue[0].pos_ == "VERB":
        cues.negations += not child(frame.cue[0], "xcomp")  # of an infinitive it is seen from below
    elif frame.denied and not (verb in lexicon.FACTIVE and frame.cue[0].pos_ == "VERB"):
        cues.certainty = Certainty.UNDERSPECIFIED


def _above_the_cue(frame: Frame, cues: Cues) -> None:
    """What is said of the cue bears on its content: “appeared to show that …”, “may show that …”, “falsely
    claimed that …”; and of a noun, “the belief that … proved wrong”."""
    if not frame.cue:
        return
    cue = frame.cue[0]
    hedges = Cues()
    predicate(cue, hedges)
    above = cue
    while above.dep_ == "xcomp" and above.head.lemma_.lower() in lexicon.APPEARING:
        above = above.head
        predicate(above, hedges)
        hedges.weaken(Certainty.PROBABLE)
    cues.weaken(hedges.certainty)
    cues.negations += any(c.lower_ in lexicon.FALSELY for c in children(cue, "advmod"))
    if cue.dep_ in SUBJECTS and cue.head.lemma_.lower() in ("prove", "turn"):
        cues.negations += any(c.lower_ in lexicon.FALSE for c in children(cue.head, "xcomp"))
