"""TensorFlow's functions by subject: rows of our ops, and the rules that differ from the true derivative."""
