"""Decides how one of our native forms is read: small, few fields, and what is unreadable is no field."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request

from ansm.web.protection import LARGEST_BODY

FIELD = "lien"  # the personal link, which the script writes in the form as it leaves
MOST_FIELDS = 4


async def posted_fields(request: Request) -> dict[str, str]:
    """The first value of each field; nothing when the body is too long."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return {}
    if body.count(b"&") >= MOST_FIELDS:
        return {}
    fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=MOST_FIELDS)
    return {name: values[0] for name, values in fields.items()}
