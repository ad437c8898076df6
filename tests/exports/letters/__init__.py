"""Letters from her own Word templates."""
