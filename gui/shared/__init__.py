"""What every page shares: the open college, work beside the window, keys, ways to other parts."""
