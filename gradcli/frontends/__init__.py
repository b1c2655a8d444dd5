"""Text to program: expressions, bindings and data files here, scripts in a room of their own."""
