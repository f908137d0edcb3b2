"""The results' State: what any client may call and read, and that results follow the answers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from reflex.state import State

from ansm.application import Application
from ansm.web.results.state import Results
from tests.asynchronous import run

Visit = Callable[[type[State], str], State]

# Anyone can call these. Adding one is a decision: its hostile calls go below.
HANDLERS = {"load"}
# These leave the server. The secret is not among them.
VISIBLE = {"loading", "title", "problem", "shown"}
LA_BUISSE = "38061"
PAGE = "/diagnostic/resultats/"
FORGED = "A" * 43
LARGEST_VIEW = 256 * 1024


def test_the_state_offers_its_written_handlers_and_no_other() -> None:
    """`setvar` is Reflex's own, and reaches no attribute."""
    assert set(Results.event_handlers) - {"setvar"} == HANDLERS
    made = Results(_reflex_internal_init=True)
    for name in VISIBLE:
        with pytest.raises(AttributeError):
            Results.event_handlers["setvar"].fn(made, name, "x")


def test_the_state_sends_its_written_variables_and_no_other() -> None:
    """What the browser gets is exactly `State().dict()`."""
    own = Results(_reflex_internal_init=True).dict()[Results.get_full_name()]
    assert {name.removesuffix("_rx_state_") for name in own} == VISIBLE


@pytest.mark.parametrize("fragment", ["", FORGED, "a", "x" * 5000, "%00", "é" * 43, "'; DROP TABLE", "../../etc"])
def test_a_forged_link_shows_nothing_and_says_what_to_do(visit: Visit, fragment: str) -> None:
    """Also when the page showed a diagnostic before."""
    state = visit(Results, f"{PAGE}#{fragment}")
    state.title, state.shown = "Un autre", ("autre",)
    run(state.load())
    assert (state.title, state.shown, state.loading) == ("", (), False)
    assert state.problem.endswith(".")


def test_the_handler_takes_no_argument_from_a_client(visit: Visit, installation: Application) -> None:
    """A token sent as an argument is refused: only the address opens a file."""
    token = installation.open(LA_BUISSE)
    state = visit(Results, PAGE)
    with pytest.raises(TypeError):
        run(state.load(token))
    assert state.shown == ()


def test_results_follow_the_answers(visit: Visit, installation: Application) -> None:
    """An answer changed, the page loaded again: what it says changes; changed back, it says the same again."""
    token = installation.open(LA_BUISSE)
    installation.answer(token, "SEC-01", "non")
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    before = state.shown
    assert [flag.label for flag in before[0].opening.flags] == ["Pas de copie de secours utilisable"]
    installation.answer(token, "SEC-01", "auto")
    run(state.load())
    assert state.shown != before
    assert state.shown[0].opening.flags == ()
    installation.answer(token, "SEC-01", "non")
    run(state.load())
    assert state.shown == before


def test_the_page_names_its_territory_and_never_sends_the_secret(visit: Visit, installation: Application) -> None:
    """Neither the secret nor anything stored of it is in what the browser receives."""
    token = installation.open(LA_BUISSE)
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    assert state.title.endswith("La Buisse")
    assert token not in repr(state.shown) + state.title + state.problem


def test_a_whole_view_stays_light(visit: Visit, installation: Application) -> None:
    """The largest profile crosses the socket in one message of a bounded size, before compression."""
    token = installation.open(LA_BUISSE)
    for _ in range(3):
        for question in installation.file(token).journey.unanswered():
            worst = max((o for o in question.options if not o.dont_know), key=lambda o: o.index or 0)
            installation.answer(token, question.id, [worst.value])
    state = visit(Results, f"{PAGE}#{token}")
    run(state.load())
    assert state.shown[0].first.actions
    assert len(json.dumps(repr(state.shown))) < LARGEST_VIEW


def test_a_database_that_cannot_be_read_is_said_in_a_sentence_until_it_can_again(
    visit: Visit, installation: Application
) -> None:
    """The page stays, nothing is invented; once the table is back, so are the results."""
    state = visit(Results, f"{PAGE}#{installation.open(LA_BUISSE)}")
    with unreadable(installation.settings.database_url.removeprefix("sqlite:///")):
        run(state.load())
        assert "Réessayez" in state.problem
        assert state.shown == ()
    run(state.load())
    assert state.problem == ""
    assert state.shown != ()


@contextmanager
def unreadable(path: str) -> Iterator[None]:
    """Take the answers away from the program, then give them back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("ALTER TABLE answer RENAME TO elsewhere")
        yield
        database.execute("ALTER TABLE elsewhere RENAME TO answer")
