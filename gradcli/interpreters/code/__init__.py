"""Programs as code: a straight line of scalar steps, in NumPy over columns and in other languages."""
