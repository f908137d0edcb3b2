"""The portfolio over HTTP: who sees which line, what the address finds, and what can be taken away."""

from __future__ import annotations

import html
import io
import re
import zipfile
from datetime import timedelta

import pytest

from ansm.application import Application
from ansm.web import routes
from ansm.web.served import portfolio
from tests.web.served.advisors import GRENOBLE, LA_BUISSE, Desk, desk, told
from tests.web.served.people import Browser


@pytest.fixture
def at_work(installation: Application, request: pytest.FixtureRequest) -> Desk:
    return desk(installation, request.node.name)


@pytest.fixture
def lea(at_work: Desk) -> Browser:
    return at_work.browser(at_work.lea)


def names(browser: Browser, query: str = "") -> list[str]:
    """The territories of the page, in its order."""
    page = browser.get(f"{routes.DESK}{query}")
    assert page.status_code == 200
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', page.text)


def test_each_sees_the_files_that_are_theirs(at_work: Desk, lea: Browser) -> None:
    assert names(lea) == names(at_work.browser(at_work.manon)) == ["La Buisse"]
    for nobody in (at_work.ali, at_work.stranger):
        page = at_work.browser(nobody).get(routes.DESK)
        assert "Vous ne suivez encore aucun dossier." in told(page.text)
        assert "La Buisse" not in page.text


def test_a_line_says_where_the_file_stands(at_work: Desk, lea: Browser) -> None:
    late = at_work.installation.today() - timedelta(days=3)
    lea.post(routes.case(at_work.uid, "etape"), etape="Présenter <b>le plan</b>", jour=late.isoformat())
    page = lea.get(routes.DESK)
    said = told(page.text)
    for part in ("Isère (38)", "habitants", "À confirmer par l’ANCT", "À préparer", "0 sur 34", "1 dossier"):
        assert part in said
    assert "En charge" not in said, "one person has charge of everything"
    assert "Présenter <b>le plan</b>" in said
    assert "<b>" not in page.text, "what somebody typed is never a tag"
    assert "en retard de 3 jours" in said
    assert "1 étape en retard" in said
    at_work.installation.desk.assign(at_work.lea, at_work.uid, str(at_work.ali.number))
    assert "En charge Tout le monde Ali Lea" in told(lea.get(routes.DESK).text)


def test_what_there_is_to_do_leads_to_its_own_list(at_work: Desk, lea: Browser) -> None:
    """Nothing is offered as long as there is nothing to do; the filters stay open when they are used."""
    assert "en retard</a>" not in lea.get(routes.DESK).text
    assert '<details class="served-fold" open>' not in lea.get(routes.DESK).text
    at_work.installation.desk.plan(at_work.lea, at_work.uid, "Appeler", "2020-01-01")
    shortcut = re.search(r'<a class="fr-link" href="([^"]*)">1\u00a0étape en retard</a>', lea.get(routes.DESK).text)
    assert shortcut is not None
    found = lea.get(html.unescape(shortcut[1])).text
    assert "La Buisse" in found
    assert '<details class="served-fold" open>' in found


def test_two_files_of_a_territory_are_told_apart(at_work: Desk, lea: Browser) -> None:
    """By their day, which a list where each territory has one file does not need."""
    assert "Dossier ouvert le" not in told(lea.get(routes.DESK).text)
    at_work.installation.taking_on.start(at_work.lea, LA_BUISSE, again=True)
    assert told(lea.get(routes.DESK).text).count("Dossier ouvert le") == 4, "twice on the screen, twice for the boxes"


def test_every_page_of_a_file_leads_back_to_its_line_in_the_list(at_work: Desk, lea: Browser) -> None:
    """Where the script of the desk puts back what had been sought."""
    line = re.search(r'<tr id="([^"]*)">', lea.get(routes.DESK).text)
    assert line is not None
    for part in ("", "reponses", "suivi", "partage", "notes"):
        page = lea.get(routes.case(at_work.uid, part)).text
        assert f'href="{routes.DESK}#{line[1]}" data-liste>' in page, part
        assert '<script src="/bureau.js" defer></script>' in page, part


def test_the_address_finds_filters_and_sorts(at_work: Desk, lea: Browser) -> None:
    other = at_work.installation.taking_on.start(at_work.manon, GRENOBLE)
    manon = at_work.browser(at_work.manon)
    at_work.installation.desk.plan(at_work.manon, other.uid, "Appeler", "2020-01-01")
    assert names(manon) == ["Grenoble", "La Buisse"]
    assert names(manon, "?cherche=BUÏSSE") == ["La Buisse"]
    assert names(manon, f"?cherche={GRENOBLE}") == ["Grenoble"]
    assert names(manon, f"?charge={at_work.manon.number}") == ["Grenoble"]
    assert names(manon, f"?charge={at_work.lea.number}") == ["La Buisse"]
    assert names(manon, "?retard=oui") == ["Grenoble"]
    assert names(manon, "?etat=essentiel-termine") == []
    assert names(manon, "?departement=38&etat=a-preparer&tri=etape") == ["Grenoble", "La Buisse"]
    assert names(manon, "?departement=69") == []
    assert names(manon, "?departager=oui") == []
    assert names(lea) == ["La Buisse"]
    assert "1 dossier sur 2" in told(manon.get(f"{routes.DESK}?charge={at_work.manon.number}").text)


