"""Requests and counted needs through the pages, with every role: what is shown, what is refused, what stays hidden."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from ansm.application import Application
from ansm.domain.people import OrganisationKind, Role
from ansm.web import routes
from ansm.web.own_routes import ROUTES
from tests.application.examples import LA_BUISSE
from tests.application.finished import finished
from tests.web import exchange_client
from tests.web.served.people import Browser, member, organisation, signed_in, site

TYPED = {
    "fonction": "Secrétariat de mairie",
    "adresse": "mairie@la-buisse.fr",
    "telephone": "",
    "nom": "",
    "message": "<script>alert(1)</script>\nMerci.",
    "joindre": "priorites",
}
GRENOBLE = "38185"


@pytest.fixture
def town(installation: Application) -> exchange_client.Browser:
    """A town's page, which posts with its link."""
    assert installation
    return exchange_client.Browser(site())


@pytest.fixture
def agent(installation: Application) -> Browser:
    """The browser of someone of the ANCT."""
    body = organisation(installation, OrganisationKind.ANCT, "ANCT")
    return signed_in(installation, member(installation, body, Role.ANCT, "agent@anct.example"))


def everyone_else(installation: Application) -> list[Browser]:
    """Those who are signed in and are not of the ANCT, and nobody."""
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    people = [member(installation, agency, role, f"{role.value}@exemple.fr") for role in (Role.ADVISOR, Role.MANAGER)]
    return [*(signed_in(installation, someone) for someone in people), Browser(site())]


def drawn(town: exchange_client.Browser, name: str, **fields: Any) -> str:  # noqa: ANN401 - whatever JSON can say
    """A part of the page, as text."""
    answer = town.post(f"piece/{name}", **fields)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.json()["html"])


def asked(town: exchange_client.Browser, token: str) -> None:
    """Look, agree, send."""
    shown = drawn(town, "demande/relire", lien=token, **TYPED)
    seal = re.search(r'name="sceau" value="(\w{64})"', shown)
    assert seal
    drawn(town, "demande/envoyer", lien=token, sceau=seal[1], accord="oui", **TYPED)


def test_the_page_shows_all_that_would_be_sent_and_says_to_whom(
    installation: Application, town: exchange_client.Browser, agent: Browser
) -> None:
    """Not ticked; on a site that is not the State's, it says where the request stays."""
    assert agent
    shown = drawn(town, "demande/relire", lien=installation.open(LA_BUISSE), **TYPED)
    assert "Voici exactement ce qui sera envoyé" in shown
    for said in ("La Buisse", "mairie@la-buisse.fr", "24 mois", "n’est pas celui de l’État", "décide seule"):
        assert said in shown
    box = re.search(r'<input type="checkbox" id="accord"[^>]*>', shown)
    assert box
    assert "checked" not in box[0]


def test_where_nobody_of_the_anct_reads_the_page_says_so(
    installation: Application, town: exchange_client.Browser, agent: Browser
) -> None:
    token = installation.open(LA_BUISSE)
    assert "aucun agent de l’ANCT n’a de compte ici" not in drawn(town, "demande", lien=token)
    (someone,) = [each for each in installation.team.everyone() if each.member.role is Role.ANCT]
    assert agent
    installation.team.shut_out(someone.member)
    assert "aucun agent de l’ANCT n’a de compte ici" in drawn(town, "demande", lien=token)
    installation.team.invite(someone.member.address, someone.member.organisation, Role.ANCT)


def test_nothing_typed_is_lost_on_the_way_back(installation: Application, town: exchange_client.Browser) -> None:
    shown = drawn(town, "demande/corriger", lien=installation.open(LA_BUISSE), **TYPED)
    assert 'value="mairie@la-buisse.fr"' in shown
    assert "alert(1)" in shown


def test_what_is_refused_is_said_in_a_sentence(installation: Application, town: exchange_client.Browser) -> None:
    token = installation.open(LA_BUISSE)
    for fields, said in (
        (TYPED | {"adresse": "mairie"}, "adresse électronique"),
        (TYPED | {"fonction": 12}, "illisible"),
        (TYPED | {"message": "a" * 5000}, "illisible"),
    ):
        answer = town.post("piece/demande/relire", lien=token, **fields)
        assert answer.status_code == 400
        assert said in answer.json()["message"]
    answer = town.post("piece/demande/envoyer", lien=token, sceau="0" * 64, **TYPED)
    assert answer.status_code == 400
    assert "Rien n’est parti" in answer.json()["message"]


def test_the_door_that_is_closed_says_why_and_what_else_is_open(
    installation: Application, town: exchange_client.Browser
) -> None:
    shown = drawn(town, "demande", lien=installation.open(GRENOBLE))
    assert "La demande n’est donc pas ouverte ici" in shown
    assert "au-dessus du seuil" in shown
    assert "Ce qui vous est ouvert" in shown
    assert 'name="adresse"' not in shown


