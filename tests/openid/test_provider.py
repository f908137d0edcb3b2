"""What is asked of an OpenID provider and believed of its answers, with a real one, and with lines that misbehave."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from ansm.errors import Forbidden, IdentityUnavailable
from ansm.openid import Claimed, Provider
from ansm.openid.tokens import Seal
from ansm.settings import OpenIdProvider
from tests.openid.running import SECRET, RunningProvider, running_provider
from tests.openid.visitor import carried, sign_in_there

STATE, NONCE, VERIFIER = "e" * 43, "n" * 43, "v" * 43
NOW = 1_800_000_000
ISSUER = "https://fournisseur.exemple.fr"


def walk(running: RunningProvider, provider: Provider, *, nonce: str = NONCE, verifier: str = VERIFIER) -> Claimed:
    """Léa signs in; what came back is then checked with that nonce and that verifier."""
    entrance = provider.entrance(running.redirect, STATE, NONCE, VERIFIER)
    code = carried(sign_in_there(entrance, "s-lea", running.redirect), "code")
    return provider.recognise(code, running.redirect, nonce, verifier, int(time.time()))


@pytest.mark.parametrize("client", ["ansm", "ansm-signe"])
def test_a_person_is_recognised_whether_their_details_are_signed_or_not(provider: RunningProvider, client: str) -> None:
    """ProConnect signs them."""
    claimed = walk(provider, Provider(provider.settings(client)))
    assert (claimed.issuer, claimed.subject) == (provider.issuer, "s-lea")
    assert (claimed.address, claimed.verified) == ("lea@exemple.fr", True)


def test_a_provider_like_proconnect_is_spoken_to_in_its_way(tmp_path: Path) -> None:
    """The secret in the body, elliptic curves, signed details; it vouches for addresses without saying so of each."""
    with running_provider(tmp_path, "https://diagnostic.exemple.fr", like_proconnect=True) as running:
        running.know("s-lea", "lea@exemple.fr", given_name="Léa", usual_name="Martin")
        claimed = walk(running, Provider(running.settings()))
        assert (claimed.address, claimed.verified, claimed.name) == ("lea@exemple.fr", True, "Léa Martin")
        doubtful = replace(running.settings(), vouches=False)
        assert not walk(running, Provider(doubtful)).verified


def test_whoever_signs_out_does_not_wait_for_a_provider_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long ago it last published where to go: pages would wait behind them."""
    with running_provider(tmp_path, "https://diagnostic.exemple.fr") as running:
        provider = Provider(running.settings())
        provider.entrance(running.redirect, STATE, NONCE, VERIFIER)
    later = time.monotonic() + 7 * 24 * 3600
    monkeypatch.setattr(time, "monotonic", lambda: later)
    left = provider.exit("id_token", "https://diagnostic.exemple.fr/conseillers/connexion", STATE)
    assert left is not None
    assert left.startswith(running.issuer)


def test_a_provider_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """A run of tests that is killed stops nothing itself: its end of the pipe closes, which is enough."""
    with running_provider(tmp_path, "https://diagnostic.exemple.fr") as running:
        assert running.process is not None
        assert running.process.stdin is not None
        running.process.stdin.close()
        assert running.process.wait(timeout=20) == 0


def test_a_token_made_for_another_attempt_is_not_believed(provider: RunningProvider) -> None:
    with pytest.raises(IdentityUnavailable, match="personne n’a été connecté"):
        walk(provider, Provider(provider.settings()), nonce="a" * 43)


def test_a_code_without_what_began_it_is_worth_nothing(provider: RunningProvider) -> None:
    """Whoever steals it on its way has no verifier."""
    with pytest.raises(IdentityUnavailable):
        walk(provider, Provider(provider.settings()), verifier="a" * 43)


def test_a_token_signed_with_a_shared_secret_is_not_believed(provider: RunningProvider) -> None:
    """The provider agrees to it for this client: we do not."""
    with pytest.raises(IdentityUnavailable):
        walk(provider, Provider(provider.settings("ansm-symetrique")))


def test_a_level_that_is_required_and_not_reached_is_told(provider: RunningProvider) -> None:
    with pytest.raises(Forbidden, match="niveau de sécurité"):
        walk(provider, Provider(provider.settings_at("eidas2")))


def test_keys_that_changed_are_asked_for_again(provider: RunningProvider) -> None:
    ours = Provider(provider.settings())
    walk(provider, ours)
    provider.change_keys()
    assert walk(provider, ours).subject == "s-lea"


def test_a_provider_that_is_down_is_told_without_its_address() -> None:
    with line(silent) as settings:
        ours = Provider(settings)
    with pytest.raises(IdentityUnavailable) as refused:
        ours.entrance("https://exemple.fr/retour", STATE, NONCE, VERIFIER)
    assert "ne répond pas" in str(refused.value)
    assert "127.0.0.1" not in str(refused.value)
    assert refused.value.__cause__ is None


