import tensorflow as tf, numpy as np
def model():
    m = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, kernel_initializer='ones')]); m.compile(tf.keras.optimizers.SGD(0.), 'mse'); return m
x = tf.reshape(tf.range(8.), (8, 1)); y = tf.zeros((8, 1))
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(2)
print(model().fit(ds, epochs=3, steps_per_epoch=3, verbose=0).history)
print(model().fit(ds, epochs=2, steps_per_epoch=4, verbose=0).history)
print(model().fit(ds, epochs=3, steps_per_epoch=1, verbose=0, shuffle=False).history)
print(model().fit(x, y, batch_size=2, epochs=3, steps_per_epoch=3, verbose=0, shuffle=False).history)
print(model().fit(x, y, batch_size=2, epochs=2, steps_per_epoch=2, verbose=0, shuffle=False).history)
def gen():
    for i in range(5): yield np.full((2, 1), float(i)), np.zeros((2, 1))
print(model().fit(gen(), epochs=2, steps_per_epoch=2, verbose=0).history)
g = tf.data.Dataset.from_generator(gen, output_signature=(tf.TensorSpec((2,1)), tf.TensorSpec((2,1))))
print(model().evaluate(ds, steps=3, verbose=0), model().predict(ds, steps=1, verbose=0).ravel())
print(model().fit(ds, epochs=2, steps_per_epoch=2, validation_data=ds, validation_steps=1, verbose=0).history)