def test_the_anct_reads_answers_and_the_town_sees_it(
    installation: Application, town: exchange_client.Browser, agent: Browser
) -> None:
    """What was typed is text wherever it is shown."""
    token = installation.open(LA_BUISSE)
    asked(town, token)
    listed = agent.get(routes.REQUESTS)
    assert "La Buisse" in listed.text
    (address,) = set(re.findall(rf'href="({routes.REQUESTS}/\d+)"', listed.text))
    read = agent.get(address)
    assert "<script>alert" not in read.text
    assert "&lt;script&gt;alert" in read.text
    refused = agent.post(address, avant="recue", etat="refusee", message="")
    assert refused.status_code == 400
    assert "dites à la collectivité pourquoi" in refused.text.lower()
    changed = agent.post(address, avant="recue", etat="examen", message="Nous vous <b>appelons</b>.")
    assert changed.status_code == 303
    assert "est changé" in agent.get(changed.headers["location"]).text
    shown = town.post("piece/demande", lien=token).json()["html"]
    assert "en cours d’examen" in shown
    assert "&lt;b&gt;appelons" in shown
    assert "agent@anct.example" not in shown
    number = address.rpartition("/")[2]
    assert "Une demande retirée" in drawn(town, "demande/retirer", lien=token, numero=number)
    assert agent.get(address).status_code == 404
    after = agent.get(routes.REQUESTS).text
    assert "La Buisse" not in after
    assert "1\u00a0demande a été retirée" in html.unescape(after)


def test_the_list_leaves_as_a_file(installation: Application, town: exchange_client.Browser, agent: Browser) -> None:
    token = installation.open(LA_BUISSE)
    asked(town, token)
    plain = agent.get(f"{routes.REQUESTS}/tableau.csv?departement=38")
    assert plain.headers["content-type"].startswith("text/csv")
    assert "La Buisse" in plain.text
    assert "mairie@la-buisse.fr" not in plain.text
    assert "mairie@la-buisse.fr" in agent.get(f"{routes.REQUESTS}/tableau.csv?coordonnees=oui").text
    assert agent.get(f"{routes.REQUESTS}/tableau.ods").content[:2] == b"PK"
    assert agent.get(f"{routes.REQUESTS}/tableau.exe").status_code == 404
    drawn(town, "demande/retirer", lien=token, numero=str(installation.support.situation(token).requests[0].number))


def test_nobody_else_opens_the_pages_of_the_anct(installation: Application) -> None:
    for browser in everyone_else(installation):
        expected = 404 if browser.cookies else 303
        for address in (
            routes.REQUESTS,
            f"{routes.REQUESTS}/1",
            f"{routes.REQUESTS}/tableau.csv",
            routes.UNCOVERED,
            f"{routes.UNCOVERED}.csv",
        ):
            assert browser.get(address).status_code == expected, address
        assert browser.post(f"{routes.REQUESTS}/1", avant="recue", etat="examen").status_code == expected


def test_a_form_without_its_token_changes_nothing(
    installation: Application, town: exchange_client.Browser, agent: Browser
) -> None:
    token = installation.open(LA_BUISSE)
    asked(town, token)
    (request,) = installation.support.situation(token).requests
    answer = agent.post(f"{routes.REQUESTS}/{request.number}", avant="recue", etat="examen", jeton="autre")
    assert answer.status_code == 400
    assert installation.support.situation(token).requests == (request,)
    installation.support.withdraw(token, request.number)


def test_an_epci_reads_the_needs_of_its_communes_and_an_operator_does_not(
    installation: Application, town: exchange_client.Browser, agent: Browser
) -> None:
    """The boxes are empty at first; nine communes later, floors are read, with what could be shared."""
    epci = installation.standpoint(LA_BUISSE).epci
    assert epci is not None
    body = organisation(installation, OrganisationKind.EPCI, "Pays Voironnais", epci.code)
    reader = signed_in(installation, member(installation, body, Role.MANAGER, "numerique@exemple.fr"))
    assert "Rien à lire pour l’instant" in reader.get(routes.GROUP).text
    tokens = [finished(installation, code) for code in epci.members[:9]]
    first = drawn(town, "accord", lien=tokens[0])
    assert "checked" not in first
    assert "Jamais sous 5 collectivités" in first
    for token in tokens:
        drawn(town, "accord/changer", lien=token, **{"accord-epci": "oui", "accord-anct": "oui"})
    assert drawn(town, "accord", lien=tokens[0]).count("checked") == 2
    installation.pooling.publish()
    shown = html.unescape(reader.get(routes.GROUP).text)
    assert "Au moins 5 communes ont ce besoin" in shown
    assert "Comment s’y prendre" in shown
    across = html.unescape(agent.get(routes.UNCOVERED).text)
    assert "Au moins 5 collectivités" in across
    assert "De 6 à 12 semaines selon les documents" in across
    assert agent.get(f"{routes.UNCOVERED}.csv").status_code == 200
    assert agent.get(routes.GROUP).status_code == 404
    for browser in everyone_else(installation):
        assert browser.get(routes.GROUP).status_code == (404 if browser.cookies else 303)


def test_the_navigation_shows_each_role_its_own_parts(installation: Application, agent: Browser) -> None:
    epci = organisation(installation, OrganisationKind.EPCI, "Autre EPCI", "200040715")
    reader = signed_in(installation, member(installation, epci, Role.ADVISOR, "autre@exemple.fr"))
    for browser, own, others in (
        (agent, (routes.REQUESTS, routes.UNCOVERED), (routes.GROUP,)),
        (reader, (routes.GROUP,), (routes.REQUESTS, routes.UNCOVERED)),
        (everyone_else(installation)[0], (), (routes.GROUP, routes.REQUESTS, routes.UNCOVERED)),
    ):
        shown = browser.get(routes.ACCOUNT).text
        assert all(f'<a href="{address}"' in shown for address in own)
        assert not any(f'<a href="{address}"' in shown for address in others)


def test_every_address_of_these_rooms_is_served() -> None:
    served = {route.path for route in ROUTES}
    assert {routes.SUPPORT, routes.REQUESTS, routes.GROUP, routes.UNCOVERED} <= served
