"""Who asks, behind a proxy: what trusted proxies say is believed, what others write in the same headers is not."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from ansm.application import Application
from ansm.application.checking import SOMEONE
from ansm.domain.people import OrganisationKind, Role
from ansm.settings import read_settings
from ansm.web import routes
from ansm.web.visitor import subscriber_at
from tests.web.served.people import COOKIE, FORM, member, organisation

ELSEWHERE, PROXY, INNER_PROXY = "127.0.0.1", "127.0.0.2", "127.0.1.9"
TRUSTED = f"{PROXY}, 127.0.1.0/24"
PATIENCE = 60.0


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::1]", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("unknown", ""),
        ("", ""),
        ("999.1.1.1", ""),
        ("a" * 9_000, ""),
        ("203.0.113.7\n", ""),
    ],
)
def test_limits_count_an_address_or_the_network_of_one_subscriber(told: str, name: str) -> None:
    """Whoever holds 2⁶⁴ addresses is still one; what is no address is nobody in particular."""
    assert subscriber_at(told) == name


@dataclass(frozen=True)
class RealSite:
    """A server of ours that trusts two proxies; `link` makes one that signs in once."""

    port: int
    link: Callable[[], str]

    def post(self, source: str, path: str, body: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send a request from that address of this machine."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0))
        with closing(connection):
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            response.read()
            return response

    def checks(self, source: str, forwarded: str, times: int = 1) -> list[int]:
        """Check a document so many times, as this proxy passes it on."""
        headers = {"content-type": "application/json", "x-forwarded-for": forwarded}
        body = json.dumps({"code": "7K3M-QX2P-9D4T"})
        return [self.post(source, "/echange/verifier", body, headers).status for _ in range(times)]

    def cookie_of(self, source: str, **headers: str) -> str:
        """The name of the cookie of whoever signs in."""
        form = {"content-type": FORM} | {name.replace("_", "-"): value for name, value in headers.items()}
        entered = self.post(source, routes.ENTER, urlencode({"entree": self.link()}), form)
        assert entered.status == 303
        return entered.headers["set-cookie"].partition("=")[0]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[RealSite]:
    """The whole of it, as the operator starts it."""
    address = f"sqlite:///{tmp_path_factory.mktemp('base') / 'base.sqlite3'}"
    installation = Application.start(read_settings({"ANSM_DATABASE_URL": address}))
    agency = organisation(installation, OrganisationKind.OPSN, "OPSN de l’Isère")
    lea = member(installation, agency, Role.ADVISOR, "lea@exemple.fr")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    settings = {"ANSM_DATABASE_URL": address, "ANSM_TRUSTED_PROXIES": TRUSTED, "ANSM_DUTIES": "non"}
    environment = os.environ | settings | {"PYTHONPATH": str(pytestconfig.rootpath)}
    command = [sys.executable, "-m", "ansm.cli", "serve", "--port", str(port)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, cwd=Path(address.removeprefix("sqlite:///")).parent, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert "est prêt" in process.stdout.readline()
            yield RealSite(port, lambda: installation.entering.link(lea, "").removeprefix("#"))
        finally:
            process.terminate()
            installation.close()


def test_each_visitor_of_a_trusted_proxy_has_their_own_limit(real: RealSite) -> None:
    """Whatever they wrote themselves in front, and however many trusted proxies pass it on."""
    assert real.checks(PROXY, "203.0.113.7", SOMEONE) == [200] * SOMEONE
    assert real.checks(PROXY, "203.0.113.7") == [429]
    assert real.checks(PROXY, "198.51.100.1, 203.0.113.7") == [429]
    assert real.checks(PROXY, f"203.0.113.7, {INNER_PROXY}") == [429]
    assert real.checks(INNER_PROXY, f"198.51.100.2, 203.0.113.7, {PROXY}") == [429]
    assert real.checks(PROXY, "203.0.113.8") == [200]


def test_changing_address_within_a_network_of_one_subscriber_changes_nothing(real: RealSite) -> None:
    found = [real.checks(PROXY, f"2001:db8:1:2::{number:x}")[0] for number in range(1, SOMEONE + 2)]
    assert found == [200] * SOMEONE + [429]
    assert real.checks(PROXY, "2001:db8:1:3::1") == [200]


def test_what_others_say_of_their_address_is_ignored(real: RealSite) -> None:
    """Otherwise a new address at each try would know no limit."""
    found = [real.checks(ELSEWHERE, f"192.0.2.{number}, {PROXY}")[0] for number in range(SOMEONE + 1)]
    assert found == [200] * SOMEONE + [429]


def test_only_a_trusted_proxy_says_that_the_browser_speaks_https(real: RealSite) -> None:
    visitor = {"x_forwarded_for": "203.0.113.9"}
    assert real.cookie_of(PROXY, x_forwarded_proto="https", **visitor) == f"__Secure-{COOKIE}"
    assert real.cookie_of(PROXY, x_forwarded_proto="http", **visitor) == COOKIE
    assert real.cookie_of(PROXY, **visitor) == COOKIE
    assert real.cookie_of(ELSEWHERE, x_forwarded_proto="https", **visitor) == COOKIE
