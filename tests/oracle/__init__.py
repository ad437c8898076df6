"""Every cell counted again: plain Python over records read as dicts, from the written rules alone.

Nothing here asks the indicators or the forms. Each file of a form gives {(row, column): number}
under the same keys as the form's; sums that need a whole that is zero are left out.
"""
