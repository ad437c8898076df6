"""The core: records, figures, rules and the reading of registers. Knows no Qt and writes no documents."""
