"""What was done and the way back: undoing, the history, the recycle bin."""
