import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(0)
inputs = tf.keras.Input(shape=(10,), name="digits")
x1 = tf.keras.layers.Dense(16, activation="relu", kernel_regularizer='l2')(inputs)
x2 = tf.keras.layers.Dense(8, activation="gelu", activity_regularizer=tf.keras.regularizers.L1(1e-3))(x1)
outputs = tf.keras.layers.Dense(4, name="predictions")(x2)
model = tf.keras.Model(inputs=inputs, outputs=outputs)
optimizer = tf.keras.optimizers.SGD(learning_rate=1e-2, momentum=0.9, nesterov=True)
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_acc = tf.keras.metrics.SparseCategoricalAccuracy()
val_acc = tf.keras.metrics.SparseTopKCategoricalAccuracy(k=2)
rng = np.random.default_rng(0)
X = rng.normal(size=(64, 10)).astype("float32"); Y = rng.integers(0, 4, 64)
ds = tf.data.Dataset.from_tensor_slices((X, Y)).shuffle(buffer_size=64, seed=1, reshuffle_each_iteration=False).batch(16)
print(ds.element_spec)
@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss_value = loss_fn(y, logits)
        loss_value += sum(model.losses)
    grads = tape.gradient(loss_value, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    train_acc.update_state(y, logits)
    return loss_value
for epoch in range(2):
    print("\nStart of epoch %d" % (epoch,))
    for step, (xb, yb) in enumerate(ds):
        loss_value = train_step(xb, yb)
        if step % 2 == 0:
            print("Training loss (for one batch) at step %d: %.4f" % (step, float(loss_value)))
            print("Seen so far: %s samples" % ((step + 1) * 16))
    print("Training acc over epoch: %.4f" % (float(train_acc.result()),))
    train_acc.reset_state()
for xb, yb in ds.take(2):
    val_acc.update_state(yb, model(xb, training=False))
print("val", val_acc.result())
print(model.losses)
print(loss_fn)if 0 else None
model.summary()
print(optimizer.get_config())
print(optimizer.variables[0], [v.path for v in optimizer.variables[2:4]])
