"""What the search box answers: every way of typing a name, a number, a mistake; and hostile text."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from ansm.domain.territory import Kind, Territory
from ansm.territories.reference import Territories
from ansm.territories.text import words_of
from tests.territories.typed_sessions import FIRST, Session, after_an_opening, sessions, with_two_typos

SEED = 2026


def codes(territories: Territories, text: str, limit: int = FIRST) -> list[str]:
    """The codes of the answers, in order."""
    return [hit.code for hit in territories.search(text, limit)]


@pytest.mark.parametrize(
    ("typed", "code", "within"),
    [
        # the name, its accents, case, apostrophes, hyphens, ligatures
        ("La Buisse", "38061", 1),
        ("LA BUISSE", "38061", 1),
        ("severac d'aveyron", "12270", 1),
        ("SÉVÉRAC D’AVEYRON", "12270", 1),
        ("Se\u0301ve\u0301rac d Aveyron", "12270", 1),
        ("l'ile d'yeu", "85113", 1),
        ("L’Île-d’Yeu", "85113", 1),
        ("lile dyeu", "85113", 1),
        ("œuilly", "51410", 2),
        ("Oeuilly", "02565", 2),
        ("l'hay les roses", "94038", 1),
        ("labuisse", "38061", 1),
        ("beaumont en verdunois", "55039", 1),
        # articles, islands, St and Ste
        ("buisse", "38061", 1),
        ("mans", "72181", 1),
        ("yeu", "85113", 1),
        ("sein", "29083", 1),
        ("brehat", "22016", 1),
        ("St Denis", "93066", 2),
        ("ste genevieve des bois", "91549", 1),
        ("St-Étienne", "42218", 1),
        ("stes maries de la mer", "13096", 1),
        # any order, some of the words, unfinished words
        ("yeu ile", "85113", 1),
        ("buisse la", "38061", 1),
        ("saint marc jaumegarde", "13095", 1),
        ("jaumegarde", "13095", 1),
        ("st mar jaum", "13095", 1),
        # a few letters: the biggest places
        ("s", "67482", 1),
        ("st", "67482", 1),
        ("st", "42218", 2),
        ("gr", "38185", 3),
        ("pa", "75056", 1),
        ("la", "17300", 1),
        ("ly", "69123", 1),
        # homonyms, with a département or a postcode
        ("saint julien 22", "22307", 1),
        ("22 saint julien", "22307", 1),
        ("saint-julien côtes d’armor", "22307", 1),
        ("ste colombe 46", "46260", 1),
        ("sainte colombe lot", "46260", 2),
        ("la buisse 38500", "38061", 1),
        ("38500 buisse", "38061", 1),
        # one mistake
        ("grenolbe", "38185", 1),
        ("grnoble", "38185", 1),
        ("grenobble", "38185", 1),
        ("xrenoble", "38185", 1),
        ("la buiss", "38061", 1),
        ("la buise", "38061", 3),
        ("lapugnoi", "62489", 1),
        ("saint juilen 22", "22307", 2),
        ("beaumont en verdunoi", "55039", 1),
        # EPCI
        ("cc rives de l'ain", "200029999", 1),
        ("rives de l’ain pays du cerdon", "200029999", 1),
        ("communauté de communes des quatre rivières", "247400666", 2),
        ("communaute de communes des quatre rivieres", "247000623", 2),
        ("communaute de communes des quatres rivieres", "247000623", 3),
        ("cc quatre rivieres 70", "247000623", 1),
        ("quatre rivières haute-savoie", "247400666", 1),
        ("comcom quatre rivieres", "247000623", 3),
        ("metropole de lyon", "200046977", 1),
        # numbers
        ("38061", "38061", 1),
        ("38500", "38061", FIRST),
        ("38 500", "38563", 1),
        ("2A004", "2A004", 1),
        ("2a", "2A004", 1),
        ("38", "38185", 1),
        ("200029999", "200029999", 1),
        ("247 000 623", "247000623", 1),
        ("213800618", "38061", 1),
        ("21380061800019", "38061", 1),
        # former communes lead to the commune that includes them
        ("arbignieu", "01015", 1),
        ("cordieux", "01262", 1),
        ("cordieux", "01120", 3),
        ("01126", "01033", 1),
        # arrondissements
        ("paris 10e", "75110", 1),
        ("paris 1", "75101", 1),
        ("Paris 1er", "75101", 1),
        ("paris 2", "75102", 1),
        ("paris 16", "75116", 1),
        ("lyon 3", "69383", 1),
        ("lyon 03", "69383", 1),
        ("lyon 3ème", "69383", 1),
        ("lyon 3", "69123", FIRST),
        ("marseille 13e", "13213", 1),
        ("marseille 13", "13055", 2),
        ("lyon 69", "69123", 1),
        # opening words
        ("mairie de la buisse", "38061", 1),
        ("Mairie de La Buise", "38061", 3),
        ("commune de La Buisse", "38061", 1),
        ("la commune de la buisse", "38061", 1),
        ("mairie la buisse", "38061", 1),
        ("mairie de la buisse 38500", "38061", 1),
        ("mairie de 38500", "38061", FIRST),
        ("ville de Lyon", "69123", 1),
        ("ville de vienne", "38544", 1),
        ("ville du Mans", "72181", 1),
        ("ville du Havre", "76351", 1),
        ("mairie des Abrets", "38001", 1),
        ("mairie de l’Île-d’Yeu", "85113", 1),
        ("village d'Yeu", "85113", 1),
        ("mairie de la ville de lyon", "69123", 1),
        ("ville de paris 1", "75101", 1),
        # names that really start so
        ("Villefranche", "69264", 2),
        ("ville franche sur saone", "69264", 1),
        ("Ville-d'Avray", "92077", 1),
        ("ville d'av", "92077", 1),
        ("ville d avrai", "92077", FIRST),
        ("la ville du bois", "91665", 1),
        ("ville du bois", "91665", 1),
        ("la ville dieu du temple", "82096", 1),
        ("ville du pont", "25390", 1),
        ("village neuf", "68349", 1),
        ("ville en sallaz", "74304", 1),
        ("Mairy", "51339", 2),
        ("mairieux", "59370", 1),
        # one mistake in each of two words
        ("Veuray voroise", "38540", 1),
        ("veuray-voroise 38", "38540", 1),
        ("Chatelerault", "86066", 1),
    ],
)
def test_what_people_type_finds_what_they_want(territories: Territories, typed: str, code: str, within: int) -> None:
    assert code in codes(territories, typed)[:within]


def test_the_two_epci_named_quatre_rivieres_are_told_apart(territories: Territories) -> None:
    hits = [hit for hit in territories.search("cc des quatre rivieres") if hit.name == "CC des Quatre Rivières"]
    assert [(hit.code, hit.department_name) for hit in hits] == [
        ("247400666", "Haute-Savoie"),
        ("247000623", "Haute-Saône"),
    ]


def test_a_line_says_what_tells_a_commune_from_its_namesakes(territories: Territories) -> None:
    hit = territories.search("la buisse")[0]
    assert (hit.name, hit.kind, hit.department, hit.department_name) == ("La Buisse", Kind.COMMUNE, "38", "Isère")
    assert (hit.postcodes, hit.population, hit.via) == (("38500",), 3500, None)
    assert hit.epci_name is not None and "Voironnais" in hit.epci_name


def test_a_line_says_by_which_former_name_code_or_postcode_it_was_found(territories: Territories) -> None:
    assert territories.search("cordieux")[0].via == "Cordieux"
    assert territories.search("01126")[0].via == "ancien code 01126"
    assert territories.search("38500")[0].via == "38500"
    assert territories.search("38061")[0].via is None


def test_namesakes_are_never_in_the_same_department(everything: list[Territory]) -> None:
    communes = Counter((" ".join(words_of(one.name)), one.department) for one in everything if one.kind is Kind.COMMUNE)
    assert [key for key, count in communes.items() if count > 1] == []


def test_current_communes_and_epci_come_before_historic_parts(territories: Territories) -> None:
    for text in ("saint", "sainte-colombe", "cordieux", "beaumont", "75001", "la ch"):
        kinds = [hit.kind in (Kind.COMMUNE, Kind.EPCI) for hit in territories.search(text, 30)]
        assert kinds == sorted(kinds, reverse=True), text


def test_a_number_that_is_both_gives_the_postcode_first_and_keeps_the_insee_code(territories: Territories) -> None:
    found = territories.search("01120")
    assert [hit.code for hit in found[:2]] == ["01262", "01142"]
    assert found[-1].code == "01120"


def test_every_commune_and_epci_is_found_by_its_own_code(territories: Territories, everything: list[Territory]) -> None:
    missed = [one.code for one in everything if one.code not in codes(territories, one.code)]
    assert missed == []


def test_every_name_is_found_in_the_first_eight_with_its_department_when_more_than_eight_share_it(
    territories: Territories, everything: list[Territory]
) -> None:
    wanted = sessions(everything, 1200, SEED, typo=False)
    assert missed(territories, wanted) == []


@pytest.mark.parametrize(
    "retype",
    [
        str.upper,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace("-", " ").replace("'", "’"),
        lambda name: name.replace("Saint-", "St ").replace("Sainte-", "Ste "),
        lambda name: " ".join(reversed(words_of(name))),
        lambda name: f"  {name}  ",
    ],
    ids=["capitals", "separate accents", "no hyphen", "St and Ste", "words reversed", "spaces around"],
)
def test_every_way_of_writing_a_name_finds_it(
    territories: Territories, everything: list[Territory], retype: object
) -> None:
    assert callable(retype)
    clean = sessions(everything, 300, SEED, typo=False)
    assert missed(territories, [Session(str(retype(one.text)), one.code) for one in clean]) == []


def test_at_least_ninety_nine_names_in_a_hundred_are_found_despite_one_mistake(
    territories: Territories, everything: list[Territory]
) -> None:
    """On names of five letters or more: with a letter changed, « Var » or « Bran » is another commune's whole name."""
    wanted = [one for one in sessions(everything, 2400, SEED, typo=True) if len(territories.get(one.code).name) >= 5]
    assert len(missed(territories, wanted)) <= len(wanted) // 100


