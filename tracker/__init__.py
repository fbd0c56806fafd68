"""Rõ Việc: a public record of who promised what, by when, and whether it happened."""

import os

# The model is checked by its own rules only, the same on every machine; looking for plugins would also cost each check.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
