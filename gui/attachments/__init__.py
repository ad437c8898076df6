"""The scans of a record: which papers it should have, looking, describing, exporting, the slip."""
