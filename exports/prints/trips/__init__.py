"""Papers of a trip abroad (A1–A15)."""
