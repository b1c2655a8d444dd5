import tensorflow as tf
s = tf.keras.optimizers.schedules
for sch in (s.ExponentialDecay(.1, 10, .96, staircase=True), s.PolynomialDecay(.1, 10, .01, power=.5, cycle=True), s.PiecewiseConstantDecay([5, 9], [1., .5, .1]), s.InverseTimeDecay(.1, 5, .5), s.CosineDecay(.1, 20, alpha=.1, warmup_target=.3, warmup_steps=5), s.CosineDecayRestarts(.1, 5)):
    print(type(sch).__name__, [f'{float(sch(i)):.6f}' for i in (0, 3, 5, 9, 12, 25)], sch(tf.constant(7)))
class CustomSchedule(s.LearningRateSchedule):
    def __init__(self, d_model, warmup_steps=4000):
        super().__init__()
        self.d_model = tf.cast(d_model, tf.float32); self.warmup_steps = warmup_steps
    def __call__(self, step):
        step = tf.cast(step, dtype=tf.float32)
        arg1 = tf.math.rsqrt(step); arg2 = step * (self.warmup_steps ** -1.5)
        return tf.math.rsqrt(self.d_model) * tf.math.minimum(arg1, arg2)
lr = CustomSchedule(128, 3)
w = tf.Variable([1., -2.])
opt = tf.keras.optimizers.Adam(lr, beta_1=0.9, beta_2=0.98, epsilon=1e-9)
for i in range(4):
    with tf.GradientTape() as t: l = tf.reduce_sum(w**4)
    opt.apply_gradients([(t.gradient(l, w), w)]); print(i, l.numpy(), w.numpy(), opt.learning_rate if i == 0 else '')
o = tf.keras.optimizers
cfgs = [o.SGD(.1, momentum=.9), o.SGD(.1, weight_decay=.05), o.RMSprop(.01, rho=.8, momentum=.2, centered=True), o.Adagrad(.1, initial_accumulator_value=.2), o.Adadelta(1.), o.Adam(.1, amsgrad=True), o.Adam(s.ExponentialDecay(.1, 1, .5)), o.Adamax(.1), o.Nadam(.1), o.AdamW(.1, weight_decay=.1), o.Ftrl(.1, l1_regularization_strength=.01), o.Lion(.01), o.SGD(.1, use_ema=True, ema_momentum=.5, ema_overwrite_frequency=2), o.Adam(.1, use_ema=True, weight_decay=.01), o.Muon(.1) if hasattr(o, 'Muon') and 0 else o.SGD(.01, nesterov=True, momentum=.5), o.Adam(.1, clipvalue=.5, global_clipnorm=None)]
for op in cfgs:
    v = tf.Variable([[1., -2.], [.5, 3.]]); b = tf.Variable([.1, .2])
    for i in range(3):
        with tf.GradientTape() as t: l = tf.reduce_sum((v @ tf.constant([[1.], [2.]]))**2) + tf.reduce_sum(tf.sin(b))
        op.apply_gradients(zip(t.gradient(l, [v, b]), [v, b]))
    print(op.name, v.numpy().ravel(), b.numpy(), int(op.iterations), f'{float(op.learning_rate):.5f}', [q.path for q in op.variables][2:4])
    if op.use_ema: op.finalize_variable_values([v, b]); print(v.numpy().ravel())
op = o.AdamW(.1, weight_decay=.5); op.exclude_from_weight_decay(var_names=['bias'])
k, b = tf.Variable([1.], name='kernel'), tf.Variable([1.], name='bias')
op.apply_gradients([(tf.zeros([1]), k), (tf.zeros([1]), b)]); print(k.numpy(), b.numpy())
op = o.SGD(.1); op.learning_rate = .5; op.learning_rate.assign(.25); print(op.learning_rate, op.lr if hasattr(op, 'lr') else 'no lr')
print(o.get('adam').get_config()['epsilon'], o.get({'class_name': 'SGD', 'config': {'learning_rate': .3}}).learning_rate.numpy(), o.serialize(o.SGD(.2))['class_name'], o.SGD.from_config(o.SGD(.7).get_config()).learning_rate.numpy())
ema = tf.train.ExponentialMovingAverage(.9); v = tf.Variable(1.); ema.apply([v]); v.assign(2.); ema.apply([v]); print(ema.average(v).numpy())
try: o.SGD(.1, decay=1e-3)
except Exception as e: print(type(e).__name__, e)
try: tf.keras.optimizers.legacy.SGD(.1)
except Exception as e: print(type(e).__name__, str(e)[:90])