def test_every_name_is_found_after_mairie_de_or_ville_de(territories: Territories, everything: list[Territory]) -> None:
    assert missed(territories, after_an_opening(sessions(everything, 600, SEED, typo=False))) == []


def test_most_names_of_two_long_words_are_found_despite_one_mistake_in_each(
    territories: Territories, everything: list[Territory]
) -> None:
    wanted = with_two_typos(sessions(everything, 2400, SEED, typo=False), SEED)
    assert len(wanted) > 100
    assert len(missed(territories, wanted)) <= len(wanted) // 5


def test_no_keystroke_of_a_name_typed_with_a_mistake_fails(
    territories: Territories, everything: list[Territory]
) -> None:
    """At most eight lines, each territory once."""
    for session in sessions(everything, 80, SEED, typo=True):
        for text in session.keystrokes():
            found = codes(territories, text)
            assert len(found) == len(set(found)) <= FIRST, text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\n\t",
        "🎉🎉",
        "\ud800",
        "((((.*+?[^",
        "'; DROP TABLE communes; --",
        "%' OR 1=1",
        "a" * 1_000_000,
        "saint " * 100_000,
        "9" * 5000,
        "\u0301" * 5000,
        "\ufdfa" * 5000,
        "ʼn٣３８",
        "İstanbul",
        "st st st st st st st st st st st st st",
        "de la de la de la",
        "2a" * 500,
        "mairie de " * 1000,
        "mairie de mairie de mairie de mairie de zzzz",
        "la la la ville ville de de",
        "ville de \x00",
        "1er",
        "paris 99",
    ],
    ids=lambda text: ascii(text)[:24],
)
def test_hostile_text_never_fails(territories: Territories, text: str) -> None:
    assert len(territories.search(text)) <= FIRST


@pytest.mark.parametrize(("limit", "expected"), [(-1, 0), (0, 0), (1, 1), (3, 3), (50, 50)])
def test_the_number_of_lines_is_the_one_asked_for(territories: Territories, limit: int, expected: int) -> None:
    assert len(territories.search("saint", limit)) == expected


def missed(territories: Territories, wanted: list[Session]) -> list[Session]:
    """The sessions whose whole text does not show the territory among the first eight."""
    return [one for one in wanted if one.code not in codes(territories, one.text)]
