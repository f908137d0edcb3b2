"""The follow-up through HTTP: its parts with the personal link, with a reminder's, and at the advisor's desk."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.applications import Starlette

from ansm.application import Application, utc_now
from ansm.application.access import hash_of
from ansm.domain.follow_up import PLANNED
from ansm.domain.people import OrganisationKind, Role
from ansm.web.own_routes import ROUTES
from ansm.web.served.follow_up_view import LONG_PLAN
from tests.application.finished import finished
from tests.web.exchange_client import Browser
from tests.web.served import people

BAD_ANSWERS = {"SIT-01": "non", "IDN-02": "non", "SEC-01": "non"}
NEED = "site-web"


@pytest.fixture
def browser(installation: Application) -> Browser:
    """A browser on our routes."""
    assert installation.today()
    return Browser(Starlette(routes=list(ROUTES)))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a file with a plan."""
    token = installation.open("38061")
    for question, value in BAD_ANSWERS.items():
        installation.answer(token, question, value)
    return token


def step(token: str, **others: str) -> dict[str, str]:
    """What the form of an action sends."""
    fields = {"lien": token, "besoin": NEED, "etat": "faite", "le": "2026-11-20", "qui": "l’agent", "service": ""}
    return fields | {"vu": "0"} | others


def html(browser: Browser, name: str, **fields: str) -> str:
    """A part of the page, as text."""
    response = browser.post(f"piece/{name}", **fields)
    assert response.status_code == 200, response.text
    told: str = response.json()["html"]
    return unescape(told).replace("\u00a0", " ")


def test_the_page_is_the_same_for_everyone_and_holds_nothing_of_a_file(browser: Browser) -> None:
    pages = people.Browser(people.site()).get("/diagnostic/suivi/")
    assert pages.status_code == 200
    assert 'data-piece="suivi"' in pages.text
    assert 'data-piece="rappels"' in pages.text
    assert pages.text.count("<h1") == 1
    assert browser


def test_the_plan_shows_each_action_with_its_form_and_the_totals(browser: Browser, token: str) -> None:
    told = html(browser, "suivi", lien=token)
    actions = re.findall(r'<li class="suivi-action" id="action-([\w-]+)">', told)
    assert NEED in actions
    assert f"{len(actions)} à décider." in told
    assert told.count("<form") == len(actions)
    assert told.count('type="date"') == len(actions)
    assert not re.search(r'type="date"[^>]*maxlength', told)  # a day has no length: the page would not be valid


def test_a_long_plan_folds_the_bands_that_nobody_began(browser: Browser, installation: Application) -> None:
    """What comes first is shown; a step noted in a folded band brings the whole band to light, at the next reading too.

    Nothing is folded in a short plan.
    """
    token = finished(installation, "38061")
    plan = installation.follow_up.plan(token)
    assert len(plan.actions) > LONG_PLAN
    before = html(browser, "suivi", lien=token)
    folded = re.findall(r'id="bande-(\w+)">\s*<summary>Voir (\d+) actions? à décider', before)
    sizes = {band.value: str(sum(each.band is band for each in plan.actions)) for band in PLANNED[1:]}
    assert dict(folded) == {name: size for name, size in sizes.items() if size != "0"}
    last = plan.actions[-1]
    html(browser, "suivi-etape", **step(token, besoin=last.need.id, etat="decidee"))
    after = html(browser, "suivi", lien=token)
    assert last.band is not None
    assert f'id="bande-{last.band.value}"' not in after
    assert after.count('class="suivi-bande"') == len(folded) - 1


def test_a_short_plan_folds_nothing_and_says_whose_it_is(browser: Browser, token: str) -> None:
    told = html(browser, "suivi", lien=token)
    assert "suivi-bande" not in told
    assert "La Buisse, diagnostic du " in told


def test_a_step_is_noted_announced_and_in_the_history(browser: Browser, token: str) -> None:
    response = browser.post("piece/suivi-etape", **step(token))
    assert response.status_code == 200
    assert response.json()["dit"].endswith("faite.")
    told = html(browser, "suivi", lien=token)
    assert "1 faite" in told
    assert "le 20 novembre 2026 ; l’agent" in told
    assert "Faite, le 20 novembre 2026 ; l’agent (noté le" in told
    again = browser.post("piece/suivi-etape", **step(token)).json()["dit"]
    assert again.startswith("C’était déjà noté")


def test_what_somebody_else_noted_meanwhile_is_told(browser: Browser, token: str) -> None:
    browser.post("piece/suivi-etape", **step(token))
    said = browser.post("piece/suivi-etape", **step(token, etat="abandonnee")).json()["dit"]
    assert "Quelqu’un d’autre avait noté une étape entre-temps" in said


def test_what_is_refused_is_said(browser: Browser, token: str) -> None:
    for wrong in ({"etat": "oubliee"}, {"le": "2999-01-01"}, {"qui": "x" * 100}, {"vu": "²"}, {"besoin": "inconnu"}):
        response = browser.post("piece/suivi-etape", **step(token, **wrong))
        assert response.status_code == 400
        assert response.json()["message"].endswith((".", "»."))
    assert "faite" not in html(browser, "suivi", lien=token).split("<h2>")[0]


@pytest.mark.parametrize("fields", [{"besoin": ["a", "b"]}, {"vu": 3}, {"service": None}, {"qui": {}}, {"le": True}])
def test_hostile_fields_are_refused_as_such(browser: Browser, token: str, fields: dict[str, object]) -> None:
    response = browser.post("piece/suivi-etape", **(step(token) | fields))
    assert (response.status_code, response.json()["code"]) == (400, "demande")


