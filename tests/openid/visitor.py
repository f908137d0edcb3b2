"""What someone does in their browser at the provider: they say who they are, agree, and are sent back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx

FORM = re.compile(r'action="([^"]+)"')
HIDDEN = re.compile(r'name="(\w+)" value="(\w+)"')
LONGEST_WALK = 12


def sign_in_there(address: str, subject: str, back: str) -> str:
    """Walk from the provider's entrance to the site that is waiting; the address there, with all it carries."""
    with httpx.Client(timeout=10) as browser:
        answer = browser.get(address)
        for _ in range(LONGEST_WALK):
            if answer.is_redirect:
                place = str(answer.url.join(answer.headers["location"]))
                if place.startswith(back):
                    return place
                answer = browser.get(place)
                continue
            form = FORM.search(answer.text)
            assert form, answer.text
            fields = dict(HIDDEN.findall(answer.text)) | {"login": subject, "password": "peu importe"}
            answer = browser.post(str(answer.url.join(form[1])), data=fields)
    raise AssertionError(f"never sent back: {answer.status_code} {answer.text}")


def carried(address: str, name: str) -> str:
    """One value that an address carries."""
    return parse_qs(urlsplit(address).query)[name][0]
