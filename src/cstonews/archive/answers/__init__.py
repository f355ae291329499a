"""Questions to an archive. Every function only reads."""
