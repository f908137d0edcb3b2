"""The use cases: search, open a file, answer, hand over, diagnose, report. The only room with the clock and tokens."""

from ansm.application.blank_forms import BlankPaper
from ansm.application.carried import Exported, Found, Merged, Started
from ansm.application.carrying import loose_report, of_edition
from ansm.application.checking import Checked, Verdict
from ansm.application.documents import Begun, Documents, Made
from ansm.application.entering import EntryPages
from ansm.application.exchange import Changes, Delivery, Dossier, Exchange, SentAnswer, Settlement
from ansm.application.files import File, Saved
from ansm.application.fitting import LeftOut
from ansm.application.handovers import DEFAULT_DAYS, Handover, Handovers, HandoverState
from ansm.application.identity import IDLE as SESSION_LASTS
from ansm.application.identity import OpenSession, Session
from ansm.application.installation import Application, utc_now
from ansm.application.keeping import OwnData, PurgeReport
from ansm.application.offers import OFFERS, Group, Kind, Offer
from ansm.report import Audience, FormPath
from ansm.storage import RecordedAnswer

__all__ = [
    "DEFAULT_DAYS",
    "OFFERS",
    "SESSION_LASTS",
    "Application",
    "Audience",
    "Begun",
    "BlankPaper",
    "Changes",
    "Checked",
    "Delivery",
    "Documents",
    "Dossier",
    "EntryPages",
    "Exchange",
    "Exported",
    "File",
    "FormPath",
    "Found",
    "Group",
    "Handover",
    "HandoverState",
    "Handovers",
    "Kind",
    "LeftOut",
    "Made",
    "Merged",
    "Offer",
    "OpenSession",
    "OwnData",
    "PurgeReport",
    "RecordedAnswer",
    "Saved",
    "SentAnswer",
    "Session",
    "Settlement",
    "Started",
    "Verdict",
    "loose_report",
    "of_edition",
    "utc_now",
]
