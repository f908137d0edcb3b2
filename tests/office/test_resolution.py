from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from ansm.domain.bands import Band
from ansm.domain.eligibility import Verdict
from ansm.domain.publication import publishable
from ansm.domain.territory import Kind, Overseas, TerritoryRef
from ansm.office import resolution
from ansm.office.resolution import ALLOWED
from tests.office.examples import CONTEXT, PROFILES, WORDS, epci, judged, posting, template, with_word
from tests.office.reading import OFFICE, TEXT, everything, paragraphs, part, plain
from tests.report import builders
from tests.two_sides import visited

BRACKETS = re.compile(r"\[([^\[\]]*)\]")
BLANK = re.compile(r"à (compléter|vérifier)\u00a0: .+")


def text(data: bytes) -> str:
    return plain(" ".join(paragraphs(data)))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_placeholder_is_filled_and_only_blanks_stay_between_brackets(profile: str) -> None:
    made = everything(resolution(PROFILES[profile](), CONTEXT, template()))
    left = BRACKETS.findall(made)
    assert left
    assert [each for each in left if not BLANK.fullmatch(each)] == []


def test_the_template_uses_every_placeholder_that_is_allowed() -> None:
    """What an editor may write is shown at least once, so that the shipped template is also the example."""
    used = set(BRACKETS.findall(everything(template().data).replace("\u00a0", " ").lower()))
    assert {*ALLOWED.values, *ALLOWED.action_values} <= used
    assert {case for case in ALLOWED.cases if {f"si {case}", f"sauf si {case}"} & used} == set(ALLOWED.cases)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_diagnostic_gives_the_same_bytes(profile: str) -> None:
    first, second = (resolution(PROFILES[profile](), CONTEXT, template()) for _ in range(2))
    assert first == second


def test_a_commune_votes_in_its_conseil_municipal_with_its_maire() -> None:
    said = text(resolution(PROFILES["rich"](), CONTEXT, template()))
    for expected in (
        "Commune : La Buisse",
        "Département : Isère (38)",
        "registre des délibérations du conseil municipal",
        "Feuille de route numérique de la commune",
        "article L. 2121-29 ;",
        "établi le 22 novembre 2026 pour La Buisse",
        "Signature du maire :",
        "soit vers le 22 mai 2027",
    ):
        assert expected in said
    assert "communautaire" not in said
    assert "L. 5211-1" not in said


@pytest.mark.parametrize(
    ("form", "nature", "council"),
    [
        ("CC", "communauté de communes", "conseil communautaire"),
        ("CA", "communauté d’agglomération", "conseil communautaire"),
        ("CU", "communauté urbaine", "conseil communautaire"),
        ("METRO", "métropole", "conseil de la métropole"),
        (None, "intercommunalité", "conseil communautaire"),
    ],
)
def test_an_intercommunality_votes_in_its_council_with_its_president(form: str, nature: str, council: str) -> None:
    said = text(resolution(builders.diagnostic(place=replace(epci(), legal_form=form)), CONTEXT, template()))
    assert f"{nature.capitalize()} : CC Rives de l’Ain" in said
    assert f"registre des délibérations du {council}" in said
    assert "L. 5211-1" in said
    assert "Signature du président :" in said
    assert "maire" not in said.replace("le maire et la secrétaire", "")
    assert "municipal" not in said


def test_the_first_actions_are_retained_one_item_each_in_their_order() -> None:
    found = publishable(PROFILES["rich"]())
    said = text(resolution(found, CONTEXT, template()))
    places = [said.index(plain(each.need.action)) for each in found.in_band(Band.FIRST)]
    assert len(places) >= 5
    assert all(one < other for one, other in pairwise(places))
    assert "Retient comme actions prioritaires" in said
    assert "aucune action ne peut encore être retenue" not in said
    assert all(plain(each.need.action) not in said for each in found.in_band(Band.LATER))


def test_without_any_action_the_council_asks_for_the_diagnostic_to_be_completed() -> None:
    data = resolution(PROFILES["empty"](), CONTEXT, template())
    said = text(data)
    assert "aucune action ne peut encore être retenue" in said
    assert "Retient" not in said
    lists = list(part(data).iter(f"{TEXT}list"))
    assert all(len(each) for each in lists), "no list is left empty"


