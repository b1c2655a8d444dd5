"""What is told of a script's derivatives: their names and lines, why one is None, kinks, and what left the trace."""
