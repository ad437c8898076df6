"""Papers made from records: the print centre, her own Word templates, the ledger of numbers."""
