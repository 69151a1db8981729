"""Attribution by nouns and prepositions: “warnings that …”, “according to …”."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.clause import Clause
from kg.extract.frame import Frame, frame, negated, sources, speaks, speech, subtree, viewer
from kg.extract.phrases import name_of
from kg.extract.relatives import content_of_noun
from kg.extract.tree import child, children, clause_family, dependents, is_clause, preposition, with_fixed
from kg.language import Span, Token

# “said in a statement that”; not “commented on reports that”, “replied to claims that”.
_BEARING = ("by", "in", "through", "via", "with")


def content_noun(clause: Clause, clauses: dict[int, Clause]) -> Iterator[Frame]:
    """“warnings that a strike is near”: a noun that carries its content as a clause. Of “rejected claims
    that …” and “said in a statement that …” the verb is the cue, and the noun only stands between."""
    head = clause.head
    marker = child(head, "mark")
    noun = _carrier(head, clauses)
    if noun is None or marker is None or marker.lower_ not in ("that", "whether"):
        return
    content = set().union(*(subtree(member) for member in clause_family(head)))
    governor = clauses.get(noun.head.i)
    denying = _denying(noun, clauses)
    if denying is not None:
        yield frame(sources(denying), denying.head, content, "DeniedNoun", denying)
        return
    borne = noun.dep_ == "obl" and preposition(noun) in _BEARING
    if borne and governor is not None and governor.lemma in lexicon.REPORTING:
        yield frame(sources(governor), governor.head, content, "ContentNoun", governor)
        return
    judgement = noun.head.lower_ if noun.dep_ in ("nsubj", "nsubj:pass") else ""
    if judgement in lexicon.FALSE:
        yield Frame((), (noun, noun.head), "deny", frozenset(content), "FalseNoun", speech(noun, content))
        return
    yield Frame(
        tuple(noun_holders(noun, clauses)),
        (noun,),
        lexicon.CONTENT_NOUNS[noun.lemma_.lower()],
        frozenset(content),
        "ContentNoun",
        speech(noun, content),
        negated(noun),
    )


def _denying(noun: Token, clauses: dict[int, Clause]) -> Clause | None:
    """“rejected claims that …”, “claims that … were denied by Chad”: the clause that denies the noun."""
    for clause in clauses.values():
        denied = clause.subjects if clause.passive else clause.objects
        if clause.lemma in lexicon.DENIAL and noun in denied:
            return clause
    return None


def _carrier(head: Token, clauses: dict[int, Clause]) -> Token | None:
    """The noun whose content the clause is: the one it hangs on, or, moved behind the verb
    (“diminish fears in Kyiv that …”), an object or subject of the verb it hangs on."""
    above = head.head
    if (head.dep_ in ("acl", "ccomp") or content_of_noun(head)) and above.pos_ in ("NOUN", "PROPN"):
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
    if noun.dep_ == "obj" and governor is not None and governor.lemma in lexicon.LIGHT:
        return [] if raised(noun, governor) else list(sources(governor))
    for c in children(noun, "nmod"):
        if preposition(c) in ("by", "from", "among", "of", "in"):
            return [c, *(k for k in dependents(c) if k.dep_ == "conj" and not is_clause(k))]
    return named


def in_the_view_of(sentence: Span) -> Iterator[Frame]:
    """“In the view of economists”, “in Lund's opinion”: the clause it stands in, held by whose view it is."""
    for word in sentence:
        holder = viewer(word)
        if holder is None:
            continue
        of = children(holder, "case") if holder.dep_ == "nmod" else []
        cue = sorted([word, *children(word, "case", "det"), *of], key=lambda w: w.i)
        content = subtree(word.head) - subtree(word)
        verb = lexicon.CONTENT_NOUNS.get(word.lemma_.lower(), "believe")
        yield Frame((holder,), tuple(cue), verb, frozenset(content), "InTheViewOf", speech(word, content))


def raised(noun: Token, governor: Clause) -> bool:
    """“The outage raised fears that …”: the object of the verb is an attitude of others than its subject."""
    if governor.lemma not in lexicon.RAISING:
        return False
    if noun.lemma_.lower() in lexicon.RAISED_BY_EVENTS:
        return not any(speaks(s) for s in governor.subjects)
    return noun.lemma_.lower() in lexicon.RAISED


def according_to(sentence: Span) -> Iterator[Frame]:
    """“according to analysts”: the clause it stands in, held by its noun."""
    for word in sentence:
        if word.lower_ == "according" and word.dep_ == "case":
            source, cue = word.head, with_fixed(word)
        elif word.lower_ == "according" and (
            noun := next((c for c in dependents(word) if preposition(c) == "to"), None)
        ):
            source, cue = noun, [word, *children(noun, "case")]
        else:
            continue
        top = source if word.dep_ == "case" else word
        governor = top.head
        content = subtree(governor) - subtree(top)
        if governor != top and content:
            yield Frame(
                (source,), tuple(cue), "say", frozenset(content), "AccordingTo", speech(word, content)
            )