@pytest.mark.parametrize("verdict", Verdict)
def test_the_programme_is_asked_for_only_where_it_may_be_and_under_reserve(verdict: Verdict) -> None:
    said = text(resolution(judged(verdict), CONTEXT, template()))
    possible = verdict in (Verdict.ELIGIBLE, Verdict.TO_CONFIRM)
    assert ("solliciter l’accompagnement du programme Accompagnement Numérique Sur-Mesure" in said) is possible
    assert ("sous réserve de confirmation" in said) is possible
    assert ("rechercher les aides et les accompagnements mobilisables" in said) is not possible


@pytest.mark.parametrize(
    ("how", "decided", "offered"),
    [
        ("affichage", "non", True),
        ("affichage", "nsp", True),
        ("affichage", None, True),
        ("affichage", "oui", False),
        ("site", None, False),
        ("mixte", None, False),
    ],
)
def test_how_acts_are_published_is_put_to_the_vote_when_posting_has_not_been_decided(
    how: str, decided: str | None, offered: bool
) -> None:
    said = text(resolution(posting(how, decided), CONTEXT, template()))
    assert ("L. 2131-1" in said) is offered
    assert ("par affichage, sur papier ou sous forme électronique" in said) is offered


def test_part_of_a_commune_has_no_council_so_the_whole_commune_votes() -> None:
    place = builders.territory(
        name="Arthez", kind=Kind.COMMUNE_DELEGUEE, parent=TerritoryRef("64000", "Les Trois Monts")
    )
    said = text(resolution(builders.diagnostic(place=place), CONTEXT, template()))
    assert "Commune : Les Trois Monts" in said
    assert "établi le 22 novembre 2026 pour Arthez" in said


@pytest.mark.parametrize("overseas", Overseas)
def test_an_overseas_collectivity_is_told_to_check_the_articles(overseas: Overseas) -> None:
    said = text(resolution(builders.diagnostic(place=builders.territory(overseas=overseas)), CONTEXT, template()))
    assert ("statut propre" in said) is (overseas is Overseas.COM)


def test_the_reader_is_told_to_have_it_checked_and_to_annex_nothing_but_the_publishable_summary() -> None:
    said = text(resolution(PROFILES["tiny"](), CONTEXT, template()))
    assert "par votre circuit habituel, par la préfecture" in said
    assert "N’y joignez que la synthèse publiable" in said
    assert "mesures de sécurité informatique sont communiquées séparément" in said


def test_the_file_is_titled_dated_in_french_and_has_headings_in_order() -> None:
    data = resolution(PROFILES["rich"](), CONTEXT, template())
    meta = "".join(part(data, "meta.xml").itertext()).replace("\u00a0", " ")
    assert "Projet de délibération, feuille de route numérique : La Buisse" in meta
    assert "fr-FR" in meta
    assert "2026-12-01T00:00:00" in meta
    levels = [int(each.get(f"{TEXT}outline-level", "0")) for each in part(data).iter(f"{TEXT}h")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert part(data).get(f"{OFFICE}version") == "1.3"


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_no_word_however_strange_breaks_the_file_or_is_read_as_an_instruction(word: str) -> None:
    data = resolution(with_word(word), CONTEXT, template())
    known = resolution(with_word("Mot"), CONTEXT, template())
    assert len(paragraphs(data)) == len(paragraphs(known))
    assert "\x00" not in everything(data)


def test_the_advisor_s_part_is_named_and_what_waits_is_to_be_settled_before_the_vote() -> None:
    found = PROFILES["rich"]()
    ours, filled, waiting = (
        text(resolution(each, CONTEXT, template()))
        for each in (found, visited(found, filled=("TER-02",)), visited(found, proposed={"TER-01": ("oui",)}))
    )
    part = "une partie de ces réponses a été donnée par le conseiller qui accompagne l’équipe"
    assert part not in ours
    assert "À départager" not in ours
    assert part in filled
    assert part not in waiting
    assert "À départager avant le vote." not in filled
    assert "À départager avant le vote." in waiting


def test_an_advisor_who_spoke_of_security_alone_is_not_in_it() -> None:
    """It is made from what may be published, whatever it is given."""
    found = PROFILES["rich"]()
    both = visited(found, filled=("SEC-06",), proposed={"SEC-01": ("auto",)})
    assert resolution(both, CONTEXT, template()) == resolution(found, CONTEXT, template())
