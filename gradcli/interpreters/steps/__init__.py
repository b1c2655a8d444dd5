"""Programs shown: each step with its values and derivatives, loops folded, as a table, a graph, a derivation."""
