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
from ansm.application.pooling import CountedNeed, GroupView, Pooling, Sharing
from ansm.application.requests import RequestDesk, Requests, Wanted
from ansm.application.support import Draft, Prepared, Situation, Support
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
    "CountedNeed",
    "Delivery",
    "Documents",
    "Dossier",
    "Draft",
    "EntryPages",
    "Exchange",
    "Exported",
    "File",
    "FormPath",
    "Found",
    "Group",
    "GroupView",
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
    "Pooling",
    "Prepared",
    "PurgeReport",
    "RecordedAnswer",
    "RequestDesk",
    "Requests",
    "Saved",
    "SentAnswer",
    "Session",
    "Settlement",
    "Sharing",
    "Situation",
    "Started",
    "Support",
    "Verdict",
    "Wanted",
    "loose_report",
    "of_edition",
    "utc_now",
]
