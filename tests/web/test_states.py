"""The public surface of each State: what any client may call, what any client may read, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import State

from ansm.web import routes
from ansm.web.pages.home import Search
from ansm.web.pages.territory import Verdict
from tests.asynchronous import run

Visit = Callable[[type[State], str], State]

# Anyone can call these with any argument. Adding one is a decision: its hostile calls go below.
HANDLERS = {
    Search: {"search", "choose", "forget"},
    Verdict: {"load", "tell_role", "start", "select_instead"},
}
# These leave the server. Nothing secret, nothing about other diagnostics.
VISIBLE = {
    Search: {"suggestions", "announcement"},
    Verdict: {"ready", "problem", "name", "place", "routes", "instead_code", "instead_name", "paper"},
}
LA_BUISSE = "38061"
FORGED = "A" * 43
NOT_TEXT = (None, 3, 1.5, True, {"a": 1}, ["a"], {"$ne": ""})
LONG = "é" * 1_000_000


def test_a_screen_left_untouched_is_remembered_longer_than_twenty_hours() -> None:
    """Under that, the RGAA asks for a way to extend the limit: here nobody has to think of it."""
    assert StateManagerMemory().token_expiration > 20 * 3600


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
    assert state.paper == routes.blank("commune", "essentiel")
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
