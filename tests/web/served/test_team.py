"""A manager's team and one's own account: what can be done there, and that it stops at the organisation's door."""

from __future__ import annotations

import pytest

from ansm.application import Application
from ansm.domain import say
from ansm.domain.people import Member, Organisation, OrganisationKind, Role
from ansm.web import routes
from tests.web.served.people import COOKIE, Browser, member, organisation, signed_in, site

INVITE, DISMISS = f"{routes.TEAM}/inviter", f"{routes.TEAM}/fermer"


@pytest.fixture
def agency(installation: Application, request: pytest.FixtureRequest) -> Organisation:
    """An organisation of this test's own."""
    return organisation(installation, OrganisationKind.OPSN, f"OPSN de {request.node.name}")


@pytest.fixture
def ines(installation: Application, agency: Organisation) -> Member:
    """Who manages it."""
    return member(installation, agency, Role.MANAGER, f"ines.{agency.number}@exemple.fr", "Inès Roux")


@pytest.fixture
def browser(installation: Application, ines: Member) -> Browser:
    """Her browser."""
    return signed_in(installation, ines)


def people(installation: Application, manager: Member) -> dict[str, tuple[str, bool]]:
    """Role and access of each person of the team."""
    return {each.member.address: (each.member.role, each.disabled_at is None) for each in installation.team.of(manager)}


def test_a_manager_invites_in_their_own_organisation(installation: Application, browser: Browser, ines: Member) -> None:
    done = browser.post(INVITE, adresse="Lea@Exemple.fr", nom="Léa Martin", role="conseiller", organisation="1")
    assert done.headers["location"] == f"{routes.TEAM}?fait=ajout"
    assert people(installation, ines)["lea@exemple.fr"] == ("conseiller", True)
    shown = browser.get(done.headers["location"]).text
    assert "Léa Martin" in shown
    assert "n’envoie pas de courriel" in shown


@pytest.mark.parametrize("role", ["anct", "", "chef", "RESPONSABLE"])
def test_a_manager_makes_nobody_of_the_anct_nor_of_an_unknown_role(
    installation: Application, browser: Browser, ines: Member, role: str
) -> None:
    """What was typed stays in the form."""
    refused = browser.post(INVITE, adresse="max@exemple.fr", nom="Max", role=role)
    assert refused.status_code == 400
    assert 'value="max@exemple.fr"' in refused.text
    assert list(people(installation, ines)) == [ines.address]


def test_a_manager_does_not_touch_another_organisation(
    installation: Application, browser: Browser, ines: Member
) -> None:
    """Neither by inviting somebody of it, nor by their number."""
    elsewhere = organisation(installation, OrganisationKind.OPSN, "Une autre OPSN")
    other = member(installation, elsewhere, Role.ADVISOR, "paul@exemple.fr", "Paul")
    assert browser.post(INVITE, adresse=other.address, nom="Pris", role="responsable").status_code == 400
    for number in (str(other.number), "0", "-1", "²", "9" * 40, "1 OR 1=1", ""):
        assert browser.post(DISMISS, personne=number).status_code == 400
    found = installation.team.person(other.address)
    assert found is not None
    assert (found.member, found.disabled_at) == (other, None)
    assert "paul@exemple.fr" not in browser.get(routes.TEAM).text
    assert ines.organisation != elsewhere


def test_shutting_someone_out_ends_their_sessions_and_inviting_them_again_lets_them_in(
    installation: Application, browser: Browser, ines: Member
) -> None:
    lea = member(installation, ines.organisation, Role.ADVISOR, "lea.sortie@exemple.fr")
    hers = signed_in(installation, lea)
    assert browser.post(DISMISS, personne=str(lea.number)).status_code == 303
    assert hers.get(routes.ACCOUNT).status_code == 303
    told = browser.get(routes.TEAM).text
    assert "Accès fermé" in told
    closed = installation.team.person(lea.address)
    assert closed is not None
    assert closed.disabled_at is not None
    assert f"Sera effacé le {say.day(installation.keeping.account_erased_on(closed.disabled_at))}" in told
    browser.post(INVITE, adresse=lea.address, nom="", role="conseiller")
    assert people(installation, ines)[lea.address] == ("conseiller", True)


