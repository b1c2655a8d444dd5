"""Keras as training loops use it: losses, metrics, optimizers and their schedules, activations, the backend."""
