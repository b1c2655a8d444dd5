"""Python's own spelling of the ops: math, statistics, rounding and counting."""
