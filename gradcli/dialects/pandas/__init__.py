"""Columns of pandas that hold traced numbers."""
