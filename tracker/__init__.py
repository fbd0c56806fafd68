"""Rõ Việc: a public record of who promised what, by when, and whether it happened."""
