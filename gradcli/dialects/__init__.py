"""Other spellings of the same ops: Python's, NumPy's, TensorFlow's. Importing it gives our own Tensor its manners."""

from .python import manners as manners
