import tensorflow as tf
I = tf.keras.initializers
out = {}
for name in "GlorotUniform GlorotNormal HeNormal HeUniform LecunNormal LecunUniform RandomNormal RandomUniform TruncatedNormal Orthogonal VarianceScaling".split():
  i = getattr(I, name)(seed=42)
  out[name] = i((3, 2)); out[name + "2"] = i((2, 3), tf.float64) if name != "x" else 0
  out[name + "3"] = i(shape=(2, 2, 1, 3), dtype="float32")
out["zeros"] = I.Zeros()((2,)); out["c"] = I.Constant(3.)((2,)); out["id"] = I.Identity(2.0)((2, 2)); out["ones"] = I.get("ones")((2,))
out["tfrn"] = tf.random_normal_initializer(0.0, 0.1, seed=3)([2, 2]); out["tfru"] = tf.random_uniform_initializer(-1, 1, seed=3)([2]); 
tf.random.set_seed(5)
out["tfrn2"] = tf.random_normal_initializer()([2]); out["tfru2"] = tf.random_uniform_initializer()([2])
tf.keras.utils.set_random_seed(7)
out["gu"] = I.GlorotUniform()((2, 2)); out["hn"] = I.get("he_normal")((2, 2)); out["vs"] = I.VarianceScaling(2.0, "fan_out", "untruncated_normal")((2, 3)); out["vs2"] = I.VarianceScaling(1.0, "fan_in", "uniform", seed=1)((2, 3))
import numpy as np, random
out["np"] = np.random.rand(2); out["py"] = random.random()
out["tr"] = tf.random.normal([2])
for k, v in out.items(): print(k, np.array(v).ravel().tolist())
