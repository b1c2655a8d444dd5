# Simple linear regression with TensorFlow 2 and a custom training loop
import numpy as np
import tensorflow as tf

print("TF version:", tf.__version__.split('.')[0])

# some noisy data around y = 3x + 2
x_train = np.array([0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5], dtype=np.float32)
y_train = np.array([2.1, 3.4, 5.2, 6.3, 8.1, 9.4, 11.2, 12.3], dtype=np.float32)

W = tf.Variable(0.0, name='weight')
b = tf.Variable(0.0, name='bias')
learning_rate = 0.05
epochs = 15


def model(x):
    return W * x + b


def mse(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred))


history = []
for epoch in range(epochs):
    with tf.GradientTape() as tape:
        loss = mse(y_train, model(x_train))
    dW, db = tape.gradient(loss, [W, b])
    W.assign_sub(learning_rate * dW)
    b.assign_sub(learning_rate * db)
    history.append(loss.numpy())
    if epoch % 5 == 0:
        print('epoch %3d  loss %.4f  W %.3f  b %.3f' % (epoch, loss.numpy(), W.numpy(), b.numpy()))

print(f"Final: y = {W.numpy():.2f}x + {b.numpy():.2f}, loss went {history[0]:.2f} -> {history[-1]:.4f}")
