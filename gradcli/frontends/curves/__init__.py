"""An expression along one variable or two: values, derivatives, and where it breaks."""
