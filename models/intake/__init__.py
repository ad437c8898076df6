"""Reading other people's workbooks: tables out of files, a plan, and only then the records."""
