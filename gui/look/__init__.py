"""How the window looks and speaks: colours, icons, small pieces, dialogs; it knows no page."""
