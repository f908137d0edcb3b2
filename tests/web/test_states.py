"""The public surface of each State: what any client may call, what any client may read, and how it is refused."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from reflex.state import State

from ansm.application import Application
from ansm.errors import StorageUnavailable
from ansm.web.filling import Filling
from ansm.web.pages.home import Search
from ansm.web.pages.territory import Verdict
from tests.asynchronous import run

Visit = Callable[[type[State], str], State]

# Anyone can call these with any argument. Adding one is a decision: its hostile calls go below.
HANDLERS = {
    Search: {"search", "choose"},
    Verdict: {"load", "tell_role", "start", "select_instead"},
    Filling: {"load", "answer", "go"},
}
# These leave the server. Nothing secret, nothing about other diagnostics.
VISIBLE = {
    Search: {"suggestions", "announcement"},
    Verdict: {"ready", "problem", "name", "place", "routes", "instead_code", "instead_name"},
    Filling: {
        "ready",
        "problem",
        "territory",
        "screen",
        "short_path",
        "long_path",
        "disagreements",
        "changes",
        "saved",
        "settled",
        "refused",
        "refusal",
        "loads",
        "resume_at",
    },
}
LA_BUISSE = "38061"
FORGED = "A" * 43
NOT_TEXT = (None, 3, 1.5, True, {"a": 1}, ["a"], {"$ne": ""})
LONG = "é" * 1_000_000


@pytest.mark.parametrize("state", HANDLERS)
def test_a_state_offers_its_written_handlers_and_no_other(state: type[State]) -> None:
    """`setvar` is Reflex's own; without generated setters it can only name a handler listed here."""
    assert set(state.event_handlers) - {"setvar"} == HANDLERS[state]


@pytest.mark.parametrize("state", HANDLERS)
def test_setvar_reaches_no_attribute(state: type[State]) -> None:
    """A client cannot write a variable by its name."""
    made = state(_reflex_internal_init=True)
    for name in (*VISIBLE[state], "_code", "_role"):
        with pytest.raises(AttributeError):
            state.event_handlers["setvar"].fn(made, name, "x")


@pytest.mark.parametrize("state", VISIBLE)
def test_a_state_sends_its_written_variables_and_no_other(state: type[State]) -> None:
    """What the browser gets is exactly `State().dict()`."""
    own = state(_reflex_internal_init=True).dict()[state.get_full_name()]
    assert {name.removesuffix("_rx_state_") for name in own} == VISIBLE[state]


@pytest.mark.parametrize("text", [*NOT_TEXT, LONG, "", "\x00", "'; DROP TABLE", "🦄" * 500])
def test_any_search_text_gives_a_list_and_no_fault(visit: Visit, text: object) -> None:
    """The list stays short and the announcement is a sentence, whatever is typed or sent."""
    state = visit(Search, "/")
    run(state.search(text))
    assert len(state.suggestions) <= 8
    assert len(state.announcement) < 200


def test_search_finds_la_buisse_with_what_tells_it_apart(visit: Visit) -> None:
    """Name, kind, département, postcode, EPCI and population."""
    state = visit(Search, "/")
    run(state.search("la buisse"))
    assert state.suggestions[0].code == LA_BUISSE
    assert "Isère (38) · 38500 · " in state.suggestions[0].detail
    assert "habitants" in state.suggestions[0].detail


@pytest.mark.parametrize("code", [*NOT_TEXT, LONG, "", "../etc", "//ailleurs.example", "javascript:alert(1)"])
def test_choosing_something_that_is_no_code_goes_nowhere(visit: Visit, code: object) -> None:
    """No address is built from it."""
    assert visit(Search, "/").choose(code) is None


@pytest.mark.parametrize("code", ["", "00000", "38061'--", "9" * 300, "%00"])
def test_an_unknown_territory_is_said_in_a_sentence(visit: Visit, code: str) -> None:
    """The page stays, with what to do."""
    state = visit(Verdict, f"/territoire/?code={code}")
    run(state.load())
    assert not state.ready
    assert state.problem.endswith(".")


