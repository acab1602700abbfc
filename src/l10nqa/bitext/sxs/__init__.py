"""Bilingual Markdown, "side by side": every segment is its target in a span, and its source in one behind it."""
