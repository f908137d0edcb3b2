"""Decides how a served page is written: a template with automatic escaping, inside the frame of every page.

A template is given one frozen value, `view`, and nothing else of the program. Its source is typeset as it is read, so
that who writes it types ordinary spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from ansm.domain import say
from ansm.domain.people import Member, OrganisationKind, Role
from ansm.settings import Brand
from ansm.web import page_list, routes
from ansm.web.brand import PROGRAMME, TAGLINE, stylesheets, title
from ansm.web.components.footer import PROMISES, SOURCES, STATE_SITES, bottom_links, what_it_is
from ansm.web.site import application

HERE = Path(__file__).parent / "templates"
# Their rules are of no use to the pages of the questionnaire.
DESK_SHEETS = ("/desk.css", "/served.css")
# A closing guillemet is in no tag and no expression: whatever follows it, its space is hard.
HARD_BEFORE = re.compile(r"(?<=\S) (?=[:;?!](?:[\s<]|$)|»)")
HARD_AFTER = re.compile(r"« ")


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One line of the navigation of signed-in people. `current` tells that the page is in that part."""

    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds a served page.

    `member` is who is signed in, None for a page that is not theirs; `form_token` goes in each of their forms.
    `scripts` are the addresses of ours that the page loads; `private` keeps search engines away.
    """

    title: str
    member: Member | None = None
    form_token: str = ""
    part: str = ""
    notice: str = ""
    scripts: tuple[str, ...] = ()
    private: bool = True


def page(template: str, frame: Frame, view: object, status: int = 200) -> HTMLResponse:
    """A whole page. Its template extends `frame.html` and brings the one `h1`."""
    text = (
        _environment()
        .get_template(template)
        .render(frame=frame, view=view, form_token=frame.form_token, **_around(frame))
    )
    return HTMLResponse(text, status, headers={"cache-control": "no-store" if frame.private else "no-cache"})


def fragment(template: str, view: object) -> str:
    """A part of a page, for one that asks for it with the secret it holds."""
    return _environment().get_template(template).render(view=view, form_token="")


# The parts of the desk, whom they are for, in the order of the navigation. A helper of a part adds its line here.
NAVIGATION: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Vos dossiers", routes.DESK, frozenset({Role.ADVISOR, Role.MANAGER})),
    ("Hors connexion", routes.OFFLINE_CASES, frozenset({Role.ADVISOR, Role.MANAGER})),
    ("Mon équipe", routes.TEAM, frozenset({Role.MANAGER})),
    ("Demandes d’accompagnement", routes.REQUESTS, frozenset({Role.ANCT})),
    ("Besoins sans service", routes.UNCOVERED, frozenset({Role.ANCT})),
    ("Intercommunalité", routes.GROUP, frozenset({Role.ADVISOR, Role.MANAGER})),
    ("Mon compte", routes.ACCOUNT, frozenset(Role)),
)
# The parts that only one kind of organisation has.
ONLY_FOR = {routes.GROUP: OrganisationKind.EPCI}


def home_of(role: Role) -> str:
    """Where someone of this role begins: the first part of the desk that is theirs."""
    return next((address for _, address, roles in NAVIGATION if role in roles), routes.ACCOUNT)


def _around(frame: Frame) -> dict[str, object]:
    """What the frame prints besides."""
    settings = application().settings
    state = settings.brand is Brand.STATE
    return {
        "programme": PROGRAMME,
        "tagline": TAGLINE,
        "whole_title": title(frame.title),
        "sheets": (*stylesheets(settings), *DESK_SHEETS),
        "home": page_list.HOME,
        "help": page_list.HELP,
        "state": state,
        "settings": settings,
        "what_it_is": what_it_is(state=state),
        "promises": PROMISES,
        "sources": SOURCES,
        "state_sites": STATE_SITES if state else (),
        "bottom_links": bottom_links(),
        "navigation": _navigation(frame),
        "leave": routes.SIGN_OUT,
    }


def _navigation(frame: Frame) -> tuple[NavigationItem, ...]:
    if frame.member is None:
        return ()
    kind = frame.member.organisation.kind
    mine = (one for one in NAVIGATION if frame.member.role in one[2] and ONLY_FOR.get(one[1], kind) is kind)
    return tuple(NavigationItem(label, address, label == frame.part) for label, address, _ in mine)


def set_in_french(source: str) -> str:
    """The text of a template with the spaces that must not break, where French type wants them."""
    return HARD_AFTER.sub(f"«{say.NBSP}", HARD_BEFORE.sub(say.NBSP, source))


class _French(FileSystemLoader):
    """Reads templates, typeset."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, fresh = super().get_source(environment, template)
        return set_in_french(source), name, fresh


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=_French(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["day"] = say.day
    environment.filters["count"] = say.count
    environment.filters["number"] = say.number
    environment.filters["joined"] = say.joined
    return environment
