import tensorflow as tf
tf.random.set_seed(0)
def logprobabilities(logits, a):
    logprobabilities_all = tf.nn.log_softmax(logits)
    return tf.reduce_sum(tf.one_hot(a, 3) * logprobabilities_all, axis=1)

obs = tf.random.stateless_normal([6, 4], [7, 8])
actions = tf.constant([0, 2, 1, 1, 0, 2])
adv = tf.constant([1.0, -0.5, 0.3, -1.2, 0.0, 2.0])
init = tf.keras.initializers.GlorotUniform(seed=3)
W = tf.Variable(init((4, 3)), name="W")
b = tf.Variable(tf.zeros(3), name="b")
old = logprobabilities(obs @ W + b, actions)
clip_ratio = 0.2
opt = tf.keras.optimizers.Adam(0.1)
for epoch in range(4):
    with tf.GradientTape() as tape:
        logits = obs @ W + b
        lp = logprobabilities(logits, actions)
        ratio = tf.exp(lp - old)
        min_adv = tf.where(adv > 0, (1 + clip_ratio) * adv, (1 - clip_ratio) * adv)
        ploss = -tf.reduce_mean(tf.minimum(ratio * adv, min_adv))
        p = tf.nn.softmax(logits)
        ent = -tf.reduce_mean(tf.reduce_sum(p * tf.math.log(p + 1e-8), -1))
        loss = ploss - 0.01 * ent
    g = tape.gradient(loss, [W, b])
    opt.apply_gradients(zip(g, [W, b]))
    kl = tf.reduce_mean(old - logprobabilities(obs @ W + b, actions))
    print(f"{epoch}: loss={loss:.6f} kl={kl.numpy():.6f}", "clipfrac", tf.reduce_mean(tf.cast(tf.abs(ratio - 1) > clip_ratio, tf.float32)).numpy())
print(g[0])
print(g[1].numpy())
# clipping variant; ratio exactly 1 → ties in minimum
r = tf.Variable([1.0, 1.2, 0.8, 1.3])
A = tf.constant([1.0, 1.0, -1.0, -1.0])
with tf.GradientTape() as t:
    l = tf.minimum(r * A, tf.clip_by_value(r, 0.8, 1.2) * A)
print(t.gradient(l, r))
