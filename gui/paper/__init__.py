"""Out of the window: pages seen and printed, files searched for leaks and written."""
