"""Which names of a document become one entity, and what entity."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language.labels import NAME_TYPES
from kg.model import Entity, EntityType
from kg.resolve import NameMention, resolve


def read(*names: str | tuple[str, str | None] | tuple[str, str | None, str]) -> list[Entity]:
    """Entities of names written as text or (text, type) or (text, type, title), 20 characters apart."""
    mentions = []
    for index, name in enumerate(names):
        text, kind, title = (*((name, None) if isinstance(name, str) else name), None)[:3]
        mentions.append(NameMention(text, kind, title, 100 * index))
    return resolve(mentions)


def keys(*names: str | tuple[str, str | None] | tuple[str, str | None, str]) -> list[str]:
    return [entity.key for entity in read(*names)]


def people(*names: str) -> list[str]:
    return keys(*((name, "PER") for name in names))


def organizations(*names: str) -> list[str]:
    return keys(*((name, "ORG") for name in names))


class TestPersons:
    def test_surname_stands_for_the_full_name_before_or_after_it(self) -> None:
        assert people("Putin", "Russian President Vladimir Putin", "Putin’s") == ["Vladimir_Putin"] * 3

    def test_titles_are_no_part_of_the_name(self) -> None:
        (entity,) = {e.key: e for e in read(("Maj. Gen. Igor Konashenkov", "PER"))}.values()
        assert (entity.key, entity.label) == ("Igor_Konashenkov", "Igor Konashenkov")

    def test_first_name_alone(self) -> None:
        assert people("Malala Yousafzai", "Malala") == ["Malala_Yousafzai"] * 2

    def test_initials_and_middle_names(self) -> None:
        assert len(set(people("John F. Kennedy", "John Fitzgerald Kennedy", "J. F. Kennedy", "Kennedy"))) == 1

    def test_surname_of_several_words(self) -> None:
        assert people("Alexander Van der Bellen", "Van der Bellen") == ["Alexander_Van_der_Bellen"] * 2

    def test_namesakes_stay_apart_and_a_bare_surname_is_the_last_one_named(self) -> None:
        bill, hillary, bare, bill_again, bare_again = people(
            "Bill Clinton", "Hillary Clinton", "Clinton", "Bill Clinton", "Clinton"
        )
        assert (bill, hillary) == ("Bill_Clinton", "Hillary_Clinton")
        assert (bare, bill_again, bare_again) == (hillary, bill, bill)

    def test_an_ambiguous_surname_before_any_full_name_stands_alone(self) -> None:
        assert people("Clinton", "Bill Clinton", "Hillary Clinton")[0] == "Clinton"

    def test_father_and_son(self) -> None:
        assert len(set(people("Martin Luther King", "Martin Luther King Jr."))) == 2

    def test_the_family_is_not_the_man(self) -> None:
        assert people("Vladimir Putin", "the Putins")[1] == "Putins"

    def test_spellings_of_one_name_share_the_key(self) -> None:
        assert people("Sergey Lavrov") == people("Sergei Lavrov") == ["Sergei_Lavrov"]
        assert people("Volodymyr Zelenskyy", "Zelensky") == ["Volodymyr_Zelensky"] * 2

    def test_a_surname_taken_for_something_else(self) -> None:
        assert keys(("Igor Konashenkov", "PER"), ("Konashenkov", "ORG")) == ["Igor_Konashenkov"] * 2

    def test_man_and_city(self) -> None:
        assert keys(("George Washington", "PER"), ("Washington", "PER"), ("Washington", "LOC")) == [
            "George_Washington",
            "George_Washington",
            "Washington",
        ]

    def test_a_person_named_like_a_place_gets_a_key_of_their_own(self) -> None:
        assert keys(("Jordan", "PER", "Mr."), ("Jordan", "LOC")) == ["Jordan_(person)", "Jordan"]

    def test_alias_is_the_shorter_name(self) -> None:
        assert read(("Dmytro Kuleba", "PER"), ("Kuleba", "PER"))[0].aliases == ("Kuleba",)


class TestCountries:
    @pytest.mark.parametrize(
        "name", ["the U.S.", "US", "U.S.A.", "United States", "America", "the United States’", "American"]
    )
    def test_one_country_under_many_names(self, name: str) -> None:
        (entity,) = read((name, "LOC"))
        assert (entity.key, entity.type) == ("United_States", EntityType.COUNTRY)
        assert entity.links == ("iso3166:US",)

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Ukrainian", "Ukraine"),
            ("Russians", "Russia"),
            ("Irishmen", "Ireland"),
            ("European", "Europe"),
            ("Türkiye", "Turkey"),
            ("Côte d’Ivoire", "Ivory_Coast"),
            ("Bosnia", "Bosnia_and_Herzegovina"),
            ("Russian Federation", "Russia"),
            ("Soviet", "Soviet_Union"),
        ],
    )
    def test_other_names_and_nationalities(self, name: str, key: str) -> None:
        assert keys((name, "NORP")) == [key]

    def test_a_nationality_is_no_alias(self) -> None:
        assert "Ukrainian" not in read(("Ukrainian", "NORP"))[0].aliases

    def test_a_pronoun_in_capitals_only_is_a_country(self) -> None:
        assert keys(("US", "LOC")) == ["United_States"]
        assert keys(("Us", "MISC")) == ["Us"]


class TestPlaces:
    def test_a_capital_stays_itself(self) -> None:
        moscow, russia = read(("Moscow", "ORG"), ("Russia", "LOC"))
        assert (moscow.key, moscow.type) == ("Moscow", EntityType.CITY)
        assert russia.key == "Russia"

    def test_former_spelling(self) -> None:
        assert keys(("Kiev", "LOC"), ("Kyiv", "LOC")) == ["Kyiv", "Kyiv"]

    def test_other_places(self) -> None:
        assert read(("Crimea", "LOC"))[0].type == EntityType.PLACE

    def test_province_and_its_name(self) -> None:
        assert len(set(keys(("Hubei", "LOC"), ("Hubei Province", "LOC")))) == 1

    def test_a_river_is_not_the_state(self) -> None:
        assert len(set(keys(("Connecticut", "LOC"), ("Connecticut River", "LOC")))) == 2


class TestOrganizations:
    @pytest.mark.parametrize("name", ["NATO", "Nato", "North Atlantic Treaty Organization", "N.A.T.O."])
    def test_known_everywhere_under_one_key(self, name: str) -> None:
        (entity,) = read((name, "ORG"))
        assert (entity.key, entity.label, entity.type) == ("NATO", "NATO", EntityType.ORGANIZATION)
        assert "North Atlantic Treaty Organization" in entity.aliases

    def test_initials_of_a_full_name_in_the_document(self) -> None:
        assert organizations("ABC", "Agency for Better Cities") == ["Agency_for_Better_Cities"] * 2

    def test_acronym_in_brackets_may_take_letters_from_within(self) -> None:
        text = "Kampala Motorists Ltd (KAMOL)"
        names = [NameMention("Kampala Motorists Ltd", "ORG", None, 0), NameMention("KAMOL", "ORG", None, 23)]
        assert text[23:28] == "KAMOL"
        assert len({entity.key for entity in resolve(names)}) == 1

    def test_acronym_of_a_document_outweighs_the_known_one(self) -> None:
        names = [NameMention("Andean Parliament", "ORG", None, 0), NameMention("AP", "ORG", None, 19)]
        assert {entity.key for entity in resolve(names)} == {"Andean_Parliament"}

    def test_common_noun_behind_the_name(self) -> None:
        first, second = read(("Rochan consultancy", "ORG"), ("Rochan", "ORG"))
        assert first == second
        assert (first.label, first.aliases) == ("Rochan", ("Rochan consultancy",))

    def test_shortened_name(self) -> None:
        assert len(set(organizations("Johns Hopkins University", "Johns Hopkins"))) == 1
        assert len(set(organizations("UN Security Council", "Security Council"))) == 1

    def test_short_name_that_fits_two_is_neither(self) -> None:
        assert len(set(organizations("Labour Party", "Green Party", "Party"))) == 3

    def test_british_and_american_spelling(self) -> None:
        assert len(set(organizations("Defence Ministry", "Defense Ministry"))) == 1

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("Defence Ministry", EntityType.GOVERNMENT),
            ("Ministry of Foreign Affairs", EntityType.GOVERNMENT),
            ("Bank of Settle", EntityType.ORGANIZATION),
            ("Free Rural Party", EntityType.ORGANIZATION),
            ("the Kremlin", EntityType.GOVERNMENT),
            ("White House", EntityType.GOVERNMENT),
        ],
    )
    def test_types_from_words(self, name: str, kind: EntityType) -> None:
        assert read((name, None))[0].type == kind


class TestGuesses:
    @pytest.mark.parametrize(
        ("name", "guess", "kind"),
        [
            ("Munich Security Conference", "EVENT", EntityType.EVENT),
            ("Nord Stream 2", "MISC", EntityType.THING),
            ("Middlemarch", "WORK", EntityType.WORK),
            ("Model 12", "PRODUCT", EntityType.PRODUCT),
            ("Little Wenlow", "CITY", EntityType.CITY),
            ("Wenlow Bridge", "FAC", EntityType.PLACE),
            ("River Wenlow", "LOC", EntityType.PLACE),
            ("the Riksrevisionen", "GOV", EntityType.GOVERNMENT),
            ("the Wenlow Rifles", "MIL", EntityType.ORGANIZATION),
        ],
    )
    def test_a_name_nobody_knows_is_what_the_reader_took_it_for(
        self, name: str, guess: str, kind: EntityType
    ) -> None:
        assert read((name, guess))[0].type == kind

    @pytest.mark.parametrize(
        ("name", "guess", "kind"),
        [
            ("Ohio", "COUNTRY", EntityType.PLACE),
            ("Peru", "CITY", EntityType.COUNTRY),
            ("Lima", "FAC", EntityType.CITY),
            ("NATO", "MIL", EntityType.ORGANIZATION),
            ("the Kremlin", "FAC", EntityType.GOVERNMENT),
            ("Kremlin", "PER", EntityType.GOVERNMENT),
            ("Hague", "PER", EntityType.PERSON),
        ],
    )
    def test_gazetteers_have_the_last_word(self, name: str, guess: str, kind: EntityType) -> None:
        assert read((name, guess))[0].type == kind

    @pytest.mark.parametrize(
        ("name", "guess", "kind"),
        [
            ("Wenlow Fisheries Council", "GOV", EntityType.GOVERNMENT),
            ("Wenlow Fisheries Council", "ORG", EntityType.ORGANIZATION),
            ("Wenlow Ministry", "ORG", EntityType.GOVERNMENT),
            ("Wenlow Army", "MIL", EntityType.GOVERNMENT),
            ("The Last Ministry", "WORK", EntityType.WORK),
            ("Parliament Square", "FAC", EntityType.PLACE),
        ],
    )
    def test_words_of_an_organization_say_more_or_less_than_the_guess(
        self, name: str, guess: str, kind: EntityType
    ) -> None:
        assert read((name, guess))[0].type == kind

    def test_names_written_alike_agree_on_the_coarse_guess_first(self) -> None:
        names = [("Wenlow", guess) for guess in ("EVENT", "EVENT", "CITY", "LOC", "CITY")]
        assert {entity.type for entity in read(*names)} == {EntityType.CITY}

    def test_short_and_full_name_may_differ_in_the_finer_guess(self) -> None:
        assert len(set(keys(("Wenlow Fisheries Council", "GOV"), ("Fisheries Council", "ORG")))) == 1
        assert len(set(keys(("Wenlow", "LOC"), ("Wenlow Province", "CITY")))) == 1

    def test_a_namesake_gets_one_key_whatever_kind_of_thing_it_is(self) -> None:
        found = {keys(("Marseille", guess))[0] for guess in ("WORK", "PRODUCT", "MISC")}
        assert found == {"Marseille_(thing)"}


def test_same_order_as_given_whatever_the_positions() -> None:
    names = [NameMention("Lavrov", "PER", None, 90), NameMention("Sergei Lavrov", "PER", None, 10)]
    assert [e.key for e in resolve(names)] == [e.key for e in resolve(names[::-1])] == ["Sergei_Lavrov"] * 2


def test_no_names() -> None:
    assert resolve([]) == []


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from([None, *NAME_TYPES]))))
def test_never_fails_and_equal_keys_are_equal_entities(names: list[tuple[str, str | None]]) -> None:
    found = resolve([NameMention(text, kind, None, i) for i, (text, kind) in enumerate(names)])
    assert len(found) == len(names)
    by_key = {entity.key: entity for entity in found}
    assert all(by_key[entity.key] == entity for entity in found)
    assert all(entity.key != entity.key.lower() or entity.key.endswith(")") for entity in found)
