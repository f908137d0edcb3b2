"""Every door of the site and who may go through it to somebody else's file: kept as data, one line a door.

A line says the method and the path as the route has them, who may (the others are refused, read nothing and write
nothing), and what is sent. In what is sent and in `at`, `{name}` stands for something of the file that is walked
against (`Scene.names` in `walk.py` lists them), and `#name` for the same as a number. `writes` names the tables where
anybody's own doings are written besides.

    town("/echange/piece/suivi")                                  a part of a page of who holds the personal link
    desk("GET", "/conseillers/dossiers/{uid}/notes")              a page of the desk about one file
    desk("POST", "/conseillers/dossiers/{uid}/notes", {"texte": "Vu"}, control=False)

`control` tells that the first visitor allowed is let through at the end, so that a refusal can only be about who
asks; without it, say why in a comment. A door that destroys what others need stands last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, StrEnum

Sent = dict[str, str | list[str]]


class Visitor(Enum):
    """Whoever may come. The file is followed by an organisation, where one advisor is in charge of it."""

    OWNER = "holds the personal link of the file"
    IN_CHARGE = "advisor in charge of the file"
    MANAGER = "manages the organisation that follows it"
    ADVISOR_LINK = "holds the link of an advisor in charge"
    THEME_LINK = "holds a link « à confier » to one theme of it"
    AGENT_LINK = "holds a link to one report of it"
    NOBODY = "holds nothing but the file's public name"
    FORGED = "makes up a cookie and a link"
    EXPIRED_LINK = "holds a link « à confier » that is over"
    EXPIRED_SESSION = "was in charge, in a session that is over"
    DISABLED = "was in charge, and is let in no more"
    COLLEAGUE = "advisor of the same organisation, not in charge"
    OTHER_ADVISOR = "advisor of another organisation"
    OTHER_MANAGER = "manages another organisation"
    ANCT = "works at the ANCT"
    OTHER_LINK = "holds the personal link of another file"


Visitors = frozenset[Visitor]
EVERYONE: Visitors = frozenset(Visitor)
OWNER: Visitors = frozenset({Visitor.OWNER})
WORK: Visitors = OWNER | {Visitor.ADVISOR_LINK}
ANY_LINK: Visitors = WORK | {Visitor.THEME_LINK}
FOLLOWERS: Visitors = frozenset({Visitor.IN_CHARGE, Visitor.MANAGER})
SIGNED_IN: Visitors = FOLLOWERS | {Visitor.COLLEAGUE, Visitor.OTHER_ADVISOR, Visitor.OTHER_MANAGER, Visitor.ANCT}
ADVISORS: Visitors = SIGNED_IN - {Visitor.ANCT}
MANAGERS: Visitors = frozenset({Visitor.MANAGER, Visitor.OTHER_MANAGER})
STAFF: Visitors = frozenset({Visitor.ANCT})
AGENT: Visitors = frozenset({Visitor.AGENT_LINK})
# What several doors are sent.
NOTE = {"number": "{note}"}
REPORT: dict[str, str | list[str]] = {
    "document": "synthese",
    "edition": "publiable",
    "contenu": "fige",
    "pour": "",
    "jours": "30",
    "adresse": "",
}
STEP: dict[str, str | list[str]] = {
    "besoin": "sauvegarde",
    "etat": "decidee",
    "le": "2026-11-26",
    "qui": "",
    "service": "",
    "vu": "0",
}
OPENED = ("diagnostic", "answer", "accompaniment", "accompanying_person")


class Form(StrEnum):
    """How a request is written."""

    NOTHING = "nothing"
    JSON = "json"
    FIELDS = "fields"
    FILE = "file"


@dataclass(frozen=True)
class Door:
    """One method of one route.

    `about_file` is False when it tells and does nothing of a file, whoever comes; `readers` are those who then find
    the file in it all the same, among their own.
    """

    method: str
    path: str
    who: Visitors
    form: Form
    sent: Sent = field(default_factory=dict)
    at: dict[str, str] = field(default_factory=dict)
    writes: tuple[str, ...] = ()
    control: bool = True
    status: int = 0
    about_file: bool = True
    readers: Visitors = frozenset()

    @property
    def name(self) -> str:
        """As a test names it."""
        return f"{self.method} {self.path}"


def link(path: str, who: Visitors, sent: Sent | None = None, *, control: bool = True, status: int = 0) -> Door:
    """A part of the exchange: a secret in a JSON body."""
    return Door("POST", path, who, Form.JSON, sent or {}, control=control, status=status)


def town(path: str, sent: Sent | None = None, *, control: bool = True, status: int = 0) -> Door:
    """What is the town's own business, with its personal link."""
    return link(path, OWNER, sent, control=control, status=status)


