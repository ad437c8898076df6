"""Printable papers: the PDF engine and one file per certificate or approval form."""
