"""SciPy's spelling of our ops: special functions, distributions, linear algebra."""