def test_a_territory_shows_both_routes_with_figure_rule_and_source(visit: Visit) -> None:
    """La Buisse and its agglomeration, each with what is needed to check it."""
    state = visit(Verdict, f"/territoire/?code={LA_BUISSE}")
    run(state.load())
    assert [view.heading for view in state.routes] == ["Votre commune", "Votre intercommunalité"]
    for view in state.routes:
        assert "recensement de 2023" in view.figure
        assert "1er janvier 2026" in view.figure.replace("\u00a0", " ")
        assert view.figure_source
        assert view.rule
        assert view.rule_source


def test_a_part_of_a_commune_names_the_commune_instead(visit: Visit) -> None:
    """Marseille 1er is no local authority: Marseille comes first, and the door stays open."""
    state = visit(Verdict, "/territoire/?code=13201")
    run(state.load())
    assert (state.instead_code, state.instead_name) == ("13055", "Marseille")
    assert state.select_instead() is not None
    assert run(state.start()) is not None


@pytest.mark.parametrize("role", [*NOT_TEXT, LONG, "maire-adjoint", ""])
def test_an_invented_role_is_forgotten(visit: Visit, role: object) -> None:
    """The file opens all the same."""
    state = visit(Verdict, f"/territoire/?code={LA_BUISSE}")
    run(state.load())
    state.tell_role(role)
    assert state._role == ""


@pytest.mark.parametrize("fragment", ["", FORGED, "a", "x" * 5000, "%00", "é" * 43])
def test_a_forged_link_opens_nothing(visit: Visit, fragment: str) -> None:
    """Every handler of the page checks the secret itself."""
    state = visit(Filling, f"/diagnostic/#{fragment}")
    run(state.load())
    assert not state.ready
    assert state.problem.endswith(".")
    run(state.answer(message("PRO-01", "elu")))
    assert (state.saved, state.settled) == ("", "")
    assert state.refusal.endswith(".")
    run(state.go("court-securite"))
    assert state.territory == ""


@pytest.mark.parametrize(
    "sent",
    [
        *NOT_TEXT,
        LONG,
        "",
        "[]",
        "[" * 5000,
        "nan",
        '{"id": "a"}',
        '{"id": true, "q": "PRO-01", "v": []}',
        '{"id": "", "q": "PRO-01", "v": []}',
        '{"id": "a b", "q": "PRO-01", "v": ["elu"]}',
        '{"id": "a!", "q": "PRO-01", "v": ["elu"]}',
        '{"id": "a", "q": "PRO-01", "v": "elu"}',
        '{"id": "a", "q": "PRO-01", "v": [1]}',
        '{"id": "a", "q": ["PRO-01"], "v": ["elu"]}',
        '{"n": 1, "id": "a", "q": "PRO-01", "v": ["elu"]}',
        json.dumps({"id": "a", "q": "PRO-01", "v": ["elu"] * 1000}),
        json.dumps({"id": "a" * 500, "q": "PRO-01", "v": ["elu"]}),
    ],
)
def test_an_unreadable_answer_is_refused_and_stores_nothing(
    visit: Visit, installation: Application, sent: object
) -> None:
    """Wrong type, wrong shape, too large, too deep: one sentence, nothing saved."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    run(state.answer(sent))
    assert "illisible" in state.refusal
    assert (state.settled, state.refused) == ("", "")
    assert installation.file(token).answers.items == ()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("XXX-99", ["oui"]),
        ("PRO-01", ["roi"]),
        ("PRO-01", ["elu", "agent"]),
        ("PRO-03", ["aucun", "ecole"]),
        ("PIL-04", ["securite", "temps", "enfance", "social"]),
        ("../../etc", ["x"]),
        ("", []),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_a_sentence(
    visit: Visit, installation: Application, question: str, values: list[str]
) -> None:
    """Unknown question or option, too many choices, an exclusive choice with another: nothing is stored."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    run(state.answer(message(question, *values, identifier="faux")))
    assert state.refusal.endswith(".")
    assert (state.refused, state.settled) == ("faux", "faux!")
    assert state.saved == ""
    assert installation.file(token).answers.items == ()


