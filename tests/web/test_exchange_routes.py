"""The exchange between the page of the questionnaire and the server, address by address (decision 0005)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from ansm.application import Application
from ansm.web.own_routes import ROUTES
from ansm.web.protection import Protection
from ansm.web.wizard_model import FORMAT, wizard_model
from tests.web.exchange_client import Browser, database, message

LA_BUISSE = "38061"
FORGED = "A" * 43


@pytest.fixture
def browser(installation: Application, tmp_path: Path) -> Browser:
    """A browser on our routes, behind our protection."""
    assert installation.today()
    return Browser(Protection(Starlette(routes=list(ROUTES)), tmp_path))


@pytest.fixture
def token(installation: Application) -> str:
    """The personal link of a new file."""
    return installation.open(LA_BUISSE)


def entrust(browser: Browser, token: str, theme: str = "securite", to: str = "agent") -> dict[str, Any]:
    """A link « à confier » to a theme."""
    response = browser.post("confier", lien=token, theme=theme, a=to, jours=14)
    assert response.status_code == 200
    made: dict[str, Any] = response.json()
    return made


# --- what is told


def test_a_new_file_is_told_whole(browser: Browser, token: str, installation: Application) -> None:
    told = browser.post("dossier", lien=token).json()
    assert told == {
        "territoire": {
            "code": LA_BUISSE,
            "nom": "La Buisse",
            "faits": {
                name: installation.file(token).journey.fact(name)
                for name in ("nature", "population", "outre-mer", "forme")
            },
        },
        "ouvert": installation.today().isoformat(),
        "uid": installation.file(token).uid,
        "version": installation.handbook.version,
        "reponses": [],
        "a_departager": [],
        "curseur": 0,
        "reprise": None,
        "avis": [],
        "courriel": False,
        "confie": None,
    }
    assert told["territoire"]["faits"]["nature"] == "commune"


def test_a_page_of_another_questionnaire_is_given_the_one_of_the_file(
    browser: Browser, token: str, installation: Application
) -> None:
    """Once: it says then that it has it. A page that names none, as older ones do, is given none."""
    version = f"{FORMAT}:{installation.handbook.version}"
    assert "modele" not in browser.post("dossier", lien=token).json()
    assert "modele" not in browser.post("dossier", lien=token, modele=version).json()
    for other in (f"{FORMAT}:2020.1-0badc0de", f"0:{installation.handbook.version}", ""):
        told = browser.post("dossier", lien=token, modele=other).json()
        assert told["modele"] == json.loads(wizard_model(installation.handbook))
    for wrong in (5, ["1:x"], "x" * 65, "a\nb"):
        assert browser.post("dossier", lien=token, modele=wrong).status_code == 400


def test_answers_are_settled_in_order_and_told_as_rows(browser: Browser, token: str) -> None:
    told = browser.answer(
        token, message("phone1-1", "SEC-01", "non", role="elu"), message("phone1-2", "PRO-03", "salle", "ecole")
    )
    assert [(each["id"], each["n"]) for each in told["regles"]] == [
        ("phone1-1", told["reponses"][0]["n"]),
        ("phone1-2", told["reponses"][1]["n"]),
    ]
    first, second = told["reponses"]
    assert first["le"] == told["regles"][0]["le"]
    assert first["le"].endswith("Z")
    assert {name: first[name] for name in ("q", "v", "par", "confie", "etat")} == {
        "q": "SEC-01",
        "v": ["non"],
        "par": "elu",
        "confie": None,
        "etat": "retenue",
    }
    assert second["v"] == ["ecole", "salle"]
    assert told["curseur"] == second["n"]
    again = browser.post("dossier", lien=token).json()
    assert again["reponses"] == told["reponses"]
    assert (again["curseur"], again["reprise"]) == (told["curseur"], "PRO-03")


def test_only_what_is_new_is_told(browser: Browser, token: str) -> None:
    cursor = browser.answer(token, message("phone1-1", "SEC-01", "non"))["curseur"]
    told = browser.answer(token, message("phone1-2", "SEC-02", "oui"), since=cursor)
    assert [each["q"] for each in told["reponses"]] == ["SEC-02"]
    silent = browser.answer(token, since=told["curseur"])
    assert silent == {"regles": [], "reponses": [], "curseur": told["curseur"]}


def test_twenty_messages_replayed_are_twenty_rows(browser: Browser, token: str) -> None:
    values = ("non", "manuel")
    messages = [message(f"phone1-{count:x}", "SEC-01", values[count % 2]) for count in range(20)]
    first, second = browser.answer(token, *messages), browser.answer(token, *messages)
    assert first == second
    assert len(first["reponses"]) == len(first["regles"]) == 20


def test_a_conflict_is_set_aside_shown_and_closed_by_a_choice(browser: Browser, token: str) -> None:
    browser.answer(token, message("mayor1-1", "SEC-01", "non"))
    aside = browser.answer(token, message("clerk1-1", "SEC-01", "manuel"))["regles"][0]
    assert aside["ecartee"] is True
    told = browser.post("dossier", lien=token).json()
    assert [(each["v"], each["etat"]) for each in told["reponses"]] == [(["non"], "retenue")]
    assert [(each["v"], each["etat"]) for each in told["a_departager"]] == [(["manuel"], "a-departager")]
    chosen = browser.answer(token, message("clerk1-2", "SEC-01", "manuel", base=aside["n"]))["regles"][0]
    assert "ecartee" not in chosen
    settled = browser.post("dossier", lien=token).json()
    assert (settled["a_departager"], settled["reponses"][0]["v"]) == ([], ["manuel"])


def test_what_never_fits_is_refused_in_a_sentence_without_stopping_the_rest(browser: Browser, token: str) -> None:
    told = browser.answer(token, message("phone1-1", "SEC-01", "peut-être"), message("phone1-2", "SEC-01", "non"))
    refused, kept = told["regles"]
    assert set(refused) == {"id", "refus"}
    assert "n’existe pas" in refused["refus"]
    assert kept["id"] == "phone1-2"


def test_the_history_of_a_question_is_told_newest_first(browser: Browser, token: str) -> None:
    browser.answer(token, message("mayor1-1", "SEC-01", "non", role="elu"), message("mayor1-2", "SEC-01"))
    browser.answer(token, message("clerk1-1", "SEC-01", "auto"))
    lines = browser.post("historique", lien=token, question="SEC-01").json()["lignes"]
    assert [(each["v"], each["par"], each["etat"]) for each in lines] == [
        (["auto"], None, "a-departager"),
        ([], None, "retenue"),
        (["non"], "elu", "retenue"),
    ]
    assert [each["remplace"] for each in lines] == [None, lines[2]["n"], None]
    assert set(lines[0]) == {"n", "v", "le", "par", "confie", "remplace", "etat"}


# --- links « à confier »


def test_a_theme_is_entrusted_answered_listed_and_closed(browser: Browser, token: str) -> None:
    made = entrust(browser, token)
    opened = browser.post("dossier", lien=made["lien"]).json()
    assert opened["confie"] == {"theme": "securite", "a": "agent", "expire": made["expire"]}
    assert (opened["avis"], opened["courriel"]) == ([], False)
    told = browser.answer(made["lien"], message("clerk1-1", "SEC-01", "non", role="elu"))
    assert [(each["par"], each["confie"]) for each in told["reponses"]] == [("agent", "agent")]
    (line,) = browser.post("confies", lien=token).json()["liens"]
    assert line == {
        "numero": made["numero"],
        "theme": "securite",
        "a": "agent",
        "cree": line["cree"],
        "expire": made["expire"],
        "etat": "ouvert",
        "reponses": 1,
    }
    assert browser.post("retirer", lien=token, numero=made["numero"]).json() == {}
    assert browser.post("confies", lien=token).json()["liens"][0]["etat"] == "retire"
    assert browser.post("dossier", lien=made["lien"]).status_code == 410
    assert browser.post("dossier", lien=token).json()["reponses"][0]["v"] == ["non"]


def test_a_link_lasts_fourteen_days_unless_told_otherwise(browser: Browser, token: str) -> None:
    default = browser.post("confier", lien=token, theme="site", a="elu").json()
    assert default["expire"] == entrust(browser, token)["expire"]


def test_thirty_open_links_are_enough(browser: Browser, token: str) -> None:
    for _ in range(30):
        entrust(browser, token)
    response = browser.post("confier", lien=token, theme="securite", a="agent", jours=14)
    assert (response.status_code, response.json()["code"]) == (429, "attente")
    assert "Retirez-en un" in response.json()["message"]
    assert "retry-after" not in response.headers


FOR_BOTH: dict[str, dict[str, Any]] = {
    "dossier": {},
    "reponses": {"depuis": 0, "reponses": [message("phone1-1", "SEC-01", "non")]},
    "suivi": {"depuis": 0, "appareil": "tablet"},
    "historique": {"question": "SEC-01"},
}
FOR_THE_WHOLE_ALONE: dict[str, dict[str, Any]] = {
    "historique": {"question": "PRO-01"},
    "confier": {"theme": "site", "a": "elu", "jours": 3},
    "confies": {},
    "retirer": {"numero": 1},
    "affiner": {},
    "courriel": {"adresse": "mairie@exemple.fr"},
}


@pytest.fixture
def links(browser: Browser, installation: Application, token: str) -> dict[str, str]:
    """Every kind of link, to a file with an answer to PRO-02, which belongs to no theme entrusted here."""
    browser.answer(token, message("mayor1-1", "SEC-01", "auto"), message("mayor1-2", "PRO-02", "2-5"))
    theme, expired, revoked = (entrust(browser, token) for _ in range(3))
    browser.post("retirer", lien=token, numero=revoked["numero"])
    with database(installation) as administrator:
        administrator.execute("UPDATE handover SET expires_at = '2026-01-01' WHERE id = ?", [expired["numero"]])
    return {
        "whole": token,
        "theme": theme["lien"],
        "expired": expired["lien"],
        "revoked": revoked["lien"],
        "forged": FORGED,
        "cut": token[:20],
    }


@pytest.mark.parametrize(
    ("kind", "both", "alone"),
    [
        ("whole", 200, 200),
        ("theme", 200, 404),
        ("expired", 410, 410),
        ("revoked", 410, 410),
        ("forged", 404, 404),
        ("cut", 404, 404),
    ],
)
def test_each_kind_of_link_opens_its_addresses_and_no_other(
    browser: Browser, links: dict[str, str], kind: str, both: int, alone: int
) -> None:
    """Sending by e-mail is 409 here, where no mail server is set; closing a link that is not there, 400."""
    instead = {("courriel", 200): 409, ("retirer", 200): 400}
    for addresses, expected in ((FOR_BOTH, both), (FOR_THE_WHOLE_ALONE, alone)):
        for name, body in addresses.items():
            response = browser.post(name, lien=links[kind], **body)
            assert response.status_code == instead.get((name, expected), expected), (name, response.text)
            if expected in {404, 410}:
                assert response.json()["code"] == {404: "lien", 410: "expire"}[expected]
                assert response.json()["message"].endswith(".")


def test_a_link_to_a_theme_tells_and_takes_nothing_of_the_rest(
    browser: Browser, links: dict[str, str], token: str
) -> None:
    told = browser.post("dossier", lien=links["theme"]).json()
    assert "uid" not in told
    assert [each["q"] for each in told["reponses"]] == ["SEC-01"]
    sent = browser.answer(links["theme"], message("clerk1-1", "PRO-02", "6-20"), message("clerk1-2", "SEC-02", "oui"))
    assert ["refus" in each for each in sent["regles"]] == [True, False]
    assert {each["q"] for each in sent["reponses"]} == {"SEC-01", "SEC-02"}
    assert "PRO-02" not in browser.post("suivi", lien=links["theme"], depuis=0, appareil="clerk1").text
    kept = {each["q"]: each["v"] for each in browser.post("dossier", lien=token).json()["reponses"]}
    assert kept == {"SEC-01": ["auto"], "PRO-02": ["2-5"], "SEC-02": ["oui"]}


def test_somebody_elses_link_knows_nothing_of_the_file(
    browser: Browser, links: dict[str, str], installation: Application
) -> None:
    other = installation.open(LA_BUISSE)
    assert browser.post("dossier", lien=other).json()["reponses"] == []
    assert browser.post("historique", lien=other, question="SEC-01").json() == {"lignes": []}
    assert browser.post("confies", lien=other).json() == {"liens": []}
    numbers = [each["numero"] for each in browser.post("confies", lien=links["whole"]).json()["liens"]]
    for number in numbers:
        response = browser.post("retirer", lien=other, numero=number)
        assert (response.status_code, response.json()["code"]) == (400, "demande")
    assert browser.post("dossier", lien=links["theme"]).status_code == 200


# --- when something fails


def test_storage_that_fails_midway_says_so_keeps_what_it_had_and_takes_the_rest_later(
    browser: Browser, token: str, installation: Application
) -> None:
    messages = [
        message("phone1-1", "SEC-01", "auto"),
        message("phone1-2", "SEC-02", "oui"),
        message("phone1-3", "SEC-03"),
    ]
    with database(installation) as administrator:
        administrator.execute(
            "CREATE TRIGGER failing BEFORE INSERT ON answer WHEN NEW.question = 'SEC-02' "
            "BEGIN SELECT abs(-9223372036854775808); END"
        )
        failed = browser.post("reponses", lien=token, depuis=0, reponses=messages)
        administrator.execute("DROP TRIGGER failing")
    assert (failed.status_code, failed.json()["code"]) == (503, "stockage")
    assert "Rien de ce qui était déjà enregistré n’est perdu" in failed.json()["message"]
    assert [each["q"] for each in browser.post("dossier", lien=token).json()["reponses"]] == ["SEC-01"]
    told = browser.answer(token, *messages)
    assert [each["q"] for each in told["reponses"]] == ["SEC-01", "SEC-02", "SEC-03"]


def test_what_nobody_foresaw_is_told_in_a_sentence_and_logged_without_what_was_sent(
    browser: Browser, token: str, installation: Application, caplog: pytest.LogCaptureFixture
) -> None:
    """Here the row of the file was altered from outside in a way that no check expects."""
    with database(installation) as administrator:
        administrator.execute("UPDATE diagnostic SET opened_on = 12 WHERE id = (SELECT max(id) FROM diagnostic)")
    response = browser.post("dossier", lien=token)
    assert (response.status_code, response.json()["code"]) == (500, "imprevu")
    assert "conservées" in response.json()["message"]
    assert token not in caplog.text


def test_refining_names_the_themes_with_questions_left(browser: Browser, token: str, installation: Application) -> None:
    themes = browser.post("affiner", lien=token).json()["themes"]
    assert sorted(themes) == sorted({each.theme for each in installation.file(token).journey.unanswered()})


def test_without_a_mail_server_the_page_is_told_another_way(browser: Browser, token: str) -> None:
    response = browser.post("courriel", lien=token, adresse="mairie@exemple.fr")
    assert (response.status_code, response.json()["code"]) == (409, "courriel")
    assert "Copiez votre lien personnel" in response.json()["message"]


# --- what it weighs


def test_an_answer_weighs_less_than_a_kilobyte_up_and_down(browser: Browser, token: str) -> None:
    """Headers included, except those that a browser and the web server add: half of it is left for them."""
    response = browser.post(
        "reponses", lien=token, depuis=2**30, reponses=[message("abcdefghijkl-zz", "SEC-01", "non", role="conseiller")]
    )
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
    assert headers + len(response.content) < 512
    assert len(response.request.content) < 256


def test_an_answer_carries_the_headers_that_mean_something_for_json(browser: Browser, token: str) -> None:
    for response in (browser.post("dossier", lien=token), browser.post("dossier", lien=FORGED)):
        assert dict(response.headers) == {
            "content-length": str(len(response.content)),
            "content-type": "application/json",
            "cache-control": "no-store",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "cross-origin-resource-policy": "same-origin",
        }
