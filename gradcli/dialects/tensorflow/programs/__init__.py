"""What surrounds the functions in a program: tapes, tf.function, control flow, datasets, training helpers, v1."""
