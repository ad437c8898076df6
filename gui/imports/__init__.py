"""Old workbooks taken in: files, tables and columns, a preview of each row, then the writing."""
