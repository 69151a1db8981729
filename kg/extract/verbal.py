"""Claims of clauses: verbs, copulas, existentials, with their prepositional arguments as chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import lexicon, wording
from kg.extract.attribution import holders
from kg.extract.clause import Clause, agents
from kg.extract.draft import Draft, Wording
from kg.extract.frame import Frame
from kg.extract.full_rendering import full
from kg.extract.inflection import third_person
from kg.extract.minimal_rendering import minimal
from kg.extract.phrases import Phrase, name_of, phrase
from kg.extract.proposition import proposition
from kg.extract.stance import stance
from kg.extract.temporal import named_time, time_expression
from kg.extract.tree import child, children, family, is_clause, preposition
from kg.language import Token


def drafts(clause: Clause, clauses: dict[int, Clause], frames: list[Frame]) -> Iterator[Draft]:
    """The claims that one clause makes."""
    if _is_question(clause) or (not clause.subjects and clause.kind != "existential"):
        return
    if clause.head.tag_ in _QUESTION_WORDS:
        return
    held = holders(clause.head, frames)
    base = _Base(clause, tuple(held), clauses)
    forms = {"copula": _copular, "existential": _existential}
    form = forms.get(clause.kind) or (_passive if clause.passive else _active)
    for draft in form(base):
        if not any(_names_nothing(p) for p in (draft.subject, draft.object) if p is not None):
            yield draft


def _names_nothing(part: Phrase) -> bool:
    """A wh-word or a negative pronoun as an argument (“what we have seen”, “nothing”) names nothing."""
    empty = part.head.tag_ in (*_QUESTION_WORDS, "EX") or part.head.lower_ in (
        "nothing",
        "nobody",
        "none",
    )
    return part.kind != "clause" and empty


class _Base:
    """What all drafts of one clause share."""

    def __init__(self, clause: Clause, held: tuple[Frame, ...], clauses: dict[int, Clause]) -> None:
        self.clause, self.held, self.clauses = clause, held, clauses
        self.stance = stance(clause, clauses, list(held))
        self.subjects = [p for s in clause.subjects for p in subject_phrases(s, clauses)]
        times = [(marker, noun) for marker, noun in clause.obliques if time_expression(noun)]
        self.times = tuple((marker, phrase(noun)) for marker, noun in times)
        self.obliques = [
            (m, n) for m, n in clause.obliques if not time_expression(n) and m not in _NOT_ARGUMENTS
        ]

    def draft(
        self,
        subject: Phrase,
        relation: Wording,
        object: Phrase | None,
        rule: str,
        *,
        said_of: Phrase | None = None,
        direct: Token | None = None,
        content: tuple[Token, ...] = (),
    ) -> Draft:
        """A draft of the clause. The sentence says it of `said_of` (of a passive, the patient), and of the
        member `direct` of a coordinated object or predicate."""
        extra = tuple(
            (m, phrase(n)) for m, n in self.obliques if object is None or phrase(n).head != object.head
        )
        said_of = said_of or subject
        return Draft(
            self.clause.head,
            subject,
            relation,
            object,
            self.stance,
            self.held,
            (*self.clause.rules, rule),
            full(self.clause, said_of, direct),
            tuple(minimal(self.clause, said_of, direct, self.clauses)),
            qualifiers=(*extra, *self.times),
            content=content,
            verb=self.clause.lemma,
            event_words=tuple(object.key.split()) if object is not None else (),
        )


_QUESTION_WORDS = ("WP", "WDT", "WRB", "WP$")
# Prepositions of time and of reporting: they qualify, they name no partner.
_NOT_ARGUMENTS = frozenset({"according to", "as", "after", "before", "during", "until", "since", "ahead of"})


def subject_phrases(token: Token, clauses: dict[int, Clause]) -> list[Phrase]:
    """The subject as phrases: a clause as a proposition, officials of a named body as that body."""
    if is_clause(token) and token.dep_.startswith("csubj"):
        return [proposition(token, clauses)]
    return institution(token) or [phrase(token)]


def institution(token: Token) -> list[Phrase]:
    """“U.S. and NATO officials”: the bodies that they speak for (names only; [] for other phrases)."""
    if token.lemma_.lower() not in lexicon.REPRESENTATIVES or token.tag_ != "NNS":
        return []
    names = []
    for c in children(token, "compound", "nmod:poss"):
        for member in (c, *children(c, "conj")):
            name = name_of(member)
            if name is not None and name.label_ in ("ORG", "LOC"):
                names.append(phrase(member))
    return sorted({p.head.i: p for p in names}.values(), key=lambda p: p.head.i)


def _is_question(clause: Clause) -> bool:
    sentence = clause.head.sent
    last = next((w for w in reversed(sentence) if not w.is_space and not w.is_quote), None)
    return last is not None and last.text == "?" and not any(w.dep_ == "ccomp" for w in clause.head.ancestors)


def _active(base: _Base) -> Iterator[Draft]:
    clause = base.clause
    objects = [o for o in clause.objects if not named_time(o) and o.tag_ not in _QUESTION_WORDS]
    speaks = clause.lemma in lexicon.CUES and bool(clause.content)
    if clause.lemma in lexicon.SAYING or (speaks and clause.lemma not in lexicon.NARRATED):
        return
    nominal = [x for x in clause.open if not is_clause(x) or x.pos_ in ("ADJ", "NOUN")]
    verbal = [x for x in clause.open if x not in nominal]
    if verbal and not objects and clause.lemma in lexicon.TRANSPARENT - lexicon.COMMISSIVES:
        return
    if verbal and clause.lemma in lexicon.EXPECTING:
        return  # “expect the bank to cut rates”: it is not the bank that is expected
    light = _light_verb(base, objects)
    for subject in base.subjects:
        if light is not None:
            yield from _speech_noun(base, subject, *light)
            continue
        yield from _objects(base, subject, objects)
        for content in clause.content if speaks else ():
            inner = proposition(content, base.clauses)
            yield base.draft(subject, wording.active(clause), inner, "SpeechAct", content=(content,))
        for inner_head in verbal if clause.lemma in lexicon.COMMISSIVES else ():
            inner = proposition(inner_head, base.clauses, subject)
            yield base.draft(
                subject, wording.active(clause), inner, "SpeechActOfInfinitive", content=(inner_head,)
            )
        for complement in nominal:
            if not objects:
                yield base.draft(subject, wording.active(clause), phrase(complement), "SubjectComplement")
            elif complement.pos_ in ("NOUN", "PROPN"):
                thing = phrase(objects[0])
                relation = wording.active(clause, thing)
                yield base.draft(subject, relation, phrase(complement), "ObjectComplement", direct=objects[0])
        if not (objects or clause.content or clause.open):
            yield from _intransitive(base, subject)


def _objects(base: _Base, subject: Phrase, objects: list[Token]) -> Iterator[Draft]:
    clause = base.clause
    for token in objects:
        thing = phrase(token)
        yield base.draft(subject, wording.active(clause), thing, "SubjectVerbObject", direct=token)
        for recipient in clause.recipients:
            yield base.draft(
                subject, wording.active(clause, thing), phrase(recipient), "Recipient", direct=token
            )
        for marker, noun in base.obliques:
            yield base.draft(
                subject,
                wording.active(clause, thing, marker, noun),
                phrase(noun),
                "VerbObjectPreposition",
                direct=token,
            )
        for marker, noun in _behind(token):
            relation = wording.active(clause, thing, marker, noun)
            yield base.draft(subject, relation, phrase(noun), "ObjectPreposition", direct=token)
    if not objects:
        for recipient in clause.recipients:
            yield base.draft(subject, wording.active(clause), phrase(recipient), "Recipient")


def _behind(token: Token) -> list[tuple[str, Token]]:
    """The prepositional phrases of an object: “withdraws soldiers from → Ukraine”, wherever they hang."""
    found = [(preposition(c), c) for n in children(token, "nmod") for c in family(n)]
    return [
        (m, n) for m, n in found if m not in ("", "of", "between", *_NOT_ARGUMENTS) and not time_expression(n)
    ]


def _intransitive(base: _Base, subject: Phrase) -> Iterator[Draft]:
    clause = base.clause
    for marker, noun in base.obliques:
        yield base.draft(subject, wording.active(clause, None, marker, noun), phrase(noun), "VerbPreposition")
    if not base.obliques and not clause.recipients:
        yield base.draft(subject, wording.active(clause), None, "SubjectVerb")


def _light_verb(base: _Base, objects: list[Token]) -> tuple[Token, list[Token]] | None:
    """“issue warnings that …”: the noun that acts, and the clauses it carries."""
    if base.clause.lemma not in lexicon.LIGHT:
        return None
    for token in objects:
        if token.lemma_.lower() in lexicon.CONTENT_NOUNS:
            content = [
                c for c in children(token, "acl", "ccomp") if child(c, "mark") is not None and is_clause(c)
            ]
            if content and child(content[0], "mark").lower_ == "that":  # type: ignore[union-attr]
                return token, content
    return None


def _speech_noun(base: _Base, subject: Phrase, noun: Token, content: list[Token]) -> Iterator[Draft]:
    verb = lexicon.CONTENT_NOUNS[noun.lemma_.lower()]
    if verb in lexicon.REPORTING:
        return
    tokens = tuple(
        sorted([*wording.auxiliaries(base.clause.head), base.clause.head, noun], key=lambda w: w.i)
    )
    relation = Wording(third_person(verb), tokens, " ".join(w.text for w in tokens))
    for head in content:
        inner = proposition(head, base.clauses)
        draft = base.draft(subject, relation, inner, "LightVerbSpeechAct", content=(head,))
        yield replace(draft, verb=verb)


def _passive(base: _Base) -> Iterator[Draft]:
    clause = base.clause
    actors = [p for a in agents(clause) for p in (institution(a) or [phrase(a)])]
    patients = [] if clause.content and _expletive(clause) else base.subjects
    obliques = [
        (m, n) for m, n in base.obliques if phrase(n).head not in [a.head for a in actors] and m != "by"
    ]
    if clause.open and not actors and _passive_raising(clause):
        return
    for patient in patients:
        for actor in actors:
            yield base.draft(actor, wording.active(clause), patient, "PassiveTurnedActive", said_of=patient)
            for marker, noun in obliques:
                yield base.draft(
                    actor,
                    wording.active(clause, patient, marker, noun),
                    phrase(noun),
                    "PassiveTurnedActive",
                    said_of=patient,
                )
        if actors:
            continue
        for token in clause.objects:
            yield base.draft(
                patient, wording.passive(clause), phrase(token), "PassiveWithObject", direct=token
            )
        for marker, noun in obliques:
            yield base.draft(
                patient, wording.passive(clause, marker, noun), phrase(noun), "PassivePreposition"
            )
        if not obliques and not clause.objects and not clause.content:
            yield base.draft(patient, wording.passive(clause), None, "PassiveWithoutAgent")


def _expletive(clause: Clause) -> bool:
    """“It is asserted that …”: “it” only holds the place of the clause."""
    return all(s.lower_ == "it" for s in clause.subjects)


def _passive_raising(clause: Clause) -> bool:
    """“is believed to have left”: the infinitive carries the claim."""
    return clause.lemma in lexicon.CUES | lexicon.INTENTION


def _copular(base: _Base) -> Iterator[Draft]:
    clause = base.clause
    head = clause.head
    marker = preposition(head)
    cleft = child(head, "acl:relcl") is not None and all(s.lower_ == "it" for s in clause.subjects)
    for subject in [] if cleft else base.subjects:
        if any(is_clause(x) and x.tag_ == "VB" for x in clause.open) and head.lemma_.lower() in (
            lexicon.INTENTION | lexicon.PROBABLE_ADJECTIVES | lexicon.POSSIBLE_ADJECTIVES
        ):
            continue  # “is likely to attack”: the infinitive carries it
        if marker:
            yield base.draft(
                subject, wording.copular(clause, marker, head), phrase(head), "CopularPreposition"
            )
            continue
        if head.pos_ in ("ADJ", "ADV") and base.obliques:
            for preposition_, noun in base.obliques:
                yield base.draft(
                    subject, wording.copular(clause, preposition_, noun), phrase(noun), "AdjectivePreposition"
                )
            continue
        for member in (head, *(c for c in children(head, "conj") if not is_clause(c))):
            yield base.draft(subject, wording.copular(clause), phrase(member), "Copula", direct=member)


def _existential(base: _Base) -> Iterator[Draft]:
    """“There are troops in Crimea”: what exists is where the preposition says."""
    for thing in (p for s in children(base.clause.head, "nsubj", "obj") for p in [phrase(s)]):
        if base.obliques:
            for marker, noun in base.obliques:
                relation = Wording(
                    f"is {marker}", (base.clause.head, *children(noun, "case")), f"is {marker}"
                )
                yield base.draft(thing, relation, phrase(noun), "Existential")
        else:
            yield base.draft(
                thing, Wording("exists", (base.clause.head,), base.clause.head.text), None, "Existential"
            )
