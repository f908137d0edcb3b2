"""Decides what each address of the exchange does: what it reads, which use case it calls, what it writes."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.routing import Route

from ansm.application import DEFAULT_DAYS, Changes
from ansm.web import exchange_writing as writing
from ansm.web.apart import LETTERS
from ansm.web.exchange_reading import LONGEST_ADDRESS, Body
from ansm.web.exchange_serving import in_exchange, in_thread, served
from ansm.web.exchange_writing import Json
from ansm.web.live import Heard, hub
from ansm.web.routes import DIAGNOSTIC, EXCHANGE
from ansm.web.site import application

FOLLOWED_SECONDS = 25.0


def dossier(body: Body) -> Json:
    """The whole file, or the theme that the link opens; its questionnaire when the page has another one."""
    known = body.optional("modele")
    return writing.dossier(application().exchange.dossier(body.token), known, mail=application().mailing.available)


def answers(body: Body) -> Json:
    """Record answers, and tell what is new."""
    token, since = body.token, body.whole("depuis")
    messages, unreadable = body.messages()
    delivery = application().exchange.receive(token, since, messages, hub().tell)
    return writing.changes(delivery.changes, (*unreadable, *delivery.settled))


def history(body: Body) -> Json:
    """What was ever answered to one question."""
    return writing.history(application().exchange.history(body.token, body.name("question")))


def hand_over(body: Body) -> Json:
    """Make a link « à confier »."""
    made = application().handovers.hand_over(
        body.token, body.name("theme"), body.name("a"), body.whole("jours", DEFAULT_DAYS)
    )
    return {"lien": made.token, "numero": made.number, "expire": made.last_day.isoformat()}


def handovers(body: Body) -> Json:
    """The links « à confier » of a file."""
    return writing.handovers(application().handovers.all(body.token))


def revoke(body: Body) -> Json:
    """Close one of them."""
    application().handovers.revoke(body.token, body.whole("numero"), hub().tell)
    return {}


def mail(body: Body) -> Json:
    """Send the personal link."""
    application().mailing.send_link(body.token, body.text("adresse", LONGEST_ADDRESS), DIAGNOSTIC)
    return {}


def refine(body: Body) -> Json:
    """The themes to refine, the most useful first."""
    return {"themes": [each.theme for each in application().refinement(body.token)]}


async def follow(request: Request, body: Body) -> Json:
    """Answer when another device has something new, or after a while: then the page asks again."""
    token, since, device = body.token, body.whole("depuis"), body.device
    seconds = asyncio.get_running_loop().time
    deadline = seconds() + FOLLOWED_SECONDS

    async def news() -> Changes:
        return await in_thread(lambda: application().exchange.changes(token, since))

    found = await news()
    if _from_elsewhere(found, device):
        return writing.changes(found)
    # The body was read to its end: what comes next on the line is the news that nobody is there any more.
    gone = asyncio.ensure_future(request.receive())
    try:
        with hub().waiting(found.file, device) as waiter:
            # Something may have come between the first look and the waiting.
            heard = Heard.CHANGE
            while heard is Heard.CHANGE:
                found = await news()
                if _from_elsewhere(found, device):
                    return writing.changes(found)
                heard = await waiter.listen(gone, deadline - seconds())
    finally:
        gone.cancel()
    # Another process of the same site may have recorded something, of which nobody here was told.
    return writing.changes(found if heard is Heard.GONE else await news())


def _from_elsewhere(found: Changes, device: str) -> bool:
    return any(row.device != device for row in found.rows)


async def send(_request: Request, body: Body) -> Json:
    """Apart: a mail server may take its time, and no answer nor page must wait for it."""
    return await LETTERS.call(lambda: mail(body))


def satisfaction(body: Body) -> Json:
    """Count how useful the diagnostic was said to be, once for each file."""
    return {"compte": application().statistics.satisfied(body.token, body.name("avis"))}


SERVED = {
    "dossier": dossier,
    "reponses": answers,
    "historique": history,
    "confier": hand_over,
    "confies": handovers,
    "retirer": revoke,
    "affiner": refine,
    "satisfaction": satisfaction,
}
ROUTES = (
    *(Route(f"{EXCHANGE}{name}", served(in_exchange(use)), methods=["POST"]) for name, use in SERVED.items()),
    Route(f"{EXCHANGE}suivi", served(follow), methods=["POST"]),
    Route(f"{EXCHANGE}courriel", served(send), methods=["POST"]),
)
