"""Reports as many colleges would write them, with their errors and harmless traps marked.

Written without looking at how proof-reading works: it is measured against them, not fitted.
"""