def given(path: str, who: Visitors, sent: Sent | None = None) -> Door:
    """A file that a native form downloads: a secret among its fields. What is given is remembered by its code."""
    return Door("POST", path, who, Form.FIELDS, sent or {}, writes=("issued",))


def desk(
    method: str,
    path: str,
    sent: Sent | None = None,
    at: dict[str, str] | None = None,
    *,
    who: Visitors = FOLLOWERS,
    writes: tuple[str, ...] = (),
    control: bool = True,
) -> Door:
    """A page or a form of the desk about one file."""
    form = Form.NOTHING if method == "GET" else Form.FIELDS
    return Door(method, path, who, form, sent or {}, at or {}, writes, control)


def own(
    method: str,
    path: str,
    who: Visitors,
    sent: Sent | None = None,
    *,
    writes: tuple[str, ...] = (),
    status: int = 0,
    readers: Visitors = frozenset(),
) -> Door:
    """A page or a form of the desk about whoever is signed in: others are refused, and no file is told of."""
    form = Form.NOTHING if method == "GET" else Form.FIELDS
    return Door(method, path, who, form, sent or {}, writes=writes, status=status, about_file=False, readers=readers)


def public(
    method: str, path: str, sent: Sent | None = None, writes: tuple[str, ...] = (), form: Form | None = None
) -> Door:
    """What anybody may ask for: nothing of a file is in it."""
    usual = Form.NOTHING if method == "GET" else Form.FIELDS
    return Door(method, path, EVERYONE, form or usual, sent or {}, writes=writes, control=False, about_file=False)