def test_the_last_manager_stays(installation: Application, browser: Browser, ines: Member) -> None:
    """With another manager, they may leave."""
    refused = browser.post(DISMISS, personne=str(ines.number))
    assert refused.status_code == 400
    assert "Invitez d’abord une autre responsable" in refused.text
    assert browser.post(INVITE, adresse=ines.address, nom="", role="conseiller").status_code == 400
    member(installation, ines.organisation, Role.MANAGER, f"noe.{ines.number}@exemple.fr")
    assert browser.post(DISMISS, personne=str(ines.number)).status_code == 303
    assert browser.get(routes.TEAM).status_code == 303


def test_only_a_manager_sees_the_team(installation: Application, agency: Organisation) -> None:
    lea = signed_in(installation, member(installation, agency, Role.ADVISOR, f"lea.{agency.number}@exemple.fr"))
    assert lea.get(routes.TEAM).status_code == 404
    assert lea.post(INVITE, adresse="x@exemple.fr", nom="", role="conseiller").status_code == 404
    assert routes.TEAM not in lea.get(routes.ACCOUNT).text


def test_one_closes_a_session_left_open_elsewhere_and_then_all(installation: Application, ines: Member) -> None:
    here, there = signed_in(installation, ines), signed_in(installation, ines)
    number = installation.identity.session(there.cookies[COOKIE]).number
    assert here.get(routes.ACCOUNT).text.count('name="session"') == 1
    assert here.post(f"{routes.ACCOUNT}/fermer", session=str(number)).status_code == 303
    assert there.get(routes.ACCOUNT).status_code == 303
    assert here.post(f"{routes.ACCOUNT}/fermer-tout").headers["location"] == f"{routes.SIGN_IN}?fait=partout"
    assert here.cookies == {}
    assert here.get(routes.ACCOUNT).status_code == 303


def test_nobody_closes_somebody_else_s_session(installation: Application, ines: Member, agency: Organisation) -> None:
    lea = signed_in(installation, member(installation, agency, Role.ADVISOR, f"lea.{agency.number}@exemple.fr"))
    number = installation.identity.session(lea.cookies[COOKIE]).number
    signed_in(installation, ines).post(f"{routes.ACCOUNT}/fermer", session=str(number))
    assert lea.get(routes.ACCOUNT).status_code == 200


def test_the_staff_of_the_anct_begins_at_its_own_part(installation: Application) -> None:
    """The address of the whole space leads everyone to theirs."""
    anct = organisation(installation, OrganisationKind.ANCT, "ANCT")
    max_ = signed_in(installation, member(installation, anct, Role.ANCT, "max@anct.exemple.fr"))
    assert max_.get(routes.ACCOUNT).status_code == 200
    assert Browser(site()).get(routes.ACCOUNT).status_code == 303


def test_an_access_is_closed_after_saying_what_it_means(browser: Browser) -> None:
    """One press alone closes nothing: the button waits folded, under what will happen."""
    page = browser.get(routes.TEAM).text
    _, folded, rest = page.partition('<details class="served-sure">')
    assert folded
    assert "Vous ne pourrez plus vous connecter" in rest.partition("<form")[0]
    assert page.count("Oui, fermer mon accès") == 1
    assert "(vous)" in page


def test_one_s_account_lists_every_page_of_one_s_space(installation: Application, browser: Browser) -> None:
    """A second way to each, beside the navigation; a page that is not theirs is not named."""
    main = browser.get(routes.ACCOUNT).text.partition("<main")[2]
    for address in (routes.DESK, routes.OFFLINE_CASES, routes.TEAM, routes.ACCOUNT, routes.NEW_CASE, routes.TAKE_ON):
        assert f'<li><a href="{address}">' in main, address
    assert routes.REQUESTS not in main
    anct = member(installation, installation.team.organisation_for(None, Role.ANCT), Role.ANCT, "plan@anct.exemple.fr")
    theirs = signed_in(installation, anct).get(routes.ACCOUNT).text.partition("<main")[2]
    assert routes.REQUESTS in theirs
    assert routes.NEW_CASE not in theirs
