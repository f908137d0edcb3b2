"""The page of a followed file: its step, its documents, who is in charge, its notes; refused, nothing typed is lost."""

from __future__ import annotations

import re
from concurrent.futures import Future
from dataclasses import replace

import pytest

from ansm.application import OFFERS, Application
from ansm.errors import ReportUnavailable
from ansm.web import routes
from tests.web.served.advisors import Desk, desk, told
from tests.web.served.people import Browser


@pytest.fixture
def at_work(installation: Application, request: pytest.FixtureRequest) -> Desk:
    return desk(installation, request.node.name)


@pytest.fixture
def lea(at_work: Desk) -> Browser:
    return at_work.browser(at_work.lea)


@pytest.fixture
def page(at_work: Desk) -> str:
    return routes.case(at_work.uid)


def test_the_page_tells_where_the_file_stands_and_leads_to_the_rest(at_work: Desk, lea: Browser, page: str) -> None:
    shown = lea.get(page)
    said = told(shown.text)
    for part in ("La Buisse", "Isère (38)", "À confirmer par l’ANCT", "À préparer", "0 sur 34", "Lea (vous)"):
        assert part in said
    for part in ("reponses", "suivi", "notes", "ouvrir"):
        assert f'"{page}/{part}"' in shown.text
    assert at_work.token not in shown.text
    assert shown.headers["cache-control"] == "no-store"


def test_a_step_is_kept_and_said_once(lea: Browser, page: str) -> None:
    done = lea.post(f"{page}/etape", etape="Appeler la mairie", jour="2030-01-31")
    assert (done.status_code, done.headers["location"]) == (303, f"{page}?fait=etape")
    shown = lea.get(done.headers["location"]).text
    assert "La prochaine étape est enregistrée." in told(shown)
    assert 'value="Appeler la mairie"' in shown
    assert 'value="2030-01-31"' in shown


def test_a_step_that_is_refused_stays_in_its_form(lea: Browser, page: str) -> None:
    refused = lea.post(f"{page}/etape", etape="Appeler « Zoé » <b>", jour="bientôt")
    assert refused.status_code == 400
    assert "31/01/2027" in told(refused.text)
    assert 'value="Appeler « Zoé » &lt;b&gt;"' in refused.text
    assert 'value="bientôt"' in refused.text
    assert lea.get(page).text.count("Zoé") == 0


def test_someone_is_put_in_charge_and_taken_away(at_work: Desk, lea: Browser, page: str) -> None:
    assert lea.post(f"{page}/charger", personne=str(at_work.ali.number)).headers["location"] == f"{page}?fait=ajoute"
    shown = told(at_work.browser(at_work.ali).get(page).text)
    assert "Ali (vous)" in shown
    assert "Lea" in shown
    mine = lea.post(f"{page}/decharger", personne=str(at_work.lea.number))
    assert mine.headers["location"] == f"{routes.DESK}?fait=retire"
    assert lea.get(page).status_code == 404
    last = at_work.browser(at_work.ali).post(f"{page}/decharger", personne=str(at_work.ali.number))
    assert last.status_code == 400
    assert "Une personne au moins reste" in last.text


def test_every_document_is_given_to_who_follows_the_file(at_work: Desk, lea: Browser, page: str) -> None:
    """The same as the town’s, under the same name."""
    offered = re.findall(r'<option value="([a-z-]+:[a-z]+)">', lea.get(page).text)
    assert offered == [f"{each.kind}:{each.edition}" for each in OFFERS]
    for name in ("synthese:publiable", "echeances:interne", "echange:interne"):
        given = lea.post(f"{page}/document", document=name)
        assert given.status_code == 200
        made = at_work.installation.documents.make(at_work.token, *name.split(":"))
        assert given.content == made.data
        assert given.headers["content-disposition"].endswith(made.file_name)
        assert given.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["", "rapport", "rapport:secret", "facture:interne", "<b>:<b>"])
def test_a_document_that_does_not_exist_is_refused_in_words(lea: Browser, page: str, name: str) -> None:
    refused = lea.post(f"{page}/document", document=name)
    assert refused.status_code == 400
    assert "Ce document n’existe pas" in refused.text


