"""The draft « fiche produit »: a problem and a lead in words, a form that makes a file of it, and nothing kept."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.web.own_routes import ROUTES
from ansm.web.protection import LARGEST_BODY
from ansm.web.results.brief import LONGEST_DRAFT, brief
from tests.web.asgi_client import AsgiClient
from tests.web.golden_results import BUSY, JOURNEYS, ON_PAPER, diagnosed

PARTS = (
    "1. Le problème",
    "2. Qui est concerné",
    "3. La piste, à discuter",
    "4. Premiers résultats attendus en six mois",
    "5. Comment le mesurer",
    "6. Ce qui est réuni [x] et ce qui manque [ ] pour aller plus loin",
    "7. Sources",
)


@pytest.fixture
def client(installation: Application) -> AsgiClient:
    """Our routes, on a running installation."""
    assert installation.today()
    return AsgiClient(Starlette(routes=list(ROUTES)))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_draft_says_the_problem_in_the_words_of_the_answers() -> None:
    """La Buisse: no service for « Protéger les données », a problem said to be shared, an agent who has time."""
    (found,) = brief(diagnosed(BUSY))
    text = plain(found.text)
    assert text.startswith("Fiche produit (brouillon) : Protéger les données des habitants")
    places = [text.index(part) for part in PARTS]
    assert places == sorted(places)
    assert "nous répondons « Non »." in text
    assert "Commune : La Buisse, 3 500 habitants." in text
    assert "[x] Un agent peut y travailler" in text
    assert "[ ] Un budget déjà trouvé" in text
    assert "Documents fondateurs" in text
    assert "ce n’est pas un cahier des charges" in plain(found.introduction)


def test_an_agent_without_time_or_not_asked_is_told_as_missing() -> None:
    """Each prerequisite is ticked only when an answer says so."""
    (refused,) = brief(diagnosed(BUSY, ("PIL-09", "non")))
    assert "[ ] Un agent pour y travailler un à deux jours par semaine : aucun aujourd’hui" in plain(refused.text)
    (unknown,) = brief(diagnosed(BUSY, ("PIL-09", "nsp")))
    assert "par semaine : à vérifier." in plain(unknown.text)


def test_no_draft_without_a_shared_problem_nor_for_what_the_catalogue_answers() -> None:
    """On paper: neighbours were not asked. Dzaoudzi: every first need has a service."""
    assert brief(diagnosed(ON_PAPER)) == ()
    assert brief(diagnosed("dzaoudzi-outre-mer")) == ()


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_draft_fits_its_field_and_its_form(journey: str) -> None:
    """Also once each accent takes six signs on the way."""
    for found in brief(diagnosed(journey)):
        assert len(found.text) < LONGEST_DRAFT
        assert len(urlencode({"lien": "A" * 43, "texte": found.text.replace("\n", "\r\n")})) < LARGEST_BODY


def post(client: AsgiClient, **fields: str) -> tuple[int, str, dict[str, str]]:
    response = client.request("POST", "/fiche-produit", content=urlencode(fields).encode())
    return response.status_code, response.text, dict(response.headers)


def test_the_text_comes_back_as_a_file_as_it_was_left_on_the_page(
    client: AsgiClient, installation: Application
) -> None:
    """Under a name that spells the programme out, never cached, and as plain text whatever it holds."""
    token = installation.open("38061")
    status, text, headers = post(client, lien=token, texte="Brouillon corrigé : <b>été</b>\r\n[x] fini")
    assert (status, text) == (200, "Brouillon corrigé : <b>été</b>\r\n[x] fini")
    assert headers["content-type"] == "text/plain; charset=utf-8"
    name = "Accompagnement-Numerique-Sur-Mesure_fiche-produit_38061.txt"
    assert headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name)}"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "fields",
    [{}, {"texte": "x"}, {"lien": "", "texte": "x"}, {"lien": "A" * 43, "texte": "x"}, {"lien": "%00", "texte": "x"}],
)
def test_nobody_makes_files_here_without_a_personal_link(client: AsgiClient, fields: dict[str, str]) -> None:
    """The sentence says what is wrong; the text does not come back."""
    status, text, headers = post(client, **fields)
    assert status == 404
    assert "lien" in text
    assert "content-disposition" not in headers


def test_an_empty_or_endless_text_is_refused(client: AsgiClient, installation: Application) -> None:
    """In words; the endless one is not even read."""
    token = installation.open("38061")
    assert post(client, lien=token, texte=" \r\n")[0] == 400
    assert post(client, lien=token, texte="a" * LARGEST_BODY)[0] == 404
