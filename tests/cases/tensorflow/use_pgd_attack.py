import tensorflow as tf
import numpy as np

tf.random.set_seed(0)
rng = np.random.RandomState(0)
images = tf.constant(rng.rand(4, 6, 6, 1).astype("float32"))
labels = tf.constant([0, 1, 2, 1])
model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(4, 3, activation="relu", padding="same", input_shape=(6, 6, 1),
                           kernel_initializer=tf.keras.initializers.RandomNormal(stddev=0.3, seed=1)),
    tf.keras.layers.AveragePooling2D(2),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(3, kernel_initializer=tf.keras.initializers.TruncatedNormal(stddev=0.3, seed=2)),
])
ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def fgsm(x, y, eps):
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = ce(y, model(x))
    return eps * tf.sign(tape.gradient(loss, x)), loss


def pgd(x, y, eps=0.1, alpha=0.03, steps=4):
    adv = x
    for i in range(steps):
        delta, loss = fgsm(adv, y, alpha)
        adv = tf.clip_by_value(adv + delta, x - eps, x + eps)
        adv = tf.clip_by_value(adv, 0.0, 1.0)
        print(f"  step {i}: loss={loss.numpy():.5f}")
    return adv


adv = pgd(images, labels)
print(tf.reduce_max(tf.abs(adv - images)).numpy())
before = tf.argmax(model(images), axis=-1)
after = tf.argmax(model(adv), axis=-1)
print(before.numpy(), after.numpy())
w = tf.Variable(tf.zeros_like(images[:1]))
opt = tf.keras.optimizers.Adam(0.05)
for _ in range(3):
    with tf.GradientTape() as tape:
        x = 0.5 * (tf.tanh(w) + 1.0)
        logits = model(x)
        real = tf.reduce_sum(tf.one_hot([2], 3) * logits, 1)
        other = tf.reduce_max((1.0 - tf.one_hot([2], 3)) * logits - tf.one_hot([2], 3) * 1e4, 1)
        cw = tf.reduce_sum(tf.maximum(0.0, real - other + 0.1)) + tf.reduce_sum(tf.square(x - images[:1]))
    opt.apply_gradients([(tape.gradient(cw, w), w)])
    print("cw", cw.numpy())
