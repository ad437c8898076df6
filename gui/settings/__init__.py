"""What the office sets: rules, rates, holidays, wording and fonts, the password and locking."""
