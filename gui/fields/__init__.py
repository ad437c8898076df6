"""What is typed into: an editor for each kind of field, what may be chosen, cells of a sheet."""
