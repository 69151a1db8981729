"""Claims of active clauses: subject, verb and object, and what hangs on prepositions, as chains."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.extract import lexicon, wording
from kg.extract.clause import Clause, complements, nobody, with_preposition
from kg.extract.draft import Draft, Wording
from kg.extract.inflection import third_person
from kg.extract.nominal_cues import raised
from kg.extract.phrases import Phrase, phrase
from kg.extract.predication import WH_TAGS, Predication, behind
from kg.extract.proposition import proposition
from kg.extract.silence import Silence, is_question, names_nothing
from kg.extract.temporal import named_time, time_expression
from kg.extract.tree import child, children, is_clause
from kg.language import Token


def silence(clause: Clause) -> Silence | None:
    """Why an active clause makes no claim; None where it makes one."""
    objects, (nominal, verbal) = _direct_objects(clause), complements(clause)
    if _elliptical(clause) and not (objects or clause.open or clause.content):
        return Silence.ELLIPSIS
    empty = clause.lemma in ("do", "have") and any(map(names_nothing, clause.objects))
    if nobody(clause) or (empty and not clause.obliques):
        return Silence.NAMELESS_ARGUMENT
    asks = any(is_question(c) for c in clause.content)
    if clause.objects and all(o.tag_ in WH_TAGS for o in clause.objects):
        return Silence.WH_ARGUMENT  # “seized what they had stored”
    if _speaks(clause) and (clause.lemma not in lexicon.NARRATED or asks):
        return Silence.CUE
    if clause.lemma in lexicon.SAYING:
        return Silence.SAYING
    if verbal and not objects and clause.lemma in lexicon.TRANSPARENT - lexicon.COMMISSIVES:
        return Silence.TRANSPARENT
    if verbal and clause.lemma in lexicon.EXPECTING | lexicon.PREFERRING:
        return Silence.EXPECTING  # “expect the bank to cut rates”: it is not the bank that is expected
    light = _light_verb(clause, objects)
    if light is not None and lexicon.CONTENT_NOUNS[light[0].lemma_.lower()] in lexicon.REPORTING:
        return Silence.REPORTING_NOUN
    promises = verbal and clause.lemma in lexicon.COMMISSIVES | lexicon.PROFESSING
    if verbal and not (objects or clause.recipients or nominal or promises or clause.content):
        return Silence.ONLY_CLAUSES
    return None


def drafts(base: Predication) -> Iterator[Draft]:
    """The claims of an active clause that is not silent."""
    clause = base.clause
    objects, (nominal, verbal) = _direct_objects(clause), complements(clause)
    light = _light_verb(clause, objects)
    for subject in base.subjects:
        if light is not None:
            yield from _speech_noun(base, subject, *light)
            continue
        yield from _objects(base, subject, objects)
        for content in clause.content if _speaks(clause) else ():
            inner = proposition(content, base.clauses)
            yield base.draft(subject, wording.active(clause), inner, "SpeechAct", content=(content,))
        for content in clause.content if not (_speaks(clause) or objects) else ():
            inner = proposition(content, base.clauses)
            yield base.draft(subject, wording.active(clause), inner, "ClausalComplement", content=(content,))
        for inner_head in verbal if clause.lemma in lexicon.COMMISSIVES | lexicon.PROFESSING else ():
            inner = proposition(inner_head, base.clauses, subject)
            yield base.draft(
                subject, wording.active(clause), inner, "SpeechActOfInfinitive", content=(inner_head,)
            )
        for complement in nominal:
            if not objects:
                yield from _described(base, subject, complement)
            elif complement.pos_ in ("NOUN", "PROPN", "ADJ") or complement.tag_ in ("VBN", "VBD"):
                thing = phrase(objects[0])
                relation = wording.active(clause, thing)
                yield base.draft(subject, relation, phrase(complement), "ObjectComplement", direct=objects[0])
        if not (objects or clause.content or clause.open):
            yield from _intransitive(base, subject)


def _described(base: Predication, subject: Phrase, complement: Token) -> Iterator[Draft]:
    """“Europe became less dependent on America”: with what the adjective is about, where it is said."""
    told = [with_preposition(n) for n in children(complement, "obl")] if complement.pos_ == "ADJ" else []
    about = [(marker, noun) for marker, noun in told if marker and not time_expression(noun)]
    for marker, noun in about:
        relation = wording.active(base.clause, phrase(complement), marker, noun)
        yield base.draft(subject, relation, phrase(noun), "ComplementPreposition")
    if not about:
        yield base.draft(subject, wording.active(base.clause), phrase(complement), "SubjectComplement")


def _elliptical(clause: Clause) -> bool:
    """“Chile does not”, “they did so”, “he said he was”."""
    verb = clause.head
    so = verb.lemma_ == "do" and any(c.lower_ in ("so", "likewise") for c in children(verb, "advmod"))
    where = [w for w in children(verb, "advmod", "obl") if w.lower_ not in lexicon.NEGATORS]
    placed = verb.lemma_ == "be" and (clause.obliques or where)
    return so or (verb.pos_ == "AUX" and not placed)


def _direct_objects(clause: Clause) -> list[Token]:
    wanted = [o for o in clause.objects if not named_time(o) and o.tag_ not in WH_TAGS]
    if any(child(o, "acl", "acl:relcl") is not None for o in wanted):
        return wanted  # “has nothing to do with”
    return [o for o in wanted if not names_nothing(o)]  # “sold nothing”: it did not sell


def _speaks(clause: Clause) -> bool:
    return clause.lemma in lexicon.CUES and bool(clause.content)


def _objects(base: Predication, subject: Phrase, objects: list[Token]) -> Iterator[Draft]:
    clause = base.clause
    for token in objects:
        thing = phrase(token)
        if not _fixed(clause, token):
            yield base.draft(subject, wording.active(clause), thing, "SubjectVerbObject", direct=token)
        elif not base.obliques:
            yield base.draft(subject, wording.active(clause, thing), None, "FixedObject", direct=token)
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
        for marker, noun in behind(token):
            relation = wording.active(clause, thing, marker, noun)
            yield base.draft(subject, relation, phrase(noun), "ObjectPreposition", direct=token)
    if not objects:
        for recipient in clause.recipients:
            yield base.draft(subject, wording.active(clause), phrase(recipient), "Recipient")


def _fixed(clause: Clause, noun: Token) -> bool:
    """“take place”: the noun is part of the verb."""
    words = f"{clause.lemma} {noun.lemma_.lower()}"
    return words in lexicon.FIXED_OBJECTS and not children(noun, "det", "amod", "nmod:poss", "nummod")


def _intransitive(base: Predication, subject: Phrase) -> Iterator[Draft]:
    clause = base.clause
    of_nothing = [pair for o in clause.objects if names_nothing(o) for pair in behind(o)]
    obliques = [*base.obliques, *of_nothing]  # “knew nothing about the deal”
    for marker, noun in obliques:
        yield base.draft(subject, wording.active(clause, None, marker, noun), phrase(noun), "VerbPreposition")
    if not obliques and not clause.recipients:
        yield base.draft(subject, wording.active(clause), None, "SubjectVerb")


def _light_verb(clause: Clause, objects: list[Token]) -> tuple[Token, list[Token]] | None:
    """“issue warnings that …”: the noun that acts, and the clauses it carries."""
    if clause.lemma not in lexicon.LIGHT:
        return None
    for token in objects:
        if token.lemma_.lower() in lexicon.CONTENT_NOUNS and not raised(token, clause):
            content = [
                c
                for c in children(token, "acl", "ccomp", "acl:relcl")
                if child(c, "mark") is not None and is_clause(c)
            ]
            if content and child(content[0], "mark").lower_ == "that":  # type: ignore[union-attr]
                return token, content
    return None


def _speech_noun(base: Predication, subject: Phrase, noun: Token, content: list[Token]) -> Iterator[Draft]:
    verb = lexicon.CONTENT_NOUNS[noun.lemma_.lower()]
    tokens = tuple(
        sorted([*wording.auxiliaries(base.clause.head), base.clause.head, noun], key=lambda w: w.i)
    )
    relation = Wording(third_person(verb), tokens, " ".join(w.text for w in tokens))
    for head in content:
        inner = proposition(head, base.clauses)
        draft = base.draft(subject, relation, inner, "LightVerbSpeechAct", content=(head,))
        yield replace(draft, verb=verb)
