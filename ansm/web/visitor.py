"""Decides from where a request comes: from the connection, or from what a proxy that the operator trusts says of it.

Whether the browser speaks https and under which address limits count it follow one rule: once proxies are named, they
alone are believed, wherever else the same headers come from.
"""

from __future__ import annotations

import ipaddress
import re

from granian.utils.proxies import wrap_asgi_with_proxy_headers
from starlette.requests import Request
from starlette.types import ASGIApp

# One subscriber holds the whole of it, and could come from another address each time.
SUBSCRIBER = 64
MAPPED = 96  # the bits in front of an IPv4 address written as an IPv6 one
WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](?::\d+)?|(?P<four>[\d.]+):\d+")


def behind(app: ASGIApp, proxies: tuple[str, ...]) -> ASGIApp:
    """The application as these proxies show it: who asks is the last address that none of them is."""
    if not proxies:
        return app
    wrapped: ASGIApp = wrap_asgi_with_proxy_headers(app, [*proxies, *map(_mapped, proxies)])
    return wrapped


def subscriber(request: Request) -> str:
    """Under which name limits count who asks, one for all when it cannot be told."""
    return subscriber_at(request.client.host if request.client else "")


def subscriber_at(told: str) -> str:
    """The IPv4 address, or the network of an IPv6 one, of what a connection or a proxy says."""
    found = WITH_PORT.fullmatch(told)
    alone = (found["six"] or found["four"]) if found else told
    try:
        address = ipaddress.ip_address(alone.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, SUBSCRIBER), strict=False))


def _mapped(network: str) -> str:
    """The same network, as a server that listens to both kinds of addresses sees it."""
    known = ipaddress.ip_network(network)
    return network if known.version == 6 else f"::ffff:{known.network_address}/{MAPPED + known.prefixlen}"
