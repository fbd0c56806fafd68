"""Datasette, fit to face the public: its configuration, its plugins, its pages."""
