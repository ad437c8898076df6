"""Papers of a trip abroad (A1–A15), in the order in which she needs them."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.trips.annual_plan import ANNUAL_PLAN
from exports.prints.trips.application import APPLICATION
from exports.prints.trips.approval import TRIP_APPROVAL
from exports.prints.trips.briefing import BRIEFING
from exports.prints.trips.custody_ledger import CUSTODY_LEDGER, CUSTODY_SLIP
from exports.prints.trips.custody_notices import CUSTODY_LOSS, CUSTODY_REMINDER
from exports.prints.trips.flight_request import FLIGHT_REQUEST
from exports.prints.trips.itinerary import ITINERARY
from exports.prints.trips.joint_group import JOINT_GROUP
from exports.prints.trips.passport_extract import PASSPORT_EXTRACT
from exports.prints.trips.personnel_filing import PERSONNEL_FILING
from exports.prints.trips.pledges import PLEDGES
from exports.prints.trips.progress import PROGRESS
from exports.prints.trips.publicity import NOTICE, NOTICE_RESULT
from exports.prints.trips.report import REPORT
from exports.prints.trips.report_cover import REPORT_COVER
from exports.prints.trips.request import REQUEST
from exports.prints.trips.result_notice import RESULT_NOTICE
from exports.prints.trips.taiwan_list import TAIWAN_LIST
from exports.prints.trips.task_report import TASK_REPORT
from exports.prints.trips.travellers import TRAVELLERS

PRINTABLES: tuple[Printable, ...] = (
    PROGRESS, ANNUAL_PLAN, APPLICATION, TRIP_APPROVAL, TRAVELLERS, ITINERARY, PERSONNEL_FILING,
    NOTICE, NOTICE_RESULT, REQUEST, BRIEFING, PLEDGES, REPORT, REPORT_COVER, RESULT_NOTICE,
    CUSTODY_LEDGER, CUSTODY_SLIP, CUSTODY_REMINDER, CUSTODY_LOSS, TAIWAN_LIST, TASK_REPORT,
    FLIGHT_REQUEST, PASSPORT_EXTRACT, JOINT_GROUP,
)
"""Adding one: its file, and its line here."""
