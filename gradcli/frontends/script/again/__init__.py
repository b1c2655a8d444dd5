"""A script run again as plain Python: the arbiter of its derivatives, and of those that its author programmed."""
