"""Proof-reading a finished report: its numbers against the records, and against each other."""
