"""Text to program: expressions, bindings, data files and scripts."""
