import tensorflow as tf
out = {}
K = tf.keras.optimizers
mk = dict(sgd=lambda: K.SGD(0.1), mom=lambda: K.SGD(0.1, momentum=0.9, nesterov=True), adam=lambda: K.Adam(0.1), adamw=lambda: K.AdamW(0.1),
 rms=lambda: K.RMSprop(0.1, momentum=0.5, centered=True), ada=lambda: K.Adagrad(0.1), adad=lambda: K.Adadelta(1.0), adamax=lambda: K.Adamax(0.1),
 nadam=lambda: K.Nadam(0.1), ftrl=lambda: K.Ftrl(0.1), lion=lambda: K.Lion(0.01), ams=lambda: K.Adam(0.1, amsgrad=True), clip=lambda: K.SGD(0.1, clipnorm=0.5), clipv=lambda: K.SGD(0.1, clipvalue=0.5),
 gclip=lambda: K.SGD(0.1, global_clipnorm=0.5), ema=lambda: K.SGD(0.1, use_ema=True), sched=lambda: K.SGD(K.schedules.ExponentialDecay(0.1, 2, 0.5)), wd=lambda: K.SGD(0.1, weight_decay=0.01),
 acc=lambda: K.SGD(0.1, gradient_accumulation_steps=2), ls=lambda: K.SGD(0.1, loss_scale_factor=4.0))
for name, make in mk.items():
  for dt in (tf.float64, tf.float32):
    x = tf.Variable(2.0, dtype=dt); opt = make()
    for _ in range(4):
      with tf.GradientTape() as t:
        loss = (x - 0.5) ** 4
      opt.apply_gradients([(t.gradient(loss, x), x)])
    out[name + dt.name] = x.numpy()
v1 = tf.compat.v1.train
for name, make in dict(gd=lambda: v1.GradientDescentOptimizer(0.1), ad=lambda: v1.AdamOptimizer(0.1), mo=lambda: v1.MomentumOptimizer(0.1, 0.9), rm=lambda: v1.RMSPropOptimizer(0.1), ag=lambda: v1.AdagradOptimizer(0.1)).items():
  x = tf.Variable(2.0, dtype=tf.float64); opt = make()
  for _ in range(4):
    with tf.GradientTape() as t:
      loss = (x - 0.5) ** 4
    opt.apply_gradients([(t.gradient(loss, x), x)])
  out["v1" + name] = x.numpy()
for k, v in out.items(): print(k, type(v).__name__, float(v))
