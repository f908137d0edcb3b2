"""Decides the addresses: the pages a person may bookmark, and the few routes beside them.

The personal link keeps its secret after the `#`: a browser never sends that part to a server, so it reaches
neither our logs nor another site's. The page then hands it over in the body of its requests.
"""

from __future__ import annotations

from collections.abc import Sequence

HOME = "/"
TERRITORY = "/territoire/"
DIAGNOSTIC = "/diagnostic/"
ON_DEVICE = "appareil=oui"
KEEP_LINK = "garder=oui"  # the questionnaire opens at the box that keeps the personal link
RESULTS = "/diagnostic/resultats/"

HELP = "/aide/"
CALCULATION = "/comprendre-le-calcul/"
ACCESSIBILITY = "/accessibilite/"
LEGAL = "/mentions-legales/"
PERSONAL_DATA = "/donnees-personnelles/"
SITE_MAP = "/plan-du-site/"
PARTNERS = "/partenaires/"
VERIFY = "/verifier/"

# Pages of whoever holds the personal link, written by the server.
FOLLOW_UP = "/diagnostic/suivi/"
SHARING = "/diagnostic/partage/"
SUPPORT = "/diagnostic/demande/"
AGAIN = "/diagnostic/refaire/"
OWN_DATA = "/diagnostic/donnees/"
OWN_DATA_EXPORT = "/donnees-du-dossier"

# Written by the server at each request (ansm/web/served).
DESK = "/conseillers/"
CASES = "/conseillers/dossiers/"
NEW_CASE = "/conseillers/nouveau"
TAKE_ON = "/conseillers/suivre"
PORTFOLIO_SHEET = "/conseillers/dossiers.ods"
BUNDLE = "/conseillers/rapports"
OFFLINE_CASES = "/conseillers/hors-connexion"
SIGN_IN = "/conseillers/connexion"
ENTER = "/conseillers/entrer"
OPENID = "/conseillers/openid/"
OPENID_GO = "/conseillers/openid/aller"
OPENID_BACK = "/conseillers/openid/retour"
ACCOUNT = "/conseillers/compte"
TEAM = "/conseillers/equipe"
SIGN_OUT = "/conseillers/deconnexion"
REQUESTS = "/conseillers/demandes"
GROUP = "/conseillers/intercommunalite"
UNCOVERED = "/conseillers/besoins-sans-service"
AGENTS = "/agents/"
AGENTS_DOWNLOAD = "/agents/telecharger"
STATISTICS = "/statistiques"
STATISTICS_DATA = "/statistiques/donnees.csv"
STATISTICS_ABOUT = "/statistiques/description"
STATISTICS_SCHEMA = "/statistiques/schema.json"

NOT_FOUND = "/page-introuvable/"

HEALTH = "/sante"
DOCUMENTS = "/documents"
REPORT = "/rapport"  # the address of the report alone, before there were others: pages opened then still know it
BRIEF = "/fiche-produit"
BLANK = "/questionnaire-vierge.pdf"
EVENTS = "/_event"
EXCHANGE = "/echange/"
IMPORT = "/importer/"
# The script that keeps the pages on the device: at the root, since it may only serve what stands below it.
WORKER = "/hors-connexion.js"


def territory(code: str) -> str:
    """The page of a territory's verdict."""
    return f"{TERRITORY}?code={code}"


def diagnostic(token: str) -> str:
    """The personal link of a diagnostic, without the host."""
    return f"{DIAGNOSTIC}#{token}"


def on_this_device(tokens: Sequence[str] = ()) -> str:
    """The files that a device keeps, and those that it is to keep from now on; the links leave the address at once."""
    return f"{DIAGNOSTIC}?{ON_DEVICE}" + (f"#{''.join(f'{token}.' for token in tokens)}" if tokens else "")


def results(token: str) -> str:
    """The results of a diagnostic, under the same secret."""
    return f"{RESULTS}#{token}"


def case(uid: str, part: str = "") -> str:
    """The page of a followed file, or one of those below it."""
    return f"{CASES}{uid}/{part}" if part else f"{CASES}{uid}"


def blank(audience: str, path: str) -> str:
    """The questionnaire to print and fill in by hand."""
    return f"{BLANK}?pour={audience}&parcours={path}"


def need_explained(identifier: str) -> str:
    """Where the calculation page explains one need: a browser opens what is folded around the place it goes to."""
    return f"{CALCULATION}#{need_anchor(identifier)}"


def need_anchor(identifier: str) -> str:
    """The name of that place."""
    return f"besoin-{identifier}"
