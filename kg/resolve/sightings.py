"""What is known of each name before names are compared: its form, the guess about it, and what gazetteers
say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import EntityType
from kg.resolve import gazetteer
from kg.resolve.gazetteer import Known
from kg.resolve.names import NameMention, coarse, fold, is_acronym, normal_form
from kg.resolve.persons import without_titles, words


@dataclass(frozen=True, slots=True)
class Sighting:
    """One name of the document, prepared. `index` is its place in the input; `begin` and `end` its
    offsets."""

    index: int
    begin: int
    end: int
    form: str
    folded: str
    guess: str | None
    known: Known | None
    demonym: bool

    @property
    def kind(self) -> str | None:
        """The coarse guess: what names are compared by."""
        return coarse(self.guess)

    @property
    def person(self) -> bool:
        return self.guess == "PER" and self.known is None


def _known(form: str, guess: str | None) -> tuple[Known | None, bool]:
    """What a gazetteer knows of a form, and whether the form is a word of nationality.

    A guessed person can only be a country or a seat of government (a parser's slip). Cities count where a
    place is guessed or, as their names stand for governments and teams, an organization; elsewhere only
    capitals.
    """
    if guess == "EVENT":
        return None, False
    found = gazetteer.country(form) or gazetteer.seat(form)
    if guess == "PER":
        # “Hague” may well be a man.
        return None if found and found.type == EntityType.CITY else found, False
    found = found or gazetteer.organization(form)
    if found:
        return found, False
    found = gazetteer.demonym(form)
    if found:
        return found, True
    if coarse(guess) in ("LOC", "ORG") or gazetteer.capital_of(form):
        return gazetteer.city(form), False
    return None, False


def _clean(mention: NameMention) -> tuple[str, str | None, bool]:
    """Form, guess, and whether a title proves the person."""
    form, guess = normal_form(mention.text), mention.type
    titled = bool(mention.title) and not is_acronym(form) and guess in (None, "PER", "MISC")
    if guess in (None, "PER"):
        bare, honorific = without_titles(form)
        if honorific or guess == "PER":
            return bare, "PER", honorific or titled
    return form, "PER" if titled and guess is None else guess, titled and guess == "PER"


def agreed(guesses: Iterable[str | None]) -> str | None:
    """The guess of most: first the coarse one, then the finer within it; of equals the first."""
    count = Counter(guesses)
    kinds: Counter[str | None] = Counter()
    for guess, times in count.items():
        kinds[coarse(guess)] += times
    kind = kinds.most_common(1)[0][0]
    return max((guess for guess in count if coarse(guess) == kind), key=count.__getitem__)


def sightings(names: Sequence[NameMention]) -> list[Sighting]:
    """The names of one document in the order of their positions.

    Names written alike get one guess, the one `agreed` on, except that a person among other things stays
    one: “Washington”, the man and the city.
    """
    order = sorted(range(len(names)), key=lambda i: (names[i].position, i))
    cleaned = {i: _clean(names[i]) for i in order}
    parts_of_persons = {
        word for form, guess, _ in cleaned.values() if guess == "PER" and " " in form for word in words(form)
    }
    votes: dict[str, list[str | None]] = {}
    for form, guess, _ in cleaned.values():
        if guess not in (None, "PER"):
            votes.setdefault(fold(form), []).append(guess)
    found = []
    for i in order:
        form, guess, proved = cleaned[i]
        folded = fold(form)
        if guess != "PER" and folded in votes:
            guess = agreed(votes[folded])
        known: Known | None = None
        is_demonym = False
        if not proved and not (guess == "PER" and folded in parts_of_persons):
            known, is_demonym = _known(form, guess)
        begin = names[i].position
        found.append(Sighting(i, begin, begin + len(names[i].text), form, folded, guess, known, is_demonym))
    return found
