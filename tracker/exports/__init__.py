"""Answers and data in the formats that people take away; one module each, pure."""
