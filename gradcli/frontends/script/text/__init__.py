"""What the text of a script says: its trees, names and constants, which names hang on which, and where hooks go."""
