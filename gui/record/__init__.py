"""One record: its form, its lines, what is said of it while it is typed, its summary."""
