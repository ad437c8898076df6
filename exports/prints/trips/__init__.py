"""Papers of a trip abroad (A1–A15), in the order in which she needs them."""

from __future__ import annotations

from exports.prints.printable import Printable
from exports.prints.trips.approval import TRIP_APPROVAL

PRINTABLES: tuple[Printable, ...] = (TRIP_APPROVAL,)
"""Adding one: its file, and its line here."""