def test_words_typed_are_never_markup(browser: Browser, token: str) -> None:
    browser.post("piece/suivi-etape", **step(token, qui='<script>alert(1)</script>"'))
    told = browser.post("piece/suivi", lien=token).json()["html"]
    assert "<script" not in told
    assert "&lt;script&gt;" in told


def test_the_whole_catalogue_comes_on_request_with_what_was_typed(
    browser: Browser, token: str, installation: Application
) -> None:
    short = html(browser, "suivi", lien=token)
    told = html(browser, "suivi-etape", **step(token, qui="le maire", catalogue="oui"))
    form = told.split(f'id="action-{NEED}"')[1].split("</form>")[0]
    assert form.count("<option") == len(installation.handbook.services) + 2 + 5
    assert 'value="le maire"' in form
    assert '<option value="faite" selected>' in form
    assert short.count("<option") < told.count("<option")
    assert "0 faite" not in told
    assert "1 faite" not in told


def test_without_a_mail_server_the_words_lead_to_the_calendar(browser: Browser, token: str) -> None:
    told = html(browser, "rappels", lien=token)
    assert "Ce site n’envoie pas de courriel" in told
    assert 'value="echeances"' in told
    refused = browser.post("piece/rappels-demande", lien=token, adresse="mairie@exemple.fr")
    assert (refused.status_code, refused.json()["code"]) == (409, "courriel")


@pytest.mark.parametrize("name", ["suivi", "suivi-etape", "rappels", "rappels-demande", "rappels-arret"])
def test_a_link_to_nothing_opens_no_part(browser: Browser, name: str) -> None:
    fields = step("A" * 43) | {"adresse": "mairie@exemple.fr", "rappel": "1"}
    assert browser.post(f"piece/{name}", **fields).status_code == 404


@pytest.fixture
def advisor(installation: Application, token: str) -> people.Browser:
    """An advisor in charge of the file, signed in."""
    body = people.organisation(installation, OrganisationKind.OPSN, "Syndicat numérique")
    someone = people.member(installation, body, Role.ADVISOR, f"lea-{token[:6].lower()}@exemple.fr".replace("_", "x"))
    installation._storage.caseload.follow(hash_of(token), body.number, someone.number, utc_now())
    return people.signed_in(installation, someone)


@pytest.fixture
def address(installation: Application, token: str) -> str:
    """The follow-up of the file, at the desk."""
    return f"/conseillers/dossiers/{installation.file(token).uid}/suivi"


FIELDS = {"besoin": NEED, "etat": "en-cours", "le": "2026-11-20", "qui": "l’agent", "service": "", "vu": "0"}


def test_an_advisor_in_charge_notes_a_step_on_their_side_which_the_town_sees(
    advisor: people.Browser, address: str, browser: Browser, token: str, installation: Application
) -> None:
    assert advisor.get(address).status_code == 200
    answer = advisor.post(address, **FIELDS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{address}?fait=note#action-{NEED}")
    page = unescape(advisor.get(f"{address}?fait=note").text).replace("\u00a0", " ")
    assert "L’étape est notée." in page
    assert page.count("<h1") == 1
    assert "par un conseiller)" in html(browser, "suivi", lien=token)
    (noted,) = [each.current for each in installation.follow_up.plan(token).actions if each.current]
    assert noted.side == "conseil"
    assert advisor.post(address, **FIELDS).headers["location"].startswith(f"{address}?fait=deja")


def test_at_the_desk_what_is_refused_comes_back_as_it_was_typed(advisor: people.Browser, address: str) -> None:
    answer = advisor.post(address, **(FIELDS | {"le": "2999-01-01", "qui": "le maire"}))
    page = unescape(answer.text).replace("\u00a0", " ")
    assert answer.status_code == 400
    assert "n’est pas encore passée" in page
    form = page.split(f'id="action-{NEED}"')[1].split("</form>")[0]
    assert 'value="le maire"' in form
    assert 'value="2999-01-01"' in form


def test_at_the_desk_the_whole_catalogue_comes_on_request(
    advisor: people.Browser, address: str, installation: Application
) -> None:
    answer = advisor.post(address, **(FIELDS | {"catalogue": "oui"}))
    form = answer.text.split(f'id="action-{NEED}"')[1].split("</form>")[0]
    assert form.count("<option") == len(installation.handbook.services) + 2 + 5


def test_at_the_desk_a_form_without_its_token_or_out_of_shape_notes_nothing(
    advisor: people.Browser, address: str, installation: Application, token: str
) -> None:
    assert advisor.post(address, **(FIELDS | {"jeton": ""})).status_code == 400
    assert advisor.post(address, **(FIELDS | {"vu": "moins un"})).status_code == 400
    assert advisor.post(address, besoin=NEED).status_code == 400
    assert not any(each.steps for each in installation.follow_up.plan(token).actions)


def test_at_the_desk_who_does_not_follow_the_file_finds_nothing(installation: Application, token: str) -> None:
    address = f"/conseillers/dossiers/{installation.file(token).uid}/suivi"
    nobody = people.Browser(people.site())
    assert nobody.get(address).status_code == 303
    body = people.organisation(installation, OrganisationKind.OPSN, "Un autre syndicat")
    stranger = people.signed_in(installation, people.member(installation, body, Role.MANAGER, "autre@exemple.fr"))
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, besoin=NEED, etat="faite", vu="0").status_code == 404
    assert not any(each.steps for each in installation.follow_up.plan(token).actions)
