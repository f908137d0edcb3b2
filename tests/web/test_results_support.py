"""Where else to turn, for every verdict: the right forms of support in the right order, and no one else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ansm.domain.eligibility import Eligibility, Reason, Verdict
from ansm.domain.orientation import ResultSituation, orient
from ansm.web.results.support import SHOWN, support
from ansm.web.results_view import results_view
from tests.web.golden_results import JOURNEYS, diagnosed, expertise
from tests.web.test_results_view import texts

ASK = "Demander l’accompagnement numérique sur-mesure de l’ANCT"
CONFIRM = "Faire confirmer par l’ANCT votre droit à l’accompagnement"
OVERSEAS = "Outre-mer : faire confirmer par l’ANCT votre droit à l’accompagnement"
LOCAL_LAW = "Vos obligations : voir avec le représentant de l’État"
ITSELF = "C’est la commune qui demande, pas l’intercommunalité"
BOTH = "Votre intercommunalité peut aussi demander"
THROUGH = "Passer par votre intercommunalité"
MEMBER = "Votre structure informatique publique, pour commencer"
FIND = "Trouver la structure informatique publique de votre territoire"
ELSEWHERE = "Si aucune structure ne couvre votre territoire"
SMALL_ONES = "Vos petites communes peuvent demander elles-mêmes"
CATALOGUE = "Essayer les services proposés dans ce diagnostic"
ANY_SIZE = "Des services publics ouverts à toutes les tailles"
CYBER = "Cybersécurité : une aide pour toutes les tailles"
ATTACK = "En cas d’attaque : ne restez pas seul"
MONEY = "Chercher une aide financière"
NEIGHBOURS = "Avancer avec vos voisins"
INVESTIGATION = "À vérifier : étudier le problème par une « investigation »"
OUT_OF_SCOPE = "Choisir la collectivité dont vous dépendez"
UNKNOWN = "Votre population n’est pas connue de cet outil"
# For each journey, the whole list in order (domain dossier, §2.3).
WANTED = {
    "cans-et-cevennes-tout-papier": [ASK, BOTH, FIND, CATALOGUE, CYBER, ATTACK],
    "la-buisse-seuil-exact": [CONFIRM, ITSELF, MEMBER, CATALOGUE, CYBER, ATTACK, MONEY, NEIGHBOURS, INVESTIGATION],
    "lapugnoy-tout-va-bien": [CONFIRM, ITSELF, MEMBER, CATALOGUE, MONEY, NEIGHBOURS],
    "dzaoudzi-outre-mer": [OVERSEAS, BOTH, MEMBER, CATALOGUE, MONEY, NEIGHBOURS],
    "papeete-droit-local": [OVERSEAS, LOCAL_LAW, MEMBER, CATALOGUE, MONEY, NEIGHBOURS],
    "severac-ne-sait-pas": [THROUGH, FIND, ELSEWHERE, ANY_SIZE, CYBER, ATTACK, MONEY],
    "ile-d-yeu-vide": [FIND, ELSEWHERE, ANY_SIZE, MONEY],
    "rives-de-l-ain-epci": [MEMBER, ELSEWHERE, SMALL_ONES, ANY_SIZE, MONEY, NEIGHBOURS, INVESTIGATION],
    "beaumont-sans-habitant": [OUT_OF_SCOPE],
}
STAFF_OFFER = re.compile(r"agents? (de l’|internes? de l’)ANCT|offre interne|intrapreneur", re.IGNORECASE)


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


def told(journey: str) -> dict[str, str]:
    """Title and text of each form of support, in the order of the page."""
    found = support(diagnosed(journey), moved=False)
    return {plain(each.title): plain(each.text) for each in (*found.offers, *found.others)}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_verdict_is_told_where_to_turn_in_order(journey: str) -> None:
    """The first two in sight, the others one click away."""
    assert list(told(journey)) == WANTED[journey]
    found = support(diagnosed(journey), moved=False)
    assert len(found.offers) == min(SHOWN, len(WANTED[journey]))


def test_every_verdict_has_a_journey() -> None:
    """Eligible, to confirm, not eligible, out of scope; the one without a figure is below."""
    verdicts = {diagnosed(journey).eligibility.verdict for journey in JOURNEYS}
    assert verdicts == {Verdict.ELIGIBLE, Verdict.TO_CONFIRM, Verdict.NOT_ELIGIBLE, Verdict.OUT_OF_SCOPE}


def test_a_population_that_is_not_known_is_no_refusal() -> None:
    """The ANCT, then the local operator, then the catalogue."""
    diagnostic = diagnosed("cans-et-cevennes-tout-papier")
    unknown = Eligibility(Verdict.UNKNOWN, (Reason.NO_FIGURE,))
    found = orient(
        diagnostic.handbook.orientations, ResultSituation(diagnostic.journey, unknown, None, uncovered=False)
    )
    shown = support(replace(diagnostic, orientation=found, eligibility=unknown, route=None), moved=False)
    titles = [plain(each.title) for each in (*shown.offers, *shown.others)]
    assert titles == [UNKNOWN, FIND, CATALOGUE, CYBER, ATTACK]
    assert "Ce n’est pas un refus." in plain(shown.offers[0].text)


def test_the_words_keep_to_what_is_known() -> None:
    """Who confirms, who asks, and that nothing promises an open programme."""
    assert "C’est l’ANCT qui confirme." in told("cans-et-cevennes-tout-papier")[ASK]
    assert "Nous ne savons pas si le programme est ouvert" in told("cans-et-cevennes-tout-papier")[ASK]
    assert "Ce n’est pas un refus." in told("la-buisse-seuil-exact")[CONFIRM]
    assert "Demandez à son président" in told("severac-ne-sait-pas")[THROUGH]
    assert "Ne renoncez pas à cause du chiffre de population" in told("dzaoudzi-outre-mer")[OVERSEAS]
    assert "chacune peut demander en son nom" in told("rives-de-l-ain-epci")[SMALL_ONES]
    assert "de 6 à 12 semaines" in told("la-buisse-seuil-exact")[INVESTIGATION]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_an_investigation_is_never_the_first_advice(journey: str) -> None:
    """Nor a startup de territoire: both come last, after everything that is at hand."""
    titles = list(told(journey))
    assert all("investigation" not in title and "startup" not in title for title in titles[: len(titles) // 2])


def everything_editors_wrote() -> Iterator[str]:
    """Every orientation and every service, whether or not a journey shows it."""
    for each in expertise().handbook.orientations:
        yield from (each.title, each.text, *(link.label for link in each.links))
    for service in expertise().handbook.services:
        yield from (service.name, service.summary, service.warning, *service.requirements)


def test_the_offer_to_the_staff_of_the_anct_is_nowhere() -> None:
    """Neither in what the editors wrote nor on any page of results."""
    shown = (text for journey in JOURNEYS for text in texts(results_view(diagnosed(journey), moved=False)))
    assert [text for text in (*everything_editors_wrote(), *shown) if STAFF_OFFER.search(text)] == []
