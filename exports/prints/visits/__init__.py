"""Papers of visits, invitations, events, gifts and agreements (D1–D12), most wanted first."""

from __future__ import annotations

from exports.prints.printable import Printable

PRINTABLES: tuple[Printable, ...] = ()
"""Adding one: its file, and its line here."""