DOORS = (
    # --- the questionnaire, the documents, what travels
    public("GET", "/sante"),
    public("GET", "/questionnaire-vierge.pdf"),
    public("GET", "/statistiques"),
    public("GET", "/statistiques/"),
    public("GET", "/statistiques/donnees.csv"),
    public("GET", "/statistiques/description"),
    public("GET", "/statistiques/schema.json"),
    public("POST", "/echange/verifier", {"code": "AAAA-AAAA-AAAA"}, form=Form.JSON),
    link("/echange/dossier", ANY_LINK),
    link("/echange/reponses", ANY_LINK, {"depuis": "#zero", "reponses": []}),
    link("/echange/historique", ANY_LINK, {"question": "SEC-01"}),
    link("/echange/suivi", ANY_LINK, {"depuis": "#zero", "appareil": "visiteur"}),
    link("/echange/affiner", WORK),
    link("/echange/document", WORK, {"document": "echeances", "edition": "interne"}),
    # It prints whole reports ahead: seconds, for what « document » already shows.
    link("/echange/preparer", WORK, control=False),
    given("/documents", WORK, {"document": "echeances", "edition": "interne"}),
    given("/rapport", WORK, {"document": "echeances", "edition": "interne"}),
    given("/fiche-produit", WORK, {"texte": "Un besoin partagé"}),
    town("/echange/satisfaction", {"avis": "4"}),
    town("/echange/confies"),
    town("/echange/confier", {"theme": "securite", "a": "agent", "jours": "#one"}),
    town("/echange/courriel", {"adresse": "mairie@exemple.fr"}, status=409),  # no mail server is set here
    Door("POST", "/importer/fusionner", OWNER, Form.FILE),
    public("POST", "/importer/lire", form=Form.FILE),
    # Whoever brings a file from elsewhere starts one of their own.
    public("POST", "/importer/commencer", form=Form.FILE, writes=("diagnostic", "answer", "handover")),
    # --- what is kept
    public("GET", "/diagnostic/donnees/"),
    town("/echange/piece/donnees"),
    given("/donnees-du-dossier", OWNER),
    # --- signing in
    public("GET", "/conseillers"),
    public("GET", "/conseillers/connexion"),
    public("POST", "/conseillers/connexion", {"adresse": "{advisor_address}"}),
    public("GET", "/conseillers/entrer"),
    public("POST", "/conseillers/entrer"),
    public("GET", "/conseillers/openid/aller"),
    public("GET", "/conseillers/openid/retour"),
    # --- one's own account and team: the numbers sent are those of somebody else
    own("GET", "/conseillers/compte", SIGNED_IN),
    own("POST", "/conseillers/compte/fermer", SIGNED_IN, {"session": "{stranger_session}"}),
    own("GET", "/conseillers/equipe", MANAGERS),
    own(
        "POST",
        "/conseillers/equipe/inviter",
        MANAGERS,
        {"adresse": "{advisor_address}", "role": "conseiller"},
        writes=("person",),  # invited again, they are kept from that day on
    ),
    own("POST", "/conseillers/equipe/fermer", MANAGERS, {"personne": "{stranger}"}, status=400),
    own("POST", "/conseillers/compte/fermer-tout", SIGNED_IN, writes=("session", "entry_link")),
    own("POST", "/conseillers/deconnexion", SIGNED_IN, writes=("session",)),
    # --- what is shared
    public("GET", "/diagnostic/partage/"),
    public("GET", "/agents"),
    public("GET", "/agents/"),
    link("/echange/piece/rapport-recu", AGENT),
    link("/echange/piece/rapport-recu-poids", AGENT),
    given("/agents/telecharger", AGENT),
    town("/echange/piece/liens-rapport"),
    town("/echange/piece/liens-rapport-donner", REPORT),
    town("/echange/piece/qui-suit"),
    town("/echange/piece/liens-confies"),
    town("/echange/piece/lien-personnel"),
    town("/echange/piece/lien-personnel/preparer"),
    town("/echange/piece/lien-personnel/renoncer", {"nouveau": "{unprepared}"}),
    # What it needs is prepared by the one before: nobody's link is put in use here, and its test is its own.
    town("/echange/piece/lien-personnel/changer", {"nouveau": "{unprepared}", "garde": "oui"}, status=400),
    # --- what becomes of it
    public("GET", "/diagnostic/suivi/"),
    link("/echange/piece/suivi", WORK),
    link("/echange/piece/suivi-etape", WORK, STEP),
    town("/echange/piece/rappels"),
    # Without a mail server, nobody can be reminded by e-mail.
    town("/echange/piece/rappels-demande", {"adresse": "mairie@exemple.fr"}, status=409),
    # --- the desk
    own("GET", "/conseillers/", ADVISORS, readers=FOLLOWERS),
    own("GET", "/conseillers/dossiers.ods", ADVISORS, readers=FOLLOWERS),
    own("GET", "/conseillers/nouveau", ADVISORS),
    own("POST", "/conseillers/nouveau", ADVISORS, {"code": "38061", "encore": "oui"}, writes=OPENED),
    own("GET", "/conseillers/suivre", ADVISORS),
    own("POST", "/conseillers/suivre", ADVISORS, {"remis": "{uid}", "accord": "oui"}, status=400),
    desk("GET", "/conseillers/dossiers/{uid}"),
    desk("POST", "/conseillers/dossiers/{uid}/etape", {"etape": "Rappeler", "jour": ""}),
    desk("POST", "/conseillers/dossiers/{uid}/document", {"document": "echeances:interne"}, writes=("issued",)),
    # It prints whole reports: seconds, for what « document » already shows.
    desk("POST", "/conseillers/rapports", {"dossier": ["{uid}"], "edition": "interne"}, control=False),
    # The link to send is a secret that the desk itself forgets: whoever is in charge pastes it.
    desk("POST", "/conseillers/dossiers/{uid}/courriel", {"remis": "A", "adresse": "m@exemple.fr"}, control=False),
    desk("GET", "/conseillers/dossiers/{uid}/notes"),
    desk("POST", "/conseillers/dossiers/{uid}/notes", {"theme": "", "texte": "Vu"}),
    desk("POST", "/conseillers/dossiers/{uid}/notes/{number:int}", {"theme": "", "texte": "canari-note"}, NOTE),
    desk("GET", "/conseillers/dossiers/{uid}/suivi"),
    desk("POST", "/conseillers/dossiers/{uid}/suivi", STEP),
    desk("GET", "/conseillers/dossiers/{uid}/partage"),
    desk("POST", "/conseillers/dossiers/{uid}/partage", REPORT),
    desk("POST", "/conseillers/dossiers/{uid}/charger", {"personne": "{advisor}"}, control=False),
    desk("GET", "/conseillers/dossiers/{uid}/arreter"),
    desk("GET", "/conseillers/dossiers/{uid}/reponses"),
    # Nothing is to be settled in this file: whoever may is told so.
    desk("POST", "/conseillers/dossiers/{uid}/reponses", {"question": "SEC-01", "garder": "non"}, control=False),
    desk("POST", "/conseillers/dossiers/{uid}/ouvrir", control=False),  # it makes a link, whose test is its own
    desk("GET", "/conseillers/dossiers/{uid}/refaire"),
    desk("POST", "/conseillers/dossiers/{uid}/refaire", control=False),  # its test needs results of a year ago
    own("GET", "/conseillers/hors-connexion", ADVISORS, readers=FOLLOWERS),
    # The form of files to take along, and that closes the links of whoever asks.
    desk("POST", "/conseillers/hors-connexion", {"dossier": ["{uid}"]}, control=False),
    own("POST", "/conseillers/hors-connexion/fermer", ADVISORS, writes=("advisor_link",)),
    # Of an EPCI alone; what it counts has tests of its own.
    own("GET", "/conseillers/intercommunalite", ADVISORS, status=404),
    own("GET", "/conseillers/besoins-sans-service", STAFF),
    own("GET", "/conseillers/besoins-sans-service.csv", STAFF),
    own("GET", "/conseillers/demandes", STAFF),
    Door("GET", "/conseillers/demandes/tableau.{kind}", STAFF, Form.NOTHING, at={"kind": "csv"}),
    # This file asked for nothing: no request has this number.
    Door("GET", "/conseillers/demandes/{number}", STAFF, Form.NOTHING, at={"number": "1"}, control=False),
    Door("POST", "/conseillers/demandes/{number}", STAFF, Form.FIELDS, at={"number": "1"}, control=False),
    # --- asking for support, agreeing, beginning again
    public("GET", "/diagnostic/demande/"),
    public("GET", "/diagnostic/refaire/"),
    town("/echange/piece/accord"),
    town("/echange/piece/demande"),
    town("/echange/piece/refaire"),
    # What these forms need has tests of its own; here, that nobody else gets as far.
    town("/echange/piece/accord/changer", {"accord": "oui"}, control=False),
    town("/echange/piece/demande/corriger", control=False),
    town("/echange/piece/demande/relire", control=False),
    town("/echange/piece/demande/envoyer", control=False),
    town("/echange/piece/demande/retirer", control=False),
    # Whoever holds another file begins that one again.
    Door("POST", "/echange/piece/refaire/commencer", OWNER, Form.JSON, writes=("diagnostic", "answer"), control=False),
    # --- what ends something of the file, last
    desk("POST", "/conseillers/dossiers/{uid}/notes/{number:int}/effacer", at=NOTE),
    desk("POST", "/conseillers/dossiers/{uid}/partage/retirer", {"numero": "{desk_report_link}"}),
    town("/echange/piece/liens-rapport-retirer", {"numero": "{report_link}"}),
    town("/echange/piece/rappels-arret", {"rappel": "{reminder}"}),
    desk("POST", "/conseillers/dossiers/{uid}/decharger", {"personne": "{disabled}"}),
    desk("POST", "/conseillers/dossiers/{uid}/arreter"),
    # The door before has already ended it.
    town("/echange/piece/qui-suit-arreter", {"numero": "{accompaniment}"}, control=False),
    town("/echange/retirer", {"numero": "#handover"}),
    town("/echange/piece/liens-confies-retirer", {"numero": "{handover}"}),
    town("/echange/piece/donnees/effacer", {"compris": "oui"}),
)
