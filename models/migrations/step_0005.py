"""Step 5: what the printed papers ask for beyond the yearly figures."""

SQL: tuple[str, ...] = (
)
"""New tables and columns."""

MOVES: tuple[str, ...] = (
)
"""What one field held and lines hold now."""
