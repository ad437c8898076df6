"""Any register as a list: filters, groups, views, typing into cells, printing, exporting."""
