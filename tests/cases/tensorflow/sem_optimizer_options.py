import tensorflow as tf

O = tf.keras.optimizers
S = O.schedules


class Halving(S.LearningRateSchedule):
    def __init__(self, rate):
        self.rate = rate

    def __call__(self, step):
        return self.rate * 0.5 ** tf.cast(step, tf.float32)


class Signs(O.Optimizer):
    def build(self, variables):
        super().build(variables)
        self.seen = [self.add_variable_from_reference(reference_variable=v, name="seen") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        seen = self.seen[self._get_variable_index(variable)]
        self.assign_add(seen, tf.abs(gradient))
        self.assign_sub(variable, tf.sign(gradient) * learning_rate)


makers = {
    "accumulate": lambda: O.SGD(0.1, gradient_accumulation_steps=2),
    "scale": lambda: O.SGD(0.1, loss_scale_factor=2.0),
    "ema": lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.5, ema_overwrite_frequency=2),
    "restarts": lambda: O.SGD(S.CosineDecayRestarts(0.1, 2)),
    "restarts 1": lambda: O.SGD(S.CosineDecayRestarts(0.1, 2, t_mul=1.0, m_mul=0.5, alpha=0.1)),
    "get": lambda: O.get({"class_name": "sgd", "config": {"learning_rate": 0.2}}),
    "lambda": lambda: O.SGD(lambda: 0.05),
    "halving": lambda: O.Adam(Halving(0.2)),
    "signs": lambda: Signs(learning_rate=0.25),
    "two clips": lambda: O.SGD(0.1, clipnorm=1.0, clipvalue=1.0),
    "unknown": lambda: O.SGD(0.1, foo=1),
    "text": lambda: O.SGD("x"),
    "one step": lambda: O.SGD(0.1, gradient_accumulation_steps=1),
    "legacy": lambda: O.legacy.SGD(0.1),
}
for name, make in makers.items():
    v = tf.Variable([1.0, -2.0], name="v")
    try:
        opt = make()
        for _ in range(5):
            with tf.GradientTape() as tape:
                loss = tf.reduce_sum(v**2)
            opt.apply_gradients([(tape.gradient(loss, v), v)])
        print(name, v.numpy(), [x.path for x in opt.variables], int(opt.iterations))
    except Exception as e:
        print(name, type(e).__name__, str(e)[:80])
try:
    opt = O.Adam()
    opt.apply_gradients([(tf.ones([2]), v)])
    opt.apply_gradients([(tf.ones([]), tf.Variable(1.0))])
except ValueError as e:
    print(e)
try:
    O.SGD(S.ExponentialDecay(0.1, 2, 0.5)).learning_rate = 0.5
except TypeError as e:
    print(e)
print([round(float(S.ExponentialDecay(0.1, 10, 0.9)(s)), 6) for s in (0, 5, 10)], O.AdamW().name, O.RMSprop().name)
