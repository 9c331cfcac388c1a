"""The declarations of every lesson: what is asked, what is right, which mistakes are known."""
