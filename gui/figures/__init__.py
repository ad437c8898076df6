"""The year's numbers: annual forms, filing, counting crosswise, an authority's own workbook."""
