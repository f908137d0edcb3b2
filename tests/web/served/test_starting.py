"""Starting a file before a visit, and following one that a town gave: what is shown, once, and what is refused."""

from __future__ import annotations

import re

import pytest

from ansm.application import Application
from ansm.web import routes
from tests.web.served.advisors import GRENOBLE, LA_BUISSE, Desk, desk, told
from tests.web.served.people import Browser

LINK = re.compile(r'value="[^"#]*/diagnostic/#([\w-]{43})"')


@pytest.fixture
def at_work(installation: Application, request: pytest.FixtureRequest) -> Desk:
    return desk(installation, request.node.name)


@pytest.fixture
def lea(at_work: Desk) -> Browser:
    return at_work.browser(at_work.lea)


def test_a_name_that_several_places_have_lists_them_with_what_tells_them_apart(lea: Browser) -> None:
    page = lea.get(f"{routes.NEW_CASE}?cherche=saint-julien")
    said = told(page.text)
    assert said.count("habitants") > 5
    assert re.search(r"Saint-Julien ?, [\w ’-]+ \(\d\w\), [\d ]+ habitants", said)
    assert "population" not in said or "non publiée" in said


def test_a_place_that_is_not_found_is_said_in_words(lea: Browser) -> None:
    assert "Aucune commune ni intercommunalité" in told(lea.get(f"{routes.NEW_CASE}?cherche=zzzzzzz").text)
    assert lea.get(f"{routes.NEW_CASE}?code=99999").status_code == 400


def test_the_verdict_is_shown_before_the_file_is_opened(at_work: Desk, lea: Browser) -> None:
    said = told(lea.get(f"{routes.NEW_CASE}?code={GRENOBLE}").text)
    assert "Au-dessus du seuil" in said
    assert "Population municipale" in said
    assert "Ouvrir le dossier" in said
    assert [case.code for case in at_work.installation.desk.portfolio(at_work.lea)] == [LA_BUISSE]


def test_a_part_of_a_commune_leads_to_the_body_that_can_act(lea: Browser) -> None:
    page = lea.get(f"{routes.NEW_CASE}?code=69381").text
    assert "Choisir plutôt Lyon" in told(page)
    assert f'href="{routes.NEW_CASE}?code=69123"' in page


def test_the_personal_link_is_shown_once_and_opens_the_file(at_work: Desk, lea: Browser) -> None:
    opened = lea.post(routes.NEW_CASE, code=GRENOBLE)
    assert opened.status_code == 200
    assert opened.headers["cache-control"] == "no-store"
    assert "Ce lien ne pourra plus être affiché" in told(opened.text)
    found = LINK.search(opened.text)
    assert found is not None
    assert 'data-copie="lien-personnel"' in opened.text
    assert at_work.installation.file(found[1]).territory.code == GRENOBLE
    uid = at_work.installation.file(found[1]).uid
    for address in (routes.DESK, routes.case(uid), f"{routes.NEW_CASE}?code={GRENOBLE}"):
        assert found[1] not in lea.get(address).text


def test_the_page_loaded_again_opens_no_second_file(at_work: Desk, lea: Browser) -> None:
    assert lea.post(routes.NEW_CASE, code=GRENOBLE).status_code == 200
    again = lea.post(routes.NEW_CASE, code=GRENOBLE)
    assert again.status_code == 400
    assert "suit déjà un dossier" in told(again.text)
    assert not LINK.search(again.text)
    assert lea.post(routes.NEW_CASE, code=GRENOBLE, encore="oui").status_code == 200
    assert len(at_work.installation.desk.portfolio(at_work.lea)) == 3


def test_a_colleague_is_told_who_follows_the_territory_already(at_work: Desk) -> None:
    ali = at_work.browser(at_work.ali).get(f"{routes.NEW_CASE}?code={LA_BUISSE}")
    assert "en charge : Lea" in told(ali.text)
    assert at_work.uid not in ali.text, "its page would not open"
    assert routes.case(at_work.uid) in at_work.browser(at_work.manon).get(f"{routes.NEW_CASE}?code={LA_BUISSE}").text
    stranger = at_work.browser(at_work.stranger).get(f"{routes.NEW_CASE}?code={LA_BUISSE}").text
    assert "suit déjà" not in stranger


def test_without_a_mail_server_the_link_is_only_copied(at_work: Desk, lea: Browser) -> None:
    assert "courriel" not in told(lea.post(routes.NEW_CASE, code=GRENOBLE).text)
    sent = lea.post(routes.case(at_work.uid, "courriel"), remis=at_work.token, adresse="mairie@exemple.fr")
    assert sent.status_code == 400
    assert at_work.token in sent.text, "the only page that shows it loses it for nothing"


@pytest.mark.parametrize("remis", ["", "A" * 43, "n'importe quoi"])
def test_a_link_is_sent_from_the_page_of_its_own_file_only(at_work: Desk, lea: Browser, remis: str) -> None:
    sent = lea.post(routes.case(at_work.uid, "courriel"), remis=remis, adresse="mairie@exemple.fr")
    assert sent.status_code == 404


# --- a file that a town has


def test_a_town_s_file_is_followed_from_the_link_that_it_gave(at_work: Desk, lea: Browser) -> None:
    token = at_work.installation.open(GRENOBLE)
    done = lea.post(routes.TAKE_ON, remis=f"https://exemple.fr/diagnostic/#{token}", accord="oui")
    uid = at_work.installation.file(token).uid
    assert done.headers["location"] == f"{routes.case(uid)}?fait=suivi"
    shown = lea.get(done.headers["location"]).text
    assert "La mairie le voit sur sa page de partage" in told(shown)
    assert token not in shown


def test_the_page_says_what_the_town_sees_and_may_stop(lea: Browser) -> None:
    said = told(lea.get(routes.TAKE_ON).text)
    assert "peut y mettre fin quand elle le veut" in said
    assert "La mairie m’a donné ce lien" in said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"remis": "https://exemple.fr/#{token}"}, "Cochez la case"),
        ({"remis": "", "accord": "oui"}, "Collez le lien personnel"),
        ({"remis": "bonjour", "accord": "oui"}, "lien personnel complet"),
        ({"remis": "{theme}", "accord": "oui"}, "un seul thème"),
        ({"remis": "A" * 43, "accord": "oui"}, "ne mène à aucun diagnostic"),
    ],
)
def test_what_is_refused_keeps_what_was_typed_and_follows_nothing(
    at_work: Desk, lea: Browser, fields: dict[str, str], said: str
) -> None:
    token = at_work.installation.open(GRENOBLE)
    theme = at_work.installation.handovers.hand_over(token, "securite", "agent", 14).token
    sent = {name: value.format(token=token, theme=theme) for name, value in fields.items()}
    refused = lea.post(routes.TAKE_ON, **sent)
    assert refused.status_code == 400
    assert said in told(refused.text)
    assert f'value="{sent["remis"]}"' in refused.text
    assert [case.code for case in at_work.installation.desk.portfolio(at_work.lea)] == [LA_BUISSE]


def test_no_address_ever_carries_the_link(at_work: Desk, lea: Browser) -> None:
    token = at_work.installation.open(GRENOBLE)
    assert token not in lea.get(f"{routes.TAKE_ON}?remis={token}&accord=oui").text
    assert len(at_work.installation.desk.portfolio(at_work.lea)) == 1
