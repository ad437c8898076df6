"""指标: one file per theme; base.py says what a figure is."""
