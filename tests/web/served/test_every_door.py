"""Every route and every handler, tried by everyone on somebody else's file: nothing is read, nothing is written.

A new route fails the first test until it has its line in `doors.py`, and a new handler the last one until it has its
line in HANDLERS below: its author says there who may, and everybody else is then tried against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import reflex as rx
from reflex.state import State
from starlette.routing import Route

from ansm.application import Application
from ansm.web.own_routes import ROUTES
from ansm.web.pages.home import Search
from ansm.web.pages.territory import Verdict
from ansm.web.results.state import Results
from tests.asynchronous import run
from tests.web.asgi_client import AsgiClient
from tests.web.served.doors import DOORS, Door, Form, Visitor
from tests.web.served.people import site
from tests.web.served.walk import CANARIES, COMMUNE_NAME, ELSEWHERE, Scene, build, is_refused, told

Visit = Callable[[type[State], str], State]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Every handler of a State, and what it is called with; none shows or changes a file but through its link.
HANDLERS: dict[type[State], dict[str, tuple[object, ...]]] = {
    Search: {"search": ("ornacieux",), "choose": ("38284",), "forget": ()},
    Verdict: {"load": (), "tell_role": ("elu",), "start": (), "select_instead": ()},
    Results: {"load": (), "consider": ("besoin:sauvegarde",), "suppose": ("SEC-01", "auto"), "restore": ()},
}
PAGES = {Search: "/", Verdict: f"/territoire/?code={ELSEWHERE}", Results: "/diagnostic/resultats/"}
# Those whose link shows the results.
READERS = {Visitor.OWNER, Visitor.ADVISOR_LINK}


@pytest.fixture(scope="module")
def scene(installation: Application) -> Iterator[Scene]:
    """The file, and everyone who tries."""
    made = build(installation)
    yield made
    made.engine.dispose()


def test_every_route_has_its_line() -> None:
    """Add it to `doors.py`, where the first lines say how."""
    existing = [f"{method} {route.path}" for route in ROUTES for method in (route.methods or set()) - {"HEAD"}]
    assert sorted(door.name for door in DOORS) == sorted(existing)


@pytest.mark.parametrize("path", sorted({route.path for route in ROUTES}))
def test_a_route_answers_to_no_other_method(path: str) -> None:
    offered = {method for route in ROUTES if route.path == path for method in route.methods or ()}
    assert all(isinstance(route, Route) for route in ROUTES)
    place = path.replace("{number:int}", "1").replace("{", "").replace("}", "")
    for method in set(METHODS) - offered:
        assert AsgiClient(site()).request(method, place).status_code == 405


@pytest.mark.parametrize("visitor", Visitor, ids=lambda visitor: visitor.name)
def test_a_handler_shows_a_file_to_whoever_its_link_opens_and_changes_none(
    scene: Scene, visit: Visit, visitor: Visitor
) -> None:
    """Called in any order by anyone, with whatever link they hold."""
    link = scene.shows[visitor]().link or scene.names["uid"]
    # A new file of their own is what « start » makes.
    nowhere = Door("GET", "", frozenset(), Form.NOTHING, writes=("diagnostic", "answer"))
    before = scene.dump(visitor, nowhere)
    for state, calls in HANDLERS.items():
        for name in (*calls, *reversed(calls)):
            made = visit(state, f"{PAGES[state]}#{link}")
            if state is Results:
                made.link = link
                run(made.load())
            result = state.event_handlers[name].fn(made, *calls[name])
            if hasattr(result, "__await__"):
                run(result)
            shown = repr(made.dict())
            read = [word for word in CANARIES if word in shown and not (state is Search and word == COMMUNE_NAME)]
            assert read == ([COMMUNE_NAME] if state is Results and visitor in READERS else []), (state, name)
    assert scene.dump(visitor, nowhere) == before


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_a_door_lets_nobody_else_through(scene: Scene, door: Door) -> None:
    """Whoever may not reads nothing of the file and changes nothing of it; whoever may goes through."""
    for visitor in Visitor:
        if visitor in (door.who if door.about_file else door.readers):
            continue
        shown = scene.shows[visitor]()  # signing in writes: before the dump, and once
        scene.shows[visitor], kept = (lambda shown=shown: shown), scene.shows[visitor]
        before = scene.dump(visitor, door)
        answer = scene.request(door, visitor)
        after = scene.dump(visitor, door)
        scene.shows[visitor] = kept
        where = f"{door.name}: {visitor.name} ({visitor.value}) was answered {answer.status_code}"
        assert answer.status_code < 500 or (not door.about_file and answer.status_code == 503), where
        assert [word for word in CANARIES if word in told(answer)] == [], where
        assert {name for name in before if before[name] != after[name]} == set(), where
        if visitor not in door.who and visitor is not Visitor.OTHER_LINK:
            assert is_refused(answer), where
    if door.control:
        allowed = next(visitor for visitor in Visitor if visitor in door.who)
        answer = scene.request(door, allowed, control=True)
        assert answer.status_code == (door.status or answer.status_code) and (
            door.status or answer.status_code < 400
        ), f"{door.name}: {allowed.name} may, and was answered {answer.status_code}: {answer.text[:500]}"


def test_every_handler_has_its_line() -> None:
    """Those of every State that the pages bring."""
    import ansm.ansm  # noqa: F401 - loads every page

    def below(state: type[State]) -> Iterator[type[State]]:
        for each in state.get_substates():
            yield each
            yield from below(each)

    ours = {state for state in below(rx.State) if state.__module__.startswith("ansm.")}
    assert {state: set(state.event_handlers) - {"setvar"} for state in ours} == {
        state: set(calls) for state, calls in HANDLERS.items()
    }
