"""Programs in SymPy: closed formulas, their spelling, and partials chained forward step by step."""