# --- lines that misbehave

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def line(answer: Callable[[socket.socket], None]) -> Iterator[OpenIdProvider]:
    """A server that does that with each connection, and the settings of a provider there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, suppress(OSError):
                        connection.recv(65_536)
                        answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield OpenIdProvider(
                f"http://127.0.0.1:{listening.getsockname()[1]}", "ansm", SECRET, "", (), vouches=False
            )
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def silent(connection: socket.socket) -> None:
    """Say nothing until the other side has had enough."""
    connection.recv(1)


def drop_by_drop(connection: socket.socket) -> None:
    """One letter at a time, for as long as somebody listens."""
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        with suppress(TimeoutError):
            connection.settimeout(0.05)
            if not connection.recv(1):
                return


def endless(connection: socket.socket) -> None:
    """More than anybody would read."""
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b" " * 65_536)


def no_json(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 4\r\n\r\n<ht>")


def another_issuer(connection: socket.socket) -> None:
    body = b'{"issuer": "https://ailleurs.exemple.fr"}'
    connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


@pytest.mark.parametrize("answer", [silent, drop_by_drop, endless, no_json, another_issuer])
def test_a_line_that_misbehaves_is_given_up(answer: Callable[[socket.socket], None]) -> None:
    with line(answer) as settings, pytest.raises(IdentityUnavailable):
        Provider(settings, patience=0.3).entrance("https://exemple.fr/retour", STATE, NONCE, VERIFIER)


def test_a_redirection_is_not_followed() -> None:
    """What is asked there would come from this server, inside its network."""
    asked: list[bytes] = []

    def visited(connection: socket.socket) -> None:
        asked.append(b"visited")
        connection.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")

    with line(visited) as elsewhere:

        def redirect(connection: socket.socket) -> None:
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: %s/\r\n\r\n" % elsewhere.issuer.encode())

        with line(redirect) as settings, pytest.raises(IdentityUnavailable):
            Provider(settings, patience=2).entrance("https://exemple.fr/retour", STATE, NONCE, VERIFIER)
    assert asked == []


# --- tokens of somebody else


@pytest.fixture(scope="module")
def key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "un", "use": "sig"})


def claims(**other: object) -> dict[str, object]:
    """Those of a good token, but for what is said otherwise."""
    good = {"iss": ISSUER, "aud": "ansm", "sub": "s-lea", "nonce": NONCE, "iat": NOW - 5, "exp": NOW + 300}
    return {name: value for name, value in {**good, **other}.items() if value is not None}


def believed(token: str, key: RSAKey) -> str:
    public = KeySet.import_key_set({"keys": [key.as_dict(private=False)]})
    return str(Seal(ISSUER, "ansm", lambda _anew: public).id_token(token, NONCE, "acces", NOW)["sub"])


def test_a_good_token_is_believed(key: RSAKey) -> None:
    assert believed(jwt.encode({"alg": "RS256", "kid": "un"}, claims(), key), key) == "s-lea"


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://ailleurs.exemple.fr"},
        {"aud": "un autre site"},
        {"aud": ["ansm", "un autre site"]},
        {"nonce": "autre"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"exp": NOW - 120},
        {"exp": None},
        {"iat": NOW + 3600},
        {"azp": "un autre site"},
        {"at_hash": "autre"},
    ],
)
def test_a_token_that_says_otherwise_is_not(key: RSAKey, other: dict[str, object]) -> None:
    with pytest.raises(IdentityUnavailable):
        believed(jwt.encode({"alg": "RS256", "kid": "un"}, claims(**other), key), key)


def test_a_token_signed_by_another_key_by_none_or_by_our_secret_is_not(key: RSAKey) -> None:
    another = RSAKey.generate_key(2048, {"kid": "un"})
    public = key.as_pem(private=False)
    forged = [
        jwt.encode({"alg": "RS256", "kid": "un"}, claims(), another),
        jwt.encode({"alg": "HS256", "kid": "un"}, claims(), OctKey.import_key(SECRET)),
        # The oldest trick: the public key, which everybody has, used as a secret.
        jwt.encode({"alg": "HS256", "kid": "un"}, claims(), OctKey.import_key(public.replace(b"-----", b""))),
        "eyJhbGciOiJub25lIn0." + jwt.encode({"alg": "RS256"}, claims(), key).split(".")[1] + ".",
        "",
        "a.b.c",
        "é",
        "." * 10_000,
    ]
    for token in forged:
        with pytest.raises(IdentityUnavailable):
            believed(token, key)
