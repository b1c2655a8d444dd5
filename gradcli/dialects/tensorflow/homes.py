"""Tables: which files announce names, which modules there are for them, and which names are left out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FILES = (
    "tensors.convert", "ops.creation", "ops.shaping", "ops.padding", "ops.logic", "ops.gathering", "ops.scatter",
    "ops.sorting", "ops.reductions", "ops.cumulative", "ops.products", "ops.operators", "ops.elementary",
    "programs.tape", "programs.graph_gradients", "tensors.nest", "ops.neural", "ops.entropies", "ops.convolution",
    "ops.linalg", "ops.eigen", "ops.special", "ops.custom",
    "programs.control", "programs.module", "programs.functions", "programs.devices", "tensors.tracing", "ops.random",
    "programs.train", "programs.debugging",
    "ops.distributions", "ops.sparse", "ops.ragged",
)  # fmt: skip
KERAS = (
    "optimizers", "schedules", "losses", "config", "random", "initializers", "metrics", "confusion_metrics",
    "activations", "backend", "utils", "serialized",
)  # fmt: skip
VERSION = "2.21.0"
KERAS_MODULES = tuple(f"keras.{name}" for name in (
    "layers models ops applications datasets preprocessing callbacks").split())  # fmt: skip
MODULES = (
    "data data.experimental image image.ResizeMethod signal experimental experimental.numpy experimental.numpy.random "
    "saved_model distribute io ragged sparse sets lookup summary tpu lite queue audio feature_column train raw_ops"
).split()
INTERNAL = {"tensorflow.keras": "keras._tf_keras.keras"}
HOMES = ("", "math", "nn", "linalg", "random", "dtypes", "errors", "nest", "autodiff", "debugging", "signal", "strings",
         "bitwise", "test", "train", "config")  # fmt: skip
PYTHON = {path: home for home, paths in {  # modules inside tensorflow.python, by the home whose names they mean first
    "": "eager.backprop eager.context eager.def_function eager.function framework.constant_op "
        "framework.indexed_slices framework.ops framework.tensor framework.tensor_shape framework.tensor_spec "
        "module.module ops.array_ops ops.array_ops_stack ops.clip_ops ops.cond ops.control_flow_ops "
        "ops.custom_gradient ops.functional_ops ops.gen_array_ops ops.gradients ops.gradients_impl "
        "ops.gradients_util ops.init_ops ops.logging_ops ops.map_fn ops.math_ops ops.resource_variable_ops "
        "ops.script_ops ops.sort_ops ops.state_ops ops.tensor_array_ops ops.variables ops.while_loop",
    "nn": "ops.ctc_ops ops.embedding_ops ops.gen_nn_ops ops.nn ops.nn_impl ops.nn_ops",
    "linalg": "ops.gen_linalg_ops ops.linalg.linalg_impl ops.linalg_ops",
    "random": "ops.gen_random_ops ops.random_ops ops.stateless_random_ops",
    "math": "ops.gen_math_ops ops.special_math_ops", "errors": "framework.errors framework.errors_impl",
    "dtypes": "framework.dtypes", "nest": "util.nest", "test": "platform.test", "sparse": "ops.sparse_ops",
    "strings": "ops.string_ops", "debugging": "ops.check_ops", "image": "ops.image_ops", "bitwise": "ops.bitwise_ops",
    "signal": "ops.signal.fft_ops", "autodiff": "eager.forwardprop", "data": "data.ops.dataset_ops",
}.items() for path in paths.split()}  # fmt: skip
LATER = {  # names whose modules are imported when they are first asked for
    **{f"data{name}": "programs.pipelines" for name in ("", ".experimental")},
    "signal": "ops.signal",
    "lookup": "ops.lookup",
    **{f"image{name}": "ops.image" for name in ("", ".ResizeMethod")},
    **{f"experimental.{name}": "ops.experimental_numpy" for name in ("numpy", "numpy.random")},
    **{f"keras.{name}": f"keras.{name}" for name in ("layers", "callbacks", "ops")},
    **{f"test.{name}": "programs.testing" for name in ("TestCase", "main", "compute_gradient")},
    **{f"keras.{name}": "keras.sequential" for name in "models Model Sequential Input Layer KerasTensor".split()},
}


SHARED = ("losses", "metrics", "optimizers", "initializers")  # Keras's modules, by a second name


@cache
def public() -> dict[str, frozenset[str]]:
    """{module: its names}; the root is '.'."""
    lines = Path(__file__).with_name("public_names.txt").read_text().splitlines()
    return {home: frozenset(names) for home, *names in map(str.split, lines)}


def left_out(path: str, v1: bool) -> bool:
    """Whether a dotted name is TensorFlow's. v1: compat.v1 has it too."""
    home, _, name = path.rpartition(".")
    if home == "raw_ops":
        return name[:1].isupper()
    homes = [home or ".", f"keras.{home}" if home in SHARED else ""]
    homes += [f"compat.v1.{home}".rstrip(".")] if v1 else []
    return any(name in public().get(place, ()) for place in homes)


