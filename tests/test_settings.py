"""The environment, read once: what is allowed, and the sentence that names what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansm.domain.retention import Retention
from ansm.errors import SettingsError
from ansm.settings import Brand, Encryption, MailServer, read_settings

MAIL = {
    "ANSM_SMTP_URL": "smtp://ansm:secret@smtp.exemple.fr",
    "ANSM_SMTP_FROM": "ne-pas-repondre@exemple.fr",
    "ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr",
}


def test_nothing_set_runs_neutral_with_sqlite_in_paris() -> None:
    settings = read_settings({})
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("/var/ansm.sqlite3")
    assert (settings.brand, settings.content_folder, settings.timezone.key) == (Brand.NEUTRAL, None, "Europe/Paris")
    assert settings.report_workers >= 1
    assert settings.offline


def test_every_variable_is_understood() -> None:
    settings = read_settings(
        {
            "ANSM_DATABASE_URL": "postgresql+psycopg://ansm@localhost/ansm",
            "ANSM_CONTENT": "autres-questions",
            "ANSM_BRAND": "etat",
            "ANSM_OPERATOR": "Syndicat numérique",
            "ANSM_OPERATOR_CONTACT": "contact@exemple.fr",
            "ANSM_OPERATOR_ADDRESS": "1 place de la Mairie, 38500 La Buisse",
            "ANSM_PUBLICATION_DIRECTOR": "La présidente du syndicat",
            "ANSM_HOSTING": "Hébergeur, 2 rue du Parc, 38000 Grenoble",
            "ANSM_REPORT_WORKERS": "3",
            "ANSM_TIMEZONE": "Indian/Reunion",
            "ANSM_OFFLINE": "non",
            "ANSM_KEEP_UNFINISHED": "6",
            "ANSM_KEEP_ACCOUNTS": "18",
            "ANSM_KEEP_CLOSED": "2",
        }
    )
    assert settings.retention == Retention(unfinished=6, accounts=18, closed=2)
    assert not settings.offline
    assert settings.database_url == "postgresql+psycopg://ansm@localhost/ansm"
    assert settings.content_folder == Path("autres-questions")
    assert (settings.brand, settings.operator, settings.report_workers) == (Brand.STATE, "Syndicat numérique", 3)
    assert settings.timezone.key == "Indian/Reunion"
    assert settings.operator_address == "1 place de la Mairie, 38500 La Buisse"
    assert settings.publication_director == "La présidente du syndicat"
    assert settings.hosting == "Hébergeur, 2 rue du Parc, 38000 Grenoble"


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("ANSM_DATABASE_URL", "mysql://ailleurs", "sqlite"),
        ("ANSM_BRAND", "marianne", "neutre, etat"),
        ("ANSM_REPORT_WORKERS", "0", "de 1 à"),
        ("ANSM_REPORT_WORKERS", "beaucoup", "de 1 à"),
        ("ANSM_TIMEZONE", "Mars/Olympus", "Europe/Paris"),
        ("ANSM_OFFLINE", "peut-être", "oui, non"),
        ("ANSM_KEEP_UNFINISHED", "0", "de 1 à 120"),
        ("ANSM_KEEP_FINISHED", "121", "de 1 à 120"),
        ("ANSM_KEEP_REQUESTS", "deux ans", "de 1 à 120"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_what_was_allowed(variable: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=variable) as refusal:
        read_settings({variable: value})
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "host", "port", "encryption", "user", "password"),
    [
        ("smtp://ansm:secret@smtp.exemple.fr", "smtp.exemple.fr", 587, Encryption.STARTTLS, "ansm", "secret"),
        ("smtps://ansm:secret@smtp.exemple.fr", "smtp.exemple.fr", 465, Encryption.TLS, "ansm", "secret"),
        ("smtps://smtp.exemple.fr:4650/", "smtp.exemple.fr", 4650, Encryption.TLS, "", ""),
        ("smtp://relais.local?tls=non", "relais.local", 25, Encryption.NONE, "", ""),
        ("smtp://a%40b.fr:m%3Aot%2F%25@localhost:2525?tls=non", "localhost", 2525, Encryption.NONE, "a@b.fr", "m:ot/%"),
        ("smtp://[::1]:25?tls=non", "::1", 25, Encryption.NONE, "", ""),
    ],
)
def test_a_mail_server_is_one_address_encrypted_unless_it_says_otherwise(
    url: str, host: str, port: int, encryption: Encryption, user: str, password: str
) -> None:
    mail = read_settings(MAIL | {"ANSM_SMTP_URL": url}).mail
    sender = ("ne-pas-repondre@exemple.fr", "Accompagnement Numérique Sur-Mesure")
    assert mail == MailServer(host, port, encryption, user, password, *sender)


def test_without_a_mail_server_there_is_none_and_the_public_address_may_be_set_alone() -> None:
    assert (read_settings({}).mail, read_settings({}).public_url) == (None, "")
    alone = read_settings({"ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr/"})
    assert (alone.mail, alone.public_url) == (None, "https://diagnostic.exemple.fr")


def test_the_sender_may_have_a_name() -> None:
    mail = read_settings(MAIL | {"ANSM_SMTP_FROM": "Syndicat numérique, l’Isère <contact@exemple.fr>"}).mail
    assert mail is not None
    assert (mail.sender, mail.sender_name) == ("contact@exemple.fr", "Syndicat numérique, l’Isère")


@pytest.mark.parametrize("missing", MAIL)
def test_the_three_settings_of_mail_go_together(missing: str) -> None:
    with pytest.raises(SettingsError, match=f"{missing} : il manque"):
        read_settings({name: value for name, value in MAIL.items() if name != missing} | {"ANSM_OPERATOR": "x"})


@pytest.mark.parametrize(
    "url",
    [
        "smtp.exemple.fr",
        "http://ansm:secret@smtp.exemple.fr",
        "smtp://",
        "smtp://ansm:secret@smtp.exemple.fr:port",
        "smtp://ansm:secret@smtp.exemple.fr:99999",
        "smtp://ansm:secret@smtp.exemple.fr:0",
        "smtp://ansm:secret@smtp.exemple.fr/boite",
        "smtp://ansm:secret@smtp.exemple.fr?tls=oui",
        "smtp://ansm:secret@smtp.exemple.fr#la",
        "smtp://ansm:secret@smtp.exemple.fr?tls=non",
        "smtp://ansm:secr%C3%A9t@smtp.exemple.fr",
        "smtp://[ansm:secret@smtp.exemple.fr",
    ],
)
def test_a_wrong_mail_server_is_refused_without_repeating_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match=r"ANSM_SMTP_URL.*Attendu : smtp://") as refusal:
        read_settings(MAIL | {"ANSM_SMTP_URL": url})
    assert "secr" not in str(refusal.value)
    assert "secret" not in repr(read_settings(MAIL).mail)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ANSM_SMTP_FROM", "mairie"),
        ("ANSM_SMTP_FROM", "a@exemple.fr, b@exemple.fr"),
        ("ANSM_SMTP_FROM", "Nom <mairie@exemple>"),
        ("ANSM_SMTP_FROM", "Nom\nBcc: c@exemple.fr <a@exemple.fr>"),
        ("ANSM_SMTP_FROM", 'Nom " <a@exemple.fr>'),
        ("ANSM_PUBLIC_URL", "diagnostic.exemple.fr"),
        ("ANSM_PUBLIC_URL", "http://diagnostic.exemple.fr"),
        ("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr/ansm"),
        ("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr/#a"),
        ("ANSM_PUBLIC_URL", "https://diagnostic.exemple.fr?x=1"),
        ("ANSM_PUBLIC_URL", "https://moi@diagnostic.exemple.fr"),
        ("ANSM_PUBLIC_URL", "ftp://diagnostic.exemple.fr"),
        ("ANSM_PUBLIC_URL", "https://"),
    ],
)
def test_a_wrong_sender_or_public_address_is_refused_at_start(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable} : .*Attendu : "):
        read_settings(MAIL | {variable: value})


@pytest.mark.parametrize(
    "url", ["http://localhost:8000", "http://127.0.0.1:8000", "https://diagnostic.exemple.fr:8443"]
)
def test_the_public_address_may_have_a_port_and_be_this_machine_in_clear(url: str) -> None:
    assert read_settings({"ANSM_PUBLIC_URL": url}).public_url == url


OPENID = {
    "ANSM_OPENID_ISSUER": "https://auth.agentconnect.gouv.fr/api/v2",
    "ANSM_OPENID_CLIENT_ID": "ansm",
    "ANSM_OPENID_CLIENT_SECRET": "secret",
    "ANSM_PUBLIC_URL": "https://diagnostic.exemple.fr",
}


def test_a_provider_is_understood_and_its_secret_hidden() -> None:
    """ProConnect is named by itself, any other neutrally or as it is told."""
    provider = read_settings(OPENID | {"ANSM_OPENID_ACR": "eidas1 eidas2"}).openid
    assert provider is not None
    assert (provider.name, provider.levels, provider.vouches) == ("ProConnect", ("eidas1", "eidas2"), True)
    assert "secret" not in repr(provider).replace("client_secret", "")
    for issuer in ("https://proconnect.gouv.fr.exemple.fr", "https://fca.integ01.dev-agentconnect.fr/api/v2"):
        other = read_settings(OPENID | {"ANSM_OPENID_ISSUER": issuer}).openid
        assert other is not None
        assert (other.name, other.vouches) == ("votre compte professionnel", False)
    named = read_settings(OPENID | {"ANSM_OPENID_NAME": "le portail du syndicat"}).openid
    assert named is not None
    assert named.name == "le portail du syndicat"
    doubted = read_settings(OPENID | {"ANSM_OPENID_VOUCHES": "non"}).openid
    assert doubted is not None
    assert not doubted.vouches
    with pytest.raises(SettingsError, match="ANSM_OPENID_VOUCHES"):
        read_settings(OPENID | {"ANSM_OPENID_VOUCHES": "peut-être"})


@pytest.mark.parametrize("missing", OPENID)
def test_a_provider_half_described_is_refused(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        read_settings({name: value for name, value in OPENID.items() if name != missing})


@pytest.mark.parametrize(
    "issuer",
    [
        "http://exemple.fr",
        "exemple.fr",
        "ftp://exemple.fr",
        "https://a:b@exemple.fr",
        "https://exemple.fr/?a",
        "https://",
    ],
)
def test_a_provider_that_is_not_safe_is_refused(issuer: str) -> None:
    """A code that signs people in goes there."""
    with pytest.raises(SettingsError, match="ANSM_OPENID_ISSUER"):
        read_settings(OPENID | {"ANSM_OPENID_ISSUER": issuer})
