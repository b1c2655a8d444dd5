"""An expression: tokens, a cursor over them, the parser, the nodes it builds, and the run that records a program."""
