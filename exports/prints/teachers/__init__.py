"""Papers of foreign teachers (B1–B12)."""