def test_the_form_remembers_what_was_asked(lea: Browser) -> None:
    page = lea.get(f"{routes.DESK}?cherche=%3Cb%3Eé&etat=en-cours&departager=oui&retard=oui&tri=activite").text
    assert 'value="&lt;b&gt;é"' in page
    assert '<option value="en-cours" selected>' in page
    assert '<option value="activite" selected>' in page
    assert page.count(" checked") == 2, "the two boxes"
    assert "Aucun dossier ne correspond" in told(page)


@pytest.mark.parametrize(
    "query",
    [
        "?etat=<b>",
        "?tri=9",
        "?page=-1",
        "?page=²",
        "?page=99999999999",
        "?departement=%00",
        "?fait=<b>",
        "?cherche=%00%ff",
    ],
)
def test_an_address_that_means_nothing_shows_a_page_all_the_same(lea: Browser, query: str) -> None:
    page = lea.get(f"{routes.DESK}{query}")
    assert page.status_code == 200
    assert "<b>" not in page.text


def test_a_long_portfolio_is_read_by_pages_of_fifty(
    at_work: Desk, lea: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With two lines a page here: what was asked for stays asked for on the next page."""
    monkeypatch.setattr(portfolio, "ON_A_PAGE", 2)
    for code in (GRENOBLE, "38563", "38544"):
        at_work.installation.taking_on.start(at_work.lea, code)
    page = lea.get(f"{routes.DESK}?departement=38").text
    assert "4 dossiers, page 1 sur 2" in told(page)
    after = re.search(r'<a class="fr-link" href="([^"]*)">Page suivante', page)
    assert after is not None
    assert after[1] == f"{routes.DESK}?departement=38&amp;page=2"
    first, second = names(lea, "?departement=38"), names(lea, "?departement=38&page=2")
    assert [*first, *second] == ["Grenoble", "La Buisse", "Vienne", "Voiron"]
    assert names(lea, "?departement=38&page=9") == second, "past the end, the last one"


def test_the_list_is_taken_away_as_a_spreadsheet_with_the_same_filters(at_work: Desk, lea: Browser) -> None:
    at_work.installation.taking_on.start(at_work.lea, GRENOBLE)
    taken = lea.get(f"{routes.PORTFOLIO_SHEET}?cherche=grenoble")
    assert taken.headers["content-type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert taken.headers["cache-control"] == "no-store"
    assert re.search(r"dossiers-suivis_\d{4}-\d\d-\d\d\.ods$", taken.headers["content-disposition"])
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        content = archive.read("content.xml").decode()
    assert "Grenoble" in content
    assert "La Buisse" not in content
    assert lea.get(f"{routes.PORTFOLIO_SHEET}?cherche=grenoble").content == taken.content


def test_reports_are_taken_away_by_the_dozen(at_work: Desk, lea: Browser) -> None:
    other = at_work.installation.taking_on.start(at_work.lea, GRENOBLE)
    taken = lea.post(routes.BUNDLE, edition="publiable", dossier=[at_work.uid, other.uid])
    assert taken.headers["content-type"] == "application/zip"
    assert taken.headers["cache-control"] == "no-store"
    assert taken.headers["content-disposition"].endswith("version-publiable.zip")
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        names_in = archive.namelist()
    assert [name.partition("diagnostic_")[2].partition("_")[0] for name in names_in] == ["grenoble", "la-buisse", ""]
    all_shown = lea.post(routes.BUNDLE, edition="publiable", tous="oui", affiche=[at_work.uid, other.uid], dossier=[])
    assert all_shown.content == taken.content


def test_reports_that_cannot_be_given_are_refused_in_words(at_work: Desk, lea: Browser) -> None:
    nothing = lea.post(routes.BUNDLE, edition="interne")
    assert nothing.status_code == 400
    assert "Cochez au moins un dossier" in nothing.text
    others = at_work.browser(at_work.stranger).post(routes.BUNDLE, edition="interne", dossier=at_work.uid)
    assert others.status_code == 404
    assert "La Buisse" not in others.text
    assert lea.post(routes.BUNDLE, edition="interne", dossier=at_work.uid, jeton="faux").status_code == 400


def test_the_file_of_someone_else_is_found_under_no_address(at_work: Desk) -> None:
    """Whatever their role, and the same as for what does not exist."""
    for nobody in (at_work.ali, at_work.stranger):
        browser = at_work.browser(nobody)
        for part in ("", "notes", "arreter"):
            theirs = browser.get(routes.case(at_work.uid, part))
            nowhere = browser.get(routes.case("0" * 32, part))
            assert theirs.status_code == nowhere.status_code == 404
            assert theirs.text == nowhere.text
        for part in ("etape", "charger", "decharger", "arreter", "document", "courriel", "notes", "notes/1"):
            refused = browser.post(routes.case(at_work.uid, part), etape="x", texte="x", personne="1", document="x:y")
            assert refused.status_code == 404, part
    assert LA_BUISSE in {case.code for case in at_work.installation.desk.portfolio(at_work.lea)}
