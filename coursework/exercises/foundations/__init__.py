"""Chapter 0: foundations."""
