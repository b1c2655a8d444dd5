"""Tables: which files announce names, and which modules there are for them."""

from __future__ import annotations

FILES = (
    "convert", "creation", "shaping", "padding", "logic", "gathering", "scatter", "sorting", "diagonals", "reductions",
    "cumulative", "segments", "products", "operators", "complexes", "tape", "forward", "nest", "neural", "entropies",
    "normalisation", "image", "image_geometry", "convolution", "linalg", "eigen", "special", "custom", "control",
    "module", "functions", "settings", "seeds", "random", "generators", "data", "moving_average", "debugging",
    "testing", "signal", "signal_transforms", "checkpoints", "distribute", "distributions", "ctc", "sparse", "colours",
    "ragged", "candidates",
)  # fmt: skip
KERAS = (
    "optimizers", "schedules", "losses", "config", "random", "initializers", "metrics", "confusion_metrics",
    "activations", "backend", "utils",
)  # fmt: skip
OLD = ("v1_optimizers", "legacy")
VERSION = "2.21.0"
KERAS_MODULES = (
    "keras.layers", "keras.models", "keras.ops", "keras.applications", "keras.datasets", "keras.preprocessing",
    "keras.callbacks",
)  # fmt: skip
MODULES = (
    "experimental", "experimental.numpy", "experimental.numpy.random", "data", "saved_model", "distribute", "image",
    "io", "ragged", "sparse", "sets", "lookup", "summary", "tpu", "lite", "queue", "audio", "feature_column", "train",
    "raw_ops",
)  # fmt: skip
INTERNAL = {
    "tensorflow.keras": "keras._tf_keras.keras",
    "tensorflow": "tensorflow",
}
HOMES = ("", "math", "nn", "linalg", "random", "dtypes", "errors", "nest", "autodiff", "debugging", "signal", "strings",
         "bitwise", "test", "train", "config")  # fmt: skip
PYTHON = {  # modules inside tensorflow.python, and the home whose names they mean first
    "ops.math_ops": "", "ops.array_ops": "", "ops.nn_ops": "nn", "ops.nn": "nn", "ops.gen_math_ops": "math",
    "ops.control_flow_ops": "", "ops.linalg_ops": "linalg", "ops.variables": "", "ops.custom_gradient": "",
    "ops.gradients_impl": "", "eager.backprop": "", "framework.ops": "", "framework.constant_op": "",
    "framework.dtypes": "dtypes", "framework.errors_impl": "errors", "framework.tensor_shape": "", "util.nest": "nest",
    "ops.gradients_util": "", "ops.random_ops": "random", "ops.clip_ops": "", "ops.special_math_ops": "math",
    "platform.test": "test", "ops.resource_variable_ops": "", "ops.nn_impl": "nn", "ops.gradients": "",
    "ops.functional_ops": "", "ops.gen_array_ops": "", "ops.gen_nn_ops": "nn", "ops.init_ops": "",
    "ops.linalg.linalg_impl": "linalg", "eager.def_function": "", "eager.context": "",
}  # fmt: skip
LATER = {  # names whose modules are imported when they are first asked for
    "experimental.numpy": "experimental_numpy",
    "experimental.numpy.random": "experimental_numpy",
    **{f"keras.{name}": f"keras.{name}" for name in ("layers", "callbacks", "ops")},
    "keras.models": "keras.sequential",
    **{f"keras.{name}": "keras.sequential" for name in ("Model", "Sequential", "Input", "Layer", "KerasTensor")},
}
