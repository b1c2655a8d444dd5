import numpy as np
import tensorflow as tf
x = np.linspace(0.1, 2.0, 5)
t32, t64 = tf.constant(x, tf.float32), tf.constant(x)
out = []
for t in (t32, t64):
  with tf.GradientTape() as tape:
    tape.watch(t)
    y = tf.reduce_sum(tf.exp(-t) * tf.sin(3.0 * t))
  g = tape.gradient(y, t)
  analytic = np.exp(-x) * (3 * np.cos(3 * x) - np.sin(3 * x))
  out.append((g.dtype.name, bool(np.allclose(g.numpy(), analytic, rtol=1e-5)), float(np.abs(g.numpy() - analytic).max()) < 1e-12))
print(out)
