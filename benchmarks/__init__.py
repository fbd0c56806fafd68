"""Time and memory of check, database and site, beside the floor of the same work and beside Hugo."""