def test_a_refused_answer_puts_the_screen_back_to_what_is_stored(visit: Visit, installation: Application) -> None:
    """Also when it was stored from elsewhere since this screen was drawn."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    installation.answer(token, "PRO-01", "agent")
    run(state.answer(message("PRO-01", "roi")))
    assert json.loads(state.screen.answers)["PRO-01"] == ["agent"]


def test_an_answer_is_said_saved_once_it_is_durable(visit: Visit, installation: Application) -> None:
    """« Enregistré à … » comes after the file has it, and the outbox learns which answer it may forget."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    run(state.answer(message("PRO-01", "elu", identifier="a7")))
    assert state.saved.startswith("Enregistré à ")
    assert (state.settled, state.refused, state.refusal) == ("a7", "", "")
    assert installation.file(token).answers.chosen("PRO-01") == ("elu",)


def test_only_the_last_few_settled_answers_are_told_and_each_once(visit: Visit, installation: Application) -> None:
    """What goes down with every answer stays small, whatever is sent; an answer sent again is stored once."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    for number in (*range(12), 11, 11, 10):
        run(state.answer(message("PRO-01", "elu", identifier=f"a{number}")))
    assert state.settled == "a8 a9 a11 a10"


def test_an_answer_that_could_not_be_stored_stays_in_the_outbox_whatever_follows(
    visit: Visit, installation: Application, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A locked, read-only or full disk is nobody's mistake: an answer saved later never stands for one that failed."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())

    def fail(*_sent: object) -> None:
        raise StorageUnavailable("Le disque est plein.")

    monkeypatch.setattr(installation, "answer", fail)
    run(state.answer(message("PRO-01", "elu", identifier="a9")))
    assert (state.settled, state.refused, state.saved) == ("", "a9", "")
    assert "gardée ici et partira" in state.refusal
    assert "Le disque est plein." in caplog.text
    assert token not in caplog.text
    monkeypatch.undo()
    run(state.answer(message("CON-01", "fibre", identifier="b1")))
    assert (state.settled, state.refused, state.refusal) == ("b1", "", "")
    run(state.answer(message("PRO-01", "elu", identifier="a9")))
    assert state.settled == "b1 a9"
    assert installation.file(token).answers.chosen("PRO-01") == ("elu",)


def test_an_answer_behind_an_unknown_link_is_not_forgotten(visit: Visit) -> None:
    """The link is at fault, not the answer: nothing says that it was saved, or that it never will be."""
    state = visit(Filling, f"/diagnostic/#{FORGED}")
    run(state.answer(message("PRO-01", "elu", identifier="a1")))
    assert (state.settled, state.refused) == ("", "a1")
    assert "lien" in state.refusal


def test_a_later_visit_resumes_at_the_exact_question(visit: Visit, installation: Application) -> None:
    """On another device: the theme of the last answer, at its first question without one."""
    token = installation.open(LA_BUISSE)
    installation.answer(token, "PRO-01", "elu")
    installation.answer(token, "CON-01", "fibre")
    state = visit(Filling, f"/diagnostic/#{token}")
    run(state.load())
    assert state.screen.id == "court-connexion"
    assert state.resume_at in state.screen.visible.split()
    assert state.resume_at != "CON-01"


@pytest.mark.parametrize("step", [*NOT_TEXT, LONG, "court-inconnu", ""])
def test_an_unknown_screen_shows_the_first_one(visit: Visit, installation: Application, step: object) -> None:
    """Nothing breaks, nothing is lost."""
    state = visit(Filling, f"/diagnostic/#{installation.open(LA_BUISSE)}")
    run(state.load())
    run(state.go(step))
    assert state.screen.id == "court-profil"


def test_the_address_may_name_a_question(visit: Visit, installation: Application) -> None:
    """From the results, back to the very question; an unknown one is ignored."""
    token = installation.open(LA_BUISSE)
    state = visit(Filling, f"/diagnostic/?question=SEC-01#{token}")
    run(state.load())
    assert (state.screen.id, state.resume_at) == ("court-securite", "SEC-01")
    state = visit(Filling, f"/diagnostic/?question=<script>#{token}")
    run(state.load())
    assert (state.screen.id, state.resume_at) == ("court-profil", "")


def message(question: str, *values: str, identifier: str = "essai") -> str:
    """An answer as the page sends it."""
    return json.dumps({"id": identifier, "q": question, "v": list(values)})
