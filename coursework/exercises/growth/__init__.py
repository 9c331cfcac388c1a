"""Chapter 1: growth."""
