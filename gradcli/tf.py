"""TensorFlow's spelling of gradcli, for `import gradcli.tf as tf`: the dialect's module under another name."""

from __future__ import annotations

import sys

from .dialects.tensorflow import modules

sys.modules[__name__] = modules()["tensorflow"]
