"""The start page: what is due, the year's figures, what the reports lack, the first minutes."""
