import tensorflow as tf
tf.random.set_seed(11)
x = tf.random.uniform([4, 5])
We = tf.Variable(tf.random.normal([5, 4], stddev=0.3)); Wd = tf.Variable(tf.random.normal([2, 5], stddev=0.3))
for i in range(3):
  with tf.GradientTape() as t:
    h = x @ We
    mu, lv = tf.split(h, 2, axis=1)
    eps = tf.random.normal(tf.shape(mu))
    z = mu + tf.exp(0.5 * lv) * eps
    rec = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=z @ Wd), 1)
    kl = -0.5 * tf.reduce_sum(1 + lv - mu ** 2 - tf.exp(lv), 1)
    elbo = tf.reduce_mean(rec + kl)
  gs = t.gradient(elbo, [We, Wd])
  for g, v in zip(gs, [We, Wd]): v.assign_sub(0.1 * g)
print(float(elbo)); print(Wd)
