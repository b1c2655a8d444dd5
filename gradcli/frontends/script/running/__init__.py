"""A script while it runs, as Python runs it: its stage, its imports, what is asked of its numbers, and its errors."""
