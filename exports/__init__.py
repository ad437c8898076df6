"""Everything that becomes a file: registers, forms, drafts and prints."""