OFFERED = (
    "gradcli runs GradientTape programs on tensors, Variables, tf.math, tf.nn, tf.linalg, tf.data, Keras's layers, "
    "models, losses, metrics and optimizers"
)
OPERATOR = "write its matrix, with tf.matmul, tf.linalg.solve, tf.linalg.logdet or tf.linalg.trace"
TEXT = "prepare texts in Python, and make tensors of their numbers"
REFUSED = {
    "keras.layers": "write it as a subclass of tf.keras.layers.Layer",
    "keras.layers.TextVectorization": TEXT,
    "keras.optimizers": "write its step: v.assign_sub(...) in the training loop",
    "keras.losses": "write it as a function of y_true and y_pred",
    **dict.fromkeys(("keras.losses.CTC", "keras.losses.ctc", "keras.backend.ctc_batch_cost"), "use tf.nn.ctc_loss"),
    "keras.metrics": "write it as a subclass of tf.keras.metrics.Metric",
    "keras.applications": "gradcli downloads no weights: write the model with tf.keras.layers",
    "keras.datasets": "gradcli downloads no data: load arrays with NumPy, or bind them: X=@data.npy",
    "keras.preprocessing": "prepare the data with NumPy",
    "keras.utils": "leave it out, or write it in Python",
    "keras.utils.get_file": "read the file with Python or NumPy",
    "keras.callbacks": "write it as a subclass of tf.keras.callbacks.Callback",
    **dict.fromkeys(
        ("keras.mixed_precision", "keras.dtype_policies", "keras.config.set_dtype_policy", "keras.DTypePolicy"),
        "leave it out: gradcli computes in the dtypes that tensors and layers have",
    ),
    **dict.fromkeys(("data", "data.experimental"), "iterate over NumPy arrays or lists of tensors"),
    "saved_model": "save values with NumPy",
    "image": "prepare images with NumPy",
    **dict.fromkeys(("io", "train", "audio"), "read files with Python or NumPy"),
    "ragged": "pad the rows, or loop over a list of tensors",
    "RaggedTensorSpec": "pad the rows, or loop over a list of tensors",
    "sparse": "make it dense: tf.sparse.to_dense",
    "sets": "use Python's sets",
    "lookup": "use a Python dict",
    "strings": TEXT,
    **dict.fromkeys(("tpu", "distribute", "config", "keras.distribution"), "leave it out: there is one device"),
    "lite": "there is nothing to convert",
    "quantization": "write its rounding with tf.custom_gradient",
    "queue": "use a Python list",
    "feature_column": "prepare the data with NumPy",
    **{f"linalg.LinearOperator{kind}": OPERATOR for kind in ("", *(
        "Adjoint BlockDiag BlockLowerTriangular Circulant Circulant2D Circulant3D Composition Diag FullMatrix "
        "Householder Identity Inversion Kronecker LowRankUpdate LowerTriangular Permutation ScaledIdentity Toeplitz "
        "Tridiag Zeros").split())},
    "Graph": "compute at once, and take the gradient with tf.GradientTape, or with tf.gradients in a tf.function",
}  # fmt: skip
