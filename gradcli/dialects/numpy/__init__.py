"""NumPy's spelling of the ops: `module` is what scripts import; arrays that scripts write into are tracked."""
