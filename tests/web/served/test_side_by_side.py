"""An advisor's answers beside the town's, over HTTP: opened through a link of their own, read side by side, settled."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ansm.application import Application, SentAnswer
from ansm.application.access import hash_of
from ansm.domain.people import OrganisationKind, Role
from ansm.web import routes
from tests.application.examples import database, unheard
from tests.storage.advisors import take_on
from tests.web.served.people import Browser, member, organisation, signed_in

LA_BUISSE = "38061"
QUESTION, OTHER = "SEC-01", "SEC-02"


@dataclass(frozen=True)
class Visit:
    """A file of a town, an advisor who follows it with their browser, and both links."""

    application: Application
    browser: Browser
    uid: str
    town: str
    advisor: str

    def send(self, link: str, name: str, question: str, value: str, base: int = 0) -> int:
        """An answer, and the number of the last row that is known then."""
        delivery = self.application.exchange.receive(
            link, 0, (SentAnswer(name, question, (value,), base, "elu"),), unheard
        )
        return delivery.changes.cursor

    @property
    def page(self) -> str:
        """Where both sides are read."""
        return routes.case(self.uid, "reponses")

    def text(self, query: str = "") -> str:
        """What the page says."""
        return text_of(self.browser.get(self.page + query).text)


def text_of(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.split("<main", 1)[1])).split())


@pytest.fixture
def visit(installation: Application, request: pytest.FixtureRequest) -> Iterator[Visit]:
    body = organisation(installation, OrganisationKind.OPSN, f"Agence {request.node.name}")
    lea = member(installation, body, Role.ADVISOR, f"lea.{body.number}@exemple.fr")
    town = installation.open(LA_BUISSE)
    with database(installation) as engine:
        take_on(engine, hash_of(town), body.number, lea.number)
    browser = signed_in(installation, lea)
    uid = installation.file(town).uid
    answer = browser.post(routes.case(uid, "ouvrir"))
    assert answer.status_code == 303
    yield Visit(installation, browser, uid, town, answer.headers["location"].partition("#")[2])


def test_opening_leads_to_the_questionnaire_through_a_link_of_the_advisor(visit: Visit) -> None:
    assert visit.application.exchange.dossier(visit.advisor).advised_until is not None
    assert visit.browser.post(routes.case(visit.uid, "ouvrir")).headers["location"].startswith("/diagnostic/#")
    results = visit.browser.post(routes.case(visit.uid, "ouvrir"), vers="resultats").headers["location"]
    assert results.startswith("/diagnostic/resultats/#")
    assert visit.application.file(results.partition("#")[2]).uid == visit.uid


def test_nobody_opens_or_reads_a_file_that_they_do_not_follow(visit: Visit) -> None:
    other = visit.application.file(visit.application.open(LA_BUISSE)).uid
    for uid in (other, "0" * 32):
        assert visit.browser.get(routes.case(uid, "reponses")).status_code == 404
        assert visit.browser.post(routes.case(uid, "reponses"), question=QUESTION, garder="1").status_code == 404
        assert visit.browser.post(routes.case(uid, "ouvrir")).status_code == 404


def test_a_file_without_answers_says_so_and_offers_to_open_it(visit: Visit) -> None:
    assert "Personne n’a encore répondu" in visit.text()


def test_a_disagreement_comes_first_and_is_settled_with_its_reason_in_the_notes(visit: Visit) -> None:
    visit.send(visit.town, "mayor1-1", QUESTION, "auto")
    visit.send(visit.town, "mayor1-2", OTHER, "oui")
    last = visit.send(visit.advisor, "visit1-1", QUESTION, "non", base=2)
    told = visit.text()
    assert "1 question à départager." in told
    assert told.index("À départager") < told.index("Compte maintenant")
    assert "par une personne élue" in told
    assert "par un conseiller" in told
    answer = visit.browser.post(
        visit.page, question=QUESTION, vu=str(last), garder=str(last), raison="Vérifié sur place avec le secrétariat."
    )
    assert answer.headers["location"] == f"{visit.page}?fait=choisi"
    assert visit.application.file(visit.town).answers.chosen(QUESTION) == ("non",)
    assert visit.application.exchange.dossier(visit.town).conflicts == ()
    told = visit.text("?fait=choisi")
    assert "1 désaccord déjà tranché." in told
    assert "La réponse du conseil" in told
    assert "Vérifié sur place" in text_of(visit.browser.get(routes.case(visit.uid, "notes")).text)


def test_the_town_s_answer_may_be_kept_or_the_choice_left_to_it(visit: Visit) -> None:
    first = visit.send(visit.town, "mayor1-1", QUESTION, "auto")
    last = visit.send(visit.advisor, "visit1-1", QUESTION, "non", base=first)
    left = visit.browser.post(visit.page, question=QUESTION, vu=str(last), garder="mairie")
    assert left.headers["location"] == f"{visit.page}?fait=laisse"
    assert len(visit.application.exchange.dossier(visit.town).conflicts) == 1
    visit.browser.post(visit.page, question=QUESTION, vu=str(last), garder=str(first))
    assert visit.application.file(visit.town).answers.chosen(QUESTION) == ("auto",)
    assert visit.application.exchange.dossier(visit.town).conflicts == ()
    assert "Aucun désaccord." in visit.text()


def test_what_came_meanwhile_is_read_before_anything_is_chosen_and_the_reason_stays_typed(visit: Visit) -> None:
    first = visit.send(visit.town, "mayor1-1", QUESTION, "auto")
    last = visit.send(visit.advisor, "visit1-1", QUESTION, "non", base=first)
    visit.send(visit.town, "mayor1-2", QUESTION, "manuel", base=first)
    answer = visit.browser.post(visit.page, question=QUESTION, vu=str(last), garder=str(last), raison="Vu sur place.")
    assert answer.status_code == 400
    told = text_of(answer.text)
    assert "Une autre réponse est arrivée" in told
    assert "Vu sur place." in told
    assert visit.application.file(visit.town).answers.chosen(QUESTION) == ("manuel",)
    assert "n’est pas" not in text_of(visit.browser.get(routes.case(visit.uid, "notes")).text).partition("Vu sur")[2]


@pytest.mark.parametrize(
    "fields",
    [
        {"question": QUESTION, "vu": "2", "garder": "999"},
        {"question": QUESTION, "vu": "2", "garder": "-1"},
        {"question": QUESTION, "vu": "²", "garder": "1"},
        {"question": QUESTION, "vu": "1", "garder": "1"},
        {"question": "XXX-99", "vu": "2", "garder": "1"},
        {"question": OTHER, "vu": "2", "garder": "1"},
        {},
        {"question": QUESTION, "vu": "2", "garder": "2", "raison": "x" * 4001},
    ],
)
def test_a_form_made_by_hand_changes_nothing(visit: Visit, fields: dict[str, str]) -> None:
    first = visit.send(visit.town, "mayor1-1", QUESTION, "auto")
    visit.send(visit.advisor, "visit1-1", QUESTION, "non", base=first)
    assert visit.browser.post(visit.page, **fields).status_code == 400
    assert visit.application.file(visit.town).answers.chosen(QUESTION) == ("auto",)
    assert len(visit.application.exchange.dossier(visit.town).conflicts) == 1


def test_only_what_differs_is_shown_when_asked(visit: Visit) -> None:
    first = visit.send(visit.town, "mayor1-1", QUESTION, "auto")
    visit.send(visit.town, "mayor1-2", "PRO-02", "2-5")
    assert "Voir seulement les désaccords" not in visit.text()  # there is none yet
    visit.send(visit.advisor, "visit1-1", QUESTION, "non", base=first)
    assert "Voir seulement les désaccords" in visit.text()
    assert "Profil" not in visit.text("?voir=desaccords")
    assert visit.text() != visit.text("?voir=desaccords")


# --- preparing files


def test_files_that_are_ticked_are_given_a_link_each_after_the_sign_that_stays_here(visit: Visit) -> None:
    assert "La Buisse Isère (38)" in text_of(visit.browser.get(routes.OFFLINE_CASES).text)
    answer = visit.browser.post(routes.OFFLINE_CASES, dossier=[visit.uid])
    address, _, links = answer.headers["location"].partition("#")
    assert address == "/diagnostic/?appareil=oui"
    (link, end) = links.split(".")
    assert (end, visit.application.exchange.dossier(link).file.uid) == ("", visit.uid)


def test_nothing_is_prepared_of_a_file_that_is_not_followed_or_when_nothing_is_ticked(visit: Visit) -> None:
    other = visit.application.file(visit.application.open(LA_BUISSE)).uid
    assert visit.browser.post(routes.OFFLINE_CASES, dossier=[visit.uid, other]).status_code == 404
    refused = visit.browser.post(routes.OFFLINE_CASES)
    assert (refused.status_code, "Cochez au moins un dossier" in text_of(refused.text)) == (400, True)
    many = visit.browser.post(routes.OFFLINE_CASES, dossier=[f"{number:032x}" for number in range(21)])
    assert (many.status_code, "20 dossiers au plus" in text_of(many.text)) == (400, True)


def test_every_link_of_a_lost_device_is_closed_at_once(visit: Visit) -> None:
    answer = visit.browser.post(f"{routes.OFFLINE_CASES}/fermer")
    assert answer.headers["location"] == f"{routes.OFFLINE_CASES}?fermes=1"
    assert "1 lien fermé." in text_of(visit.browser.get(answer.headers["location"]).text)
    assert "Aucun appareil n’ouvre plus" not in text_of(visit.browser.get(f"{routes.OFFLINE_CASES}?fermes=²").text)
