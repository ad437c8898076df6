"""One trip as it is planned, before its records are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.entities.outbound_trip import OutboundTrip


@dataclass
class Planned:
    """A trip in short.

    departs and returns: ISO days. legs: (country, city, days) in order. members: staff numbers,
    the leader first. facts: further fields of the trip; its entry "budget" names ready lines.
    """

    title: str
    departs: str
    returns: str
    legs: tuple[tuple[str, str, int], ...]
    members: tuple[str, ...]
    task: str
    purpose: str
    facts: dict[str, Any]
    trip: OutboundTrip = field(init=False, repr=False)

    @property
    def out(self) -> date:
        """The day of leaving the country."""
        return date.fromisoformat(self.departs)

    @property
    def back(self) -> date:
        """The day of coming back."""
        return date.fromisoformat(self.returns)

    @property
    def days(self) -> int:
        """Days abroad, both border days counted."""
        return (self.back - self.out).days + 1

    @property
    def host(self) -> str:
        """Who invites, in the first city."""
        return f"{self.legs[0][1]}示例接待院校"
