"""Decides how requests leave for the provider: limited in time and in size, and never further than its answer."""

from __future__ import annotations

import time
from collections.abc import Mapping

import httpx2
from authlib.integrations.httpx_client import OAuth2Client

from ansm.errors import IdentityUnavailable

LARGEST_ANSWER = 256 * 1024
UNAVAILABLE = (
    "Le service qui confirme votre identité ne répond pas. Réessayez dans quelques minutes, ou demandez un lien de "
    "connexion par courriel."
)


class Line(OAuth2Client):  # type: ignore[misc] # Authlib has no types
    """The client of the protocol, on a line that gives up in time. A redirection is an answer, and is not followed."""

    def __init__(self, client_id: str, client_secret: str, patience: float, **options: str) -> None:
        super().__init__(
            client_id=client_id,
            client_secret=client_secret,
            code_challenge_method="S256",
            timeout=patience,
            follow_redirects=False,
            # What is compressed could be small here and huge once read.
            headers={"accept-encoding": "identity"},
            **options,
        )
        self._patience = patience

    def send(self, request: httpx2.Request, **options: object) -> httpx2.Response:
        """Send a request and read its whole answer, within the limits. Raises IdentityUnavailable."""
        deadline = time.monotonic() + self._patience
        try:
            response = super().send(request, **{**options, "stream": True})
            try:
                content = _read(response, deadline)
            finally:
                response.close()
        except httpx2.HTTPError:
            # Without its cause, which may name an address and what it carries.
            raise IdentityUnavailable(UNAVAILABLE) from None
        kind = response.headers.get("content-type", "")
        return httpx2.Response(response.status_code, headers={"content-type": kind}, content=content, request=request)


def _read(response: httpx2.Response, deadline: float) -> bytes:
    content = b""
    for chunk in response.iter_raw():
        content += chunk
        # A server may also send one letter at a time.
        if len(content) > LARGEST_ANSWER or time.monotonic() > deadline:
            raise IdentityUnavailable(UNAVAILABLE)
    return content


def json_object(response: httpx2.Response) -> Mapping[str, object]:
    """The JSON object of a good answer. Raises IdentityUnavailable for any other."""
    try:
        found = response.json() if response.status_code == httpx2.codes.OK else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise IdentityUnavailable(UNAVAILABLE)
    return found
