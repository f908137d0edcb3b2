"""Decides the addresses: the pages a person may bookmark, and the few routes beside them.

The personal link keeps its secret after the `#`: a browser never sends that part to a server, so it reaches
neither our logs nor another site's. The page then hands it over in the body of its requests.
"""

from __future__ import annotations

HOME = "/"
TERRITORY = "/territoire/"
DIAGNOSTIC = "/diagnostic/"
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
SIGN_IN = "/conseillers/connexion"
ENTER = "/conseillers/entrer"
ACCOUNT = "/conseillers/compte"
TEAM = "/conseillers/equipe"
SIGN_OUT = "/conseillers/deconnexion"
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
