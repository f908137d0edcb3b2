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

# What comes first for each journey (domain dossier, §2.3); the rows themselves are walked with the content.
FIRST = {
    "cans-et-cevennes-tout-papier": "ansm-commune",
    "la-buisse-seuil-exact": "ansm-a-confirmer",
    "lapugnoy-tout-va-bien": "ansm-a-confirmer",
    "dzaoudzi-outre-mer": "ansm-outre-mer",
    "papeete-droit-local": "ansm-outre-mer",
    "severac-ne-sait-pas": "demande-par-intercommunalite",
    "ile-d-yeu-vide": "operateur-a-trouver",
    "rives-de-l-ain-epci": "operateur-adherent",
    "beaumont-sans-habitant": "hors-champ",
}
OPERATOR = {"operateur-adherent", "operateur-a-trouver"}
CATALOGUE = {"catalogue", "catalogue-toutes-tailles"}
LAST_RESORTS = {"investigation", "startup-de-territoire"}
STAFF_OFFER = re.compile(r"agents? (de l’|internes? de l’)ANCT|offre interne|intrapreneur", re.IGNORECASE)


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text)


def told(journey: str) -> dict[str, str]:
    """Identifier and text of each form of support, in the order of the page."""
    diagnostic = diagnosed(journey)
    found = support(diagnostic, moved=False)
    shown = [*found.offers, *found.others]
    assert [each.title for each in shown] == [each.title for each in diagnostic.orientation]
    return {each.id: plain(view.text) for each, view in zip(diagnostic.orientation, shown, strict=True)}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_each_verdict_is_told_where_to_turn_in_order(journey: str) -> None:
    """First its own way in, in sight with the next ones; the local operator before the catalogue."""
    names = list(told(journey))
    assert names[0] == FIRST[journey]
    assert len(support(diagnosed(journey), moved=False).offers) == min(SHOWN, len(names))
    if journey != "beaumont-sans-habitant":
        (operator,), (catalogue,) = ([n for n in names if n in wanted] for wanted in (OPERATOR, CATALOGUE))
        assert names.index(operator) < names.index(catalogue)


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
    assert [each.id for each in found][:3] == ["population-inconnue", "operateur-a-trouver", "catalogue"]
    assert "Ce n’est pas un refus." in plain(shown.offers[0].text)


def test_the_words_keep_to_what_is_known() -> None:
    """Who confirms, who asks, and that nothing promises an open programme."""
    eligible = told("cans-et-cevennes-tout-papier")["ansm-commune"]
    assert "C’est l’ANCT qui confirme." in eligible
    assert "Nous ne savons pas si le programme est ouvert" in eligible
    assert "Ce n’est pas un refus." in told("la-buisse-seuil-exact")["ansm-a-confirmer"]
    assert "Demandez à son président" in told("severac-ne-sait-pas")["demande-par-intercommunalite"]
    assert "Ne renoncez pas à cause du chiffre de population" in told("dzaoudzi-outre-mer")["ansm-outre-mer"]
    assert "chacune peut demander en son nom" in told("rives-de-l-ain-epci")["petites-communes-membres"]
    assert "de 6 à 12 semaines" in told("la-buisse-seuil-exact")["investigation"]


@pytest.mark.parametrize("journey", JOURNEYS)
def test_an_investigation_is_never_the_first_advice(journey: str) -> None:
    """Nor a startup de territoire: both come after everything that is at hand, one click away."""
    assert not LAST_RESORTS & set(list(told(journey))[:SHOWN])


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
