"""The orientations delivered, situation by situation: exactly which ones, in which order, whatever the verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ansm.content import load, read_tree, shipped_folder
from ansm.domain.eligibility import Verdict, decide
from ansm.domain.journey import Journey
from ansm.domain.orientation import Orientation, ResultSituation, orient
from ansm.domain.territory import Kind, Overseas, Territory
from tests.builders import TODAY, answers, commune, epci

HANDBOOK = load(read_tree(shipped_folder()))
SMALL, EXACT, LARGE = commune(800), commune(3_500), commune(4_665)
TOTAL_ABOVE = commune(3_499, total=3_580)
SMALL_EPCI, LARGE_EPCI, EPCI_IN_DOUBT = epci(9_000), epci(20_000), epci(14_873, total=15_156)
ISLAND = replace(LARGE, epci=None)
SMALL_ISLAND = replace(SMALL, epci=None)
DROM, COM = commune(9_000, overseas=Overseas.DROM), replace(commune(900, overseas=Overseas.COM), epci=None)
DROM_EPCI = replace(epci(90_000), overseas=Overseas.DROM)
MEMBER = {"PRO_06": "oui"}
SHARED = {"PIL_08": "oui", "PIL_09": "oui"}
FULL_MEANS = {**SHARED, "PIL_05": "jour", "PIL_06": "plus"}


@dataclass(frozen=True)
class Case:
    """A situation in words, and what it must lead to."""

    about: str
    place: Territory
    around: Territory | None
    given: dict[str, str]
    shown: str
    uncovered: bool = False

    def ids(self) -> list[str]:
        """What is shown, in order."""
        verdict = decide(self.place, HANDBOOK.rules, TODAY)
        route = decide(self.around, HANDBOOK.rules, TODAY) if self.around else None
        walk = Journey(HANDBOOK.questionnaire, self.place, answers(**self.given))
        found = orient(HANDBOOK.orientations, ResultSituation(walk, verdict, route, self.uncovered))
        return [each.id for each in found]


CASES = [
    Case("eligible, its EPCI too", SMALL, SMALL_EPCI, MEMBER,
         "ansm-commune deux-demandes-possibles operateur-adherent catalogue"),
    Case("eligible, its EPCI is not", SMALL, LARGE_EPCI, MEMBER,
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue"),
    Case("eligible, no operator known yet", SMALL, LARGE_EPCI, {},
         "ansm-commune commune-demande-elle-meme operateur-a-trouver catalogue"),
    Case("eligible, does not know whether it is a member", SMALL, LARGE_EPCI, {"PRO_06": "nsp"},
         "ansm-commune commune-demande-elle-meme operateur-a-trouver catalogue"),
    Case("eligible, its EPCI to confirm", SMALL, EPCI_IN_DOUBT, MEMBER,
         "ansm-commune deux-demandes-possibles operateur-adherent catalogue"),
    Case("an eligible island without EPCI", SMALL_ISLAND, None, {},
         "ansm-commune operateur-a-trouver catalogue"),
    Case("an eligible EPCI", SMALL_EPCI, None, MEMBER, "ansm-epci operateur-adherent catalogue"),
    Case("exactly at the threshold", EXACT, LARGE_EPCI, MEMBER,
         "ansm-a-confirmer commune-demande-elle-meme operateur-adherent catalogue"),
    Case("only the total population is above", TOTAL_ABOVE, SMALL_EPCI, {},
         "ansm-a-confirmer deux-demandes-possibles operateur-a-trouver catalogue"),
    Case("an EPCI whose total population is above", EPCI_IN_DOUBT, None, {},
         "ansm-a-confirmer operateur-a-trouver catalogue"),
    Case("a syndicat, whom no text names", epci(5_000, own_tax=False), None, {},
         "ansm-a-confirmer operateur-a-trouver catalogue"),
    Case("not eligible, its EPCI is", LARGE, SMALL_EPCI, {},
         "demande-par-intercommunalite operateur-a-trouver catalogue-toutes-tailles aides-financieres"),
    Case("not eligible, its EPCI to confirm, operator present", LARGE, EPCI_IN_DOUBT, MEMBER,
         "demande-par-intercommunalite operateur-adherent catalogue-toutes-tailles aides-financieres"),
    Case("not eligible, nor its EPCI, operator present", LARGE, LARGE_EPCI, MEMBER,
         "operateur-adherent catalogue-toutes-tailles aides-financieres"),
    Case("not eligible, nor its EPCI, no operator", LARGE, LARGE_EPCI, {"PRO_06": "non"},
         "operateur-a-trouver autres-appuis catalogue-toutes-tailles aides-financieres"),
    Case("an island above the threshold, without EPCI", ISLAND, None, {},
         "operateur-a-trouver commune-sans-intercommunalite autres-appuis catalogue-toutes-tailles aides-financieres"),
    Case("an EPCI that is not eligible, operator present", LARGE_EPCI, None, MEMBER,
         "operateur-adherent petites-communes-membres catalogue-toutes-tailles aides-financieres"),
    Case("an EPCI that is not eligible, no operator", LARGE_EPCI, None, {},
         "operateur-a-trouver petites-communes-membres autres-appuis catalogue-toutes-tailles aides-financieres"),
    Case("population unknown", commune(None), SMALL_EPCI, {}, "population-inconnue operateur-a-trouver catalogue"),
    Case("a commune déléguée", commune(300, kind=Kind.COMMUNE_DELEGUEE), None, MEMBER, "hors-champ"),
    Case("an arrondissement", commune(15_114, kind=Kind.ARRONDISSEMENT), None, {}, "hors-champ"),
    Case("a commune without inhabitants", commune(0, uninhabited=True), LARGE_EPCI, {}, "hors-champ"),
    Case("a DROM, whatever the figures", DROM, DROM_EPCI, {}, "ansm-outre-mer operateur-a-trouver catalogue"),
    Case("an EPCI of a DROM", DROM_EPCI, None, MEMBER, "ansm-outre-mer operateur-adherent catalogue"),
    Case("a DROM of unknown population", commune(None, overseas=Overseas.DROM), None, {},
         "ansm-outre-mer operateur-a-trouver catalogue"),
    Case("a COM, where the law differs", COM, None, {},
         "ansm-outre-mer operateur-a-trouver catalogue droit-local-outre-mer"),
    Case("cyber needs, at any size", LARGE, LARGE_EPCI, MEMBER | {"SEC_09": "non"},
         "operateur-adherent catalogue-toutes-tailles cyber-accompagnement aides-financieres"),
    Case("nobody to call in an attack", SMALL, LARGE_EPCI, MEMBER | {"SEC_07": "non"},
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue cyber-accompagnement cyber-incident"),
    Case("an incident this year, even out of scope", commune(0, uninhabited=True), None, {"SEC_08": "oui"},
         "hors-champ cyber-accompagnement cyber-incident"),
    Case("eligible without a budget", SMALL, LARGE_EPCI, MEMBER | {"PIL_06": "0"},
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue aides-financieres"),
    Case("a shared need that the catalogue covers", SMALL, LARGE_EPCI, MEMBER | SHARED,
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue besoin-partage"),
    Case("a shared need that nothing covers, an agent available", SMALL, LARGE_EPCI, MEMBER | SHARED,
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue besoin-partage investigation",
         uncovered=True),
    Case("the same without an agent", SMALL, LARGE_EPCI, MEMBER | {"PIL_08": "oui", "PIL_09": "non"},
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue besoin-partage", uncovered=True),
    Case("every means, but a commune: no startup", SMALL, LARGE_EPCI, MEMBER | FULL_MEANS,
         "ansm-commune commune-demande-elle-meme operateur-adherent catalogue besoin-partage investigation",
         uncovered=True),
    Case("every means, an EPCI", SMALL_EPCI, None, MEMBER | FULL_MEANS,
         "ansm-epci operateur-adherent catalogue besoin-partage investigation startup-de-territoire",
         uncovered=True),
    Case("an EPCI with the money but not the time", SMALL_EPCI, None, MEMBER | FULL_MEANS | {"PIL_05": "demi"},
         "ansm-epci operateur-adherent catalogue besoin-partage investigation", uncovered=True),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_each_situation_leads_exactly_there_in_this_order(case: Case) -> None:
    """Domain dossier, §2.3, row by row, with the cases that a row leaves out."""
    assert case.ids() == case.shown.split()


def test_every_orientation_is_reached_by_some_situation() -> None:
    assert {name for case in CASES for name in case.ids()} == {each.id for each in HANDBOOK.orientations}


def test_every_verdict_is_among_the_situations() -> None:
    assert {decide(case.place, HANDBOOK.rules, TODAY).verdict for case in CASES} == set(Verdict)


@pytest.mark.parametrize("name", ["investigation", "startup-de-territoire"])
def test_building_something_is_never_the_first_thing_proposed(name: str) -> None:
    assert all(case.ids()[0] != name for case in CASES)


@pytest.mark.parametrize("orientation", HANDBOOK.orientations, ids=lambda orientation: orientation.id)
def test_no_orientation_names_the_offer_kept_for_agents_of_the_anct(orientation: Orientation) -> None:
    assert "agents de l’ANCT" not in orientation.title + orientation.text
