"""From a program to the numbers that may be printed: derivatives in float64, and what settles them when in doubt."""
