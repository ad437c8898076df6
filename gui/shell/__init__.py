"""The program around its pages: start, menu, bar, search, second starts, a damaged file."""
