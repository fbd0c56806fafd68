"""What Datasette loads from this folder: limits, headers, addresses, search, wording and errors."""
