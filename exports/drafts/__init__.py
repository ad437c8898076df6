"""Written papers for Word: summaries, plans and task registers set as official documents (公文)."""
