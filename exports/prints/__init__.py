"""Printable papers: the PDF engine and, in a room for each family, the papers."""
