"""What a program means: its adjoints, its formula, its value at a hundred digits."""
