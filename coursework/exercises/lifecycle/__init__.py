"""Chapter 3: the lifecycle of a user."""
