"""Other notations written as they are here: books, LaTeX, MATLAB, Mathematica, spreadsheets, words around a formula."""
