"""The core: records, figures, rules, intake. Knows no Qt and writes no documents."""
