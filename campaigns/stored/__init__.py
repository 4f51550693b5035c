"""Public pages, rendered once and kept: docs/decisions/pages-are-kept-by-the-process.md."""
