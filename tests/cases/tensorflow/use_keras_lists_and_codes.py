"""Codes of categories, lists given to layers that prepare data, states of recurrent layers, schedules in settings."""

import numpy as np
import tensorflow as tf

K = tf.keras
L = K.layers
print(L.CategoryEncoding(4, "multi_hot")([[0, 1], [2, 2]]), L.StringLookup(vocabulary=["f"])(["f", "x"]))
print(L.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")(tf.constant(["a", "x"])))
print(L.IntegerLookup(vocabulary=[3, 4], output_mode="multi_hot", mask_token=0)([[3, 9]]))
given = L.Input((1,), dtype="string")
for mode in ("int", "one_hot", "multi_hot", "count"):
    found = L.StringLookup(vocabulary=["a", "b"], output_mode=mode)(given)
    print(mode, found.shape, found.dtype)
number = L.Input((1,))
joined = L.Concatenate()([L.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")(given), number])
model = K.Model([given, number], L.Dense(1, kernel_initializer="ones")(joined))
print(model([tf.constant([["a"], ["c"]]), tf.constant([[1.0], [2.0]])]))

for layer in (L.GRU(2), L.LSTM(2), L.SimpleRNN(2), L.RNN(L.LSTMCell(3)), L.RNN([L.GRUCell(2), L.GRUCell(3)])):
    state = layer.get_initial_state(tf.shape(tf.ones([4, 3]))[0])
    print(type(layer).__name__, [tuple(s.shape) for s in tf.nest.flatten(state)])

schedule = K.optimizers.schedules.CosineDecay(0.05, 10)
config = K.optimizers.Adam(schedule).get_config()
print(config["learning_rate"])
again = K.optimizers.Adam.from_config(dict(config))
print(again.get_config()["learning_rate"] == config["learning_rate"], float(again.learning_rate))


class Own(K.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rate):
        self.rate = rate

    def __call__(self, step):
        return self.rate

    def get_config(self):
        return {"rate": self.rate}


print({k: v for k, v in K.optimizers.SGD(Own(0.1)).get_config()["learning_rate"].items() if k != "module"})
print(K.metrics.Mean(name="m").get_config())

model = K.Sequential([K.Input((1,)), L.Dense(1, kernel_initializer="ones")])
model.compile("sgd", "mse")
x = np.ones((2, 1), "float32")
model.fit(x, x, verbose=0, callbacks=[K.callbacks.LambdaCallback(lambda e, l: print("begin", e), lambda e, l: print("end", e))])
for words in (lambda batch, logs: print("batch", batch), lambda batch, other: None):
    try:
        model.fit(x, x, verbose=0, callbacks=[K.callbacks.LambdaCallback(on_train_batch_end=words)])
    except TypeError:
        print("TypeError")
