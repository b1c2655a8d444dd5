"""How a report is printed: a file per format."""
