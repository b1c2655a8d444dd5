"""Tensors, Variables, their dtypes and shapes, and how a call reads its operands: what all functions stand on."""