def test_a_document_that_cannot_be_printed_now_is_said_in_a_sentence(
    at_work: Desk, lea: Browser, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = "Beaucoup de PDF sont demandés en ce moment."
    broken: Future[bytes] = Future()
    broken.set_exception(ReportUnavailable(busy))
    documents = at_work.installation.documents
    begin = documents.begin_with
    monkeypatch.setattr(documents, "begin_with", lambda *asked: replace(begin(*asked), data=broken))
    refused = lea.post(f"{page}/document", document="echeances:interne")
    assert refused.status_code == 503
    assert busy in refused.text


def test_following_ends_after_it_is_said_what_that_means(at_work: Desk, lea: Browser, page: str) -> None:
    assert "Il reste à la mairie" in told(lea.get(f"{page}/arreter").text)
    done = lea.post(f"{page}/arreter")
    assert done.headers["location"] == f"{routes.DESK}?fait=arrete"
    assert "ne suit plus ce dossier" in told(lea.get(done.headers["location"]).text)
    assert lea.get(page).status_code == 404
    assert at_work.browser(at_work.manon).get(page).status_code == 404
    assert at_work.installation.file(at_work.token).territory.name == "La Buisse"


# --- notes


def note_form(page: str) -> str:
    found = re.search(r'action="([^"]*/notes/\d+)"', page)
    assert found is not None
    return found[1]


def test_a_note_is_written_read_changed_and_erased(at_work: Desk, lea: Browser, page: str) -> None:
    at_work.installation.desk.assign(at_work.lea, at_work.uid, str(at_work.ali.number))
    done = lea.post(f"{page}/notes", theme="securite", texte="La sauvegarde\r\nest à <b>revoir</b>.")
    assert done.headers["location"] == f"{page}/notes?fait=ajoutee"
    notes = lea.get(done.headers["location"]).text
    assert "La note est enregistrée." in told(notes)
    assert "La sauvegarde\nest à &lt;b&gt;revoir&lt;/b&gt;." in notes
    theirs = at_work.browser(at_work.ali).get(f"{page}/notes").text
    assert "La sauvegarde" in theirs
    assert "Changer ou effacer" not in theirs
    assert "1 note" in told(lea.get(page).text)
    form = note_form(notes)
    assert lea.post(form, theme="", texte="C’est fait.").headers["location"] == f"{page}/notes?fait=changee"
    changed = told(lea.get(f"{page}/notes").text)
    assert "C’est fait." in changed
    assert "Tout le dossier" in changed
    assert lea.post(f"{form}/effacer").headers["location"] == f"{page}/notes?fait=effacee"
    assert "C’est fait." not in lea.get(f"{page}/notes").text


def test_the_form_says_that_the_town_may_ask_to_read_and_to_name_nobody(lea: Browser, page: str) -> None:
    said = told(lea.get(f"{page}/notes").text)
    assert "La mairie peut demander à les lire" in said
    assert "Une fonction plutôt qu’un nom" in said


def test_a_note_that_is_refused_stays_in_its_form(lea: Browser, page: str) -> None:
    long = "a" * 4001
    refused = lea.post(f"{page}/notes", theme="securite", texte=long)
    assert refused.status_code == 400
    assert "Coupez-la en deux" in told(refused.text)
    assert f">{long}</textarea>" in refused.text
    assert '<option value="securite" selected>' in refused.text
    lea.post(f"{page}/notes", theme="", texte="Une note")
    form = note_form(lea.get(f"{page}/notes").text)
    again = lea.post(form, theme="", texte=long)
    assert again.status_code == 400
    assert f">{long}</textarea>" in again.text
    assert "<details open>" in again.text
    assert lea.post(f"{page}/notes", theme="n-existe-pas", texte="x").status_code == 400


def test_nobody_changes_the_note_of_another(at_work: Desk, lea: Browser, page: str) -> None:
    lea.post(f"{page}/notes", theme="", texte="Une note de Léa")
    form = note_form(lea.get(f"{page}/notes").text)
    manon = at_work.browser(at_work.manon)
    assert manon.post(form, theme="", texte="Autre").status_code == 400
    assert manon.post(f"{form}/effacer").status_code == 400
    assert "Une note de Léa" in lea.get(f"{page}/notes").text


def test_a_whole_note_of_accents_fits_in_a_form(lea: Browser, page: str) -> None:
    """Four thousand characters of French, with its accents and its lines, weigh less than a form may."""
    text = "Le maire préfère être rappelé à l’été\u00a0: c’est noté.\r\n" * 76
    assert 3900 < len(text.replace("\r\n", "\n")) <= 4000
    assert lea.post(f"{page}/notes", theme="", texte=text).status_code == 303
