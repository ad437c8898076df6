"""Papers of international students and of students sent abroad (C1–C13)."""
