"""The use cases: search, open a file, answer, hand over, diagnose, report. The only room with the clock and tokens."""

from ansm.application.advisor_links import DAYS as ADVISOR_DAYS
from ansm.application.advisor_links import MOST_AT_ONCE
from ansm.application.again import Prospect, Redone
from ansm.application.blank_forms import BlankPaper
from ansm.application.bundles import Bundle, Step
from ansm.application.carried import Exported, Found, Merged, Started
from ansm.application.carrying import loose_report, of_edition
from ansm.application.casenotes import Notebook
from ansm.application.checking import Checked, Verdict
from ansm.application.desk import Desk, OpenCase
from ansm.application.documents import Begun, Documents, Made
from ansm.application.entering import EntryPages
from ansm.application.exchange import Changes, Delivery, Dossier, Exchange, SentAnswer, Settlement
from ansm.application.files import File, Saved
from ansm.application.fitting import LeftOut
from ansm.application.follow_up import LONGEST_WHO, FollowUp, NotedStep, Plan, SaidStep
from ansm.application.followers import Follower
from ansm.application.handovers import DEFAULT_DAYS, Handover, Handovers, HandoverState
from ansm.application.identity import IDLE as SESSION_LASTS
from ansm.application.identity import OpenSession, Session
from ansm.application.installation import Application, utc_now
from ansm.application.keeping import OwnData, PurgeReport
from ansm.application.offers import OFFERS, Group, Kind, Offer, offer
from ansm.application.openid import Return as OpenIdReturn
from ansm.application.personal_link import PreparedLink
from ansm.application.pooled import CountedNeed, GroupView, Sharing
from ansm.application.pooling import Pooling
from ansm.application.reminders import Reminders, RemindersOfFile
from ansm.application.report_letter import USES
from ansm.application.report_links import DEFAULT_DAYS as REPORT_DAYS
from ansm.application.report_links import (
    LONGEST_LABEL,
    MOST_DAYS,
    NewReport,
    ReportLink,
    ReportLinkState,
    ReportWish,
)
from ansm.application.requests import RequestDesk, Requests, Wanted
from ansm.application.shared_reports import OrderedReport, SharedReport
from ansm.application.side_by_side import Line, ThemeLines
from ansm.application.support import Draft, Prepared, Situation, Support
from ansm.application.taking_on import TakenOn
from ansm.report import Audience, FormPath
from ansm.storage import RecordedAnswer, StoredPerson

__all__ = [
    "ADVISOR_DAYS",
    "DEFAULT_DAYS",
    "LONGEST_LABEL",
    "LONGEST_WHO",
    "MOST_AT_ONCE",
    "MOST_DAYS",
    "OFFERS",
    "REPORT_DAYS",
    "SESSION_LASTS",
    "USES",
    "Application",
    "Audience",
    "Begun",
    "BlankPaper",
    "Bundle",
    "Changes",
    "Checked",
    "CountedNeed",
    "Delivery",
    "Desk",
    "Documents",
    "Dossier",
    "Draft",
    "EntryPages",
    "Exchange",
    "Exported",
    "File",
    "FollowUp",
    "Follower",
    "FormPath",
    "Found",
    "Group",
    "GroupView",
    "Handover",
    "HandoverState",
    "Handovers",
    "Kind",
    "LeftOut",
    "Line",
    "Made",
    "Merged",
    "NewReport",
    "Notebook",
    "NotedStep",
    "Offer",
    "OpenCase",
    "OpenIdReturn",
    "OpenSession",
    "OrderedReport",
    "OwnData",
    "Plan",
    "Pooling",
    "Prepared",
    "PreparedLink",
    "Prospect",
    "PurgeReport",
    "RecordedAnswer",
    "Redone",
    "Reminders",
    "RemindersOfFile",
    "ReportLink",
    "ReportLinkState",
    "ReportWish",
    "RequestDesk",
    "Requests",
    "SaidStep",
    "Saved",
    "SentAnswer",
    "Session",
    "Settlement",
    "SharedReport",
    "Sharing",
    "Situation",
    "Started",
    "Step",
    "StoredPerson",
    "Support",
    "TakenOn",
    "ThemeLines",
    "Verdict",
    "Wanted",
    "loose_report",
    "of_edition",
    "offer",
    "utc_now",
]
