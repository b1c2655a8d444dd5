import tensorflow as tf
import numpy as np

tf.keras.utils.set_random_seed(8)
from tensorflow.keras import layers

teacher = tf.keras.Sequential([layers.Dense(12, activation="swish"), layers.Dense(4)])
student = tf.keras.Sequential([layers.Dense(5, activation="relu"), layers.Dense(4)])
x = tf.constant(np.random.randn(10, 6), tf.float32)
labels = tf.constant(np.random.randint(0, 4, 10))
T = 3.0
kl = tf.keras.losses.KLDivergence()
ce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
lr = tf.keras.optimizers.schedules.CosineDecayRestarts(0.05, first_decay_steps=3)
opt = tf.keras.optimizers.SGD(lr, momentum=0.9)
ema = tf.train.ExponentialMovingAverage(0.9) if hasattr(tf.train, "ExponentialMovingAverage") else None
for step in range(5):
    t_logits = teacher(x, training=False)
    with tf.GradientTape() as tape:
        s_logits = student(x, training=True)
        distill = kl(tf.nn.softmax(t_logits / T), tf.nn.softmax(s_logits / T)) * T ** 2
        loss = 0.1 * ce(labels, s_logits) + 0.9 * distill
    grads = tape.gradient(loss, student.trainable_weights)
    opt.apply_gradients(zip(grads, student.trainable_weights))
    if step % 2 == 0:
        print("step %d: loss %.5f lr %.5f" % (step, loss, float(opt.learning_rate)))
acc = tf.keras.metrics.SparseCategoricalAccuracy()
acc.update_state(labels, student(x))
top2 = tf.keras.metrics.sparse_top_k_categorical_accuracy(labels, student(x), k=2)
print("acc", float(acc.result()), top2.numpy())

seq = tf.keras.preprocessing.sequence.pad_sequences([[1, 2, 3], [4, 5]], maxlen=4, padding="post") if hasattr(tf.keras.preprocessing, "sequence") else np.array([[1, 2, 3, 0], [4, 5, 0, 0]])
emb = layers.Embedding(6, 3, mask_zero=True)
enc = layers.GRU(4, return_state=True, return_sequences=True)
att = layers.Attention()
out_layer = layers.TimeDistributed(layers.Dense(2))
with tf.GradientTape() as tape:
    e = emb(seq)
    mask = emb.compute_mask(seq)
    seq_out, state = enc(e, mask=mask)
    ctx = att([seq_out, seq_out], mask=[mask, mask])
    y = out_layer(layers.Concatenate()([seq_out, ctx]))
    l = tf.reduce_sum(tf.square(y)) + tf.reduce_sum(state)
ws = emb.trainable_weights + enc.trainable_weights + out_layer.trainable_weights
print(l.numpy().round(5), [round(float(tf.norm(tf.convert_to_tensor(g))), 4) for g in tape.gradient(l, ws)])
