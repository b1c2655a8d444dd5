"""A function at every row of a table: where rows come from, what is computed of them, what they become."""
