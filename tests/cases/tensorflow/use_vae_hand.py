import tensorflow as tf

tf.random.set_seed(9)
x = tf.cast(tf.random.uniform([12, 20], seed=3) > 0.6, tf.float32)
glorot = tf.keras.initializers.GlorotUniform(seed=4)
we, be = tf.Variable(glorot([20, 10])), tf.Variable(tf.zeros([10]))
wm, wv = tf.Variable(glorot([10, 3])), tf.Variable(glorot([10, 3]))
wd, bd = tf.Variable(glorot([3, 20])), tf.Variable(tf.zeros([20]))
theta = [we, be, wm, wv, wd, bd]
opt = tf.keras.optimizers.Nadam(1e-2)


def log_normal_pdf(sample, mean, logvar, raxis=1):
    log2pi = tf.math.log(2.0 * 3.141592653589793)
    return tf.reduce_sum(-0.5 * ((sample - mean) ** 2.0 * tf.exp(-logvar) + logvar + log2pi), axis=raxis)


def compute_loss(x):
    h = tf.nn.softplus(tf.matmul(x, we) + be)
    mean, logvar = h @ wm, tf.clip_by_value(h @ wv, -5.0, 5.0)
    eps = tf.random.normal(shape=mean.shape)
    z = eps * tf.exp(logvar * 0.5) + mean
    x_logit = z @ wd + bd
    cross_ent = tf.nn.sigmoid_cross_entropy_with_logits(logits=x_logit, labels=x)
    logpx_z = -tf.reduce_sum(cross_ent, axis=[1])
    logpz = log_normal_pdf(z, 0.0, 0.0)
    logqz_x = log_normal_pdf(z, mean, logvar)
    return -tf.reduce_mean(logpx_z + logpz - logqz_x)


loss_metric = tf.keras.metrics.Mean()
for epoch in range(1, 4):
    loss_metric.reset_state()
    for train_x in tf.data.Dataset.from_tensor_slices(x).batch(4):
        with tf.GradientTape() as tape:
            loss = compute_loss(train_x)
        gradients = tape.gradient(loss, theta)
        opt.apply_gradients(zip(gradients, theta))
        loss_metric(loss)
    print("Epoch: {}, Test set ELBO: {:.5f}".format(epoch, -loss_metric.result()))
