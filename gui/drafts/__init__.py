"""The year's words: summaries that stay alive, and reports held against the records."""
