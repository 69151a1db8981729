"""What pronouns agree with: gender, number, and the kind of thing a noun stands for.

Facts about English words; names of persons agree with “he” and “she” alike unless a title tells.
"""

from __future__ import annotations

from functools import cache, lru_cache

from kg.config import resource
from kg.extract import lexicon
from kg.extract.phrases import name_of
from kg.extract.tree import dependents
from kg.language import Token
from kg.language.labels import COARSE


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Each form of a pronoun of the third person → the pronoun.
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"),
}
REFLEXIVE = _words("himself herself itself themselves themself")
SPEAKER = _words("we us our i me my ours mine")

_FEMALE = _words(
    "actress aunt ballerina baroness bride businesswoman chairwoman congresswoman councilwoman countess "
    "daughter duchess empress frau gal girl girlfriend goddess godmother granddaughter grandma "
    "grandmother heiress heroine hostess housewife lady ma'am madam madame miss mme mom mommy mother mrs "
    "ms mum niece nun policewoman priestess princess queen señora sister spokeswoman stepmother waitress "
    "widow wife witch woman"
)
_MALE = _words(
    "baron boy boyfriend bridegroom brother businessman congressman count dad daddy duke earl emperor "
    "father friar gentleman godfather grandfather grandpa grandson groom guy herr husband king lord man "
    "monk monsieur mr nephew policeman pope prince señor sir son spokesman stepfather sultan tsar uncle "
    "widower"
)
_PERSONS = _words(
    "adult ally amateur ancestor applicant attacker baby beginner believer buyer celebrity champion child "
    "citizen civilian client colleague commuter consumer contestant convict cousin criminal customer "
    "descendant driver enemy everybody everyone expert fan farmer fighter folk follower foreigner "
    "freshman friend gunman guest hero host hostage human hunter immigrant individual infant inhabitant "
    "kid killer learner listener local lover migrant militant murderer native neighbor neighbour newcomer "
    "opponent orphan parent participant partner passenger patient people person pioneer prisoner "
    "protester pupil reader rebel refugee relative resident rival servant settler slave somebody someone "
    "spouse star stranger supporter survivor suspect teen teenager terrorist thief tourist toddler "
    "traveler traveller twin user victim villager visitor voter winner witness worker youngster youth"
)
_GROUPS = _words(
    "administration agency airline army association audience authority band bank board brand bureau "
    "business cabinet chain choir church class club coalition college commission committee community "
    "company congress corporation council country couple court crew crowd delegation department division "
    "faculty family firm force gang generation government group household industry institute institution "
    "jury league majority management media military ministry minority movement nation navy network office "
    "opposition orchestra organisation organization pair panel parliament party police population press "
    "public regime school senate society staff state studio team tribe troop union university unit"
)
# Nouns that end as doers do and do nothing.
_THINGS = _words(
    "border butter cancer center chamber chapter charter cluster computer copper corner corridor "
    "counter cover cylinder danger disaster disorder door error factor favor favour fiber fibre "
    "filter finger flavor floor flower harbor harbour helicopter honor honour horror hunger indicator "
    "interior labor labour ladder laser layer leather letter liquor litter lumber manner marker "
    "matter meter mirror monitor motor newspaper number offer order paper parlor pepper poster powder "
    "power prayer processor quarter razor reactor register remainder river router rumor rumour "
    "scanner sector semiconductor sensor server shelter shoulder shower silver sugar summer surrender "
    "tanker temper terror thunder timber tower tractor trailer transfer transistor tumor tumour vapor "
    "vapour vector water weather winter wonder"
)
_DOERS = ("ist", "ian", "eer", "er", "or", "ee", "ant")
_DEEDS = (
    "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "ing", "age", "ure",
)  # fmt: skip


@cache
def _roles() -> frozenset[str]:
    """Nouns for what persons are, of the lexicon of roles."""
    found = set(lexicon.ROLES)
    for line in (resource("seeds") / "lexicons" / "roles.tsv").read_text("utf-8").splitlines():
        kind, _, members = line.partition("\t")
        if kind == "role":
            found |= {member.lower() for member in members.split("|")}
    return frozenset(found)


def gender(head: Token) -> str:
    """“male” or “female” where a noun, a title or a part of a name says so, else nothing."""
    words = [head.lemma_.lower(), head.lower_]
    name = name_of(head)
    if name is not None:
        words += [word.lower_ for word in name]
        words += [head.doc[name.start - 1].lower_] if name.start else []
    words += [c.lemma_.lower() for c in dependents(head) if c.dep_ in ("nmod:desc", "flat", "compound")]
    bare = {word.rstrip(".") for word in words}
    if bool(bare & _FEMALE) == bool(bare & _MALE):
        return ""
    return "female" if bare & _FEMALE else "male"


def name_type(head: Token) -> str:
    """The coarse type of the name that the token is part of; nothing where it is part of none."""
    name = name_of(head)
    return COARSE.get(name.label_, name.label_) if name is not None else ""


def noun_class(head: Token) -> str:
    """The type of a name (“PER”, “ORG”, …), or of a common noun: person, group, time, doer, deed, other."""
    kind = name_type(head)
    if kind:
        return "person" if kind == "NORP" else kind
    return _common(head.lemma_.lower())


@lru_cache(maxsize=65536)
def _common(lemma: str) -> str:
    if lemma in _FEMALE | _MALE | _PERSONS | _roles() or lemma.endswith(("man", "woman", "person")):
        return "person"
    if lemma in _GROUPS:
        return "group"
    if lemma in lexicon.TIME_NOUNS:
        return "time"
    if lemma.endswith(_DOERS) and len(lemma) > 4 and lemma not in _THINGS:
        return "doer"
    return "deed" if lemma.endswith(_DEEDS) else "other"


def plural(head: Token) -> bool:
    """Whether the noun is tagged as a plural."""
    return head.tag_ in ("NNS", "NNPS")
