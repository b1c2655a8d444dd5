"""Binary classification (hours studied, hours slept) -> passed exam.

tf.Module + @tf.function + Adam, following the "custom training" tutorials.
"""
import tensorflow as tf

X = tf.constant([[2.0, 9.0], [1.0, 5.0], [3.0, 6.0], [6.5, 8.0], [7.0, 5.5], [9.0, 7.0], [4.5, 7.5]])
y = tf.constant([[0.0], [0.0], [0.0], [1.0], [1.0], [1.0], [1.0]])


class LogisticRegression(tf.Module):
    def __init__(self, n_features, l2=0.01, name=None):
        super().__init__(name=name)
        self.l2 = l2
        self.w = tf.Variable(tf.zeros([n_features, 1]), name='w')
        self.b = tf.Variable(tf.zeros([1]), name='b')

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b

    def loss(self, x, labels):
        logits = self(x)
        ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
        return tf.reduce_mean(ce) + self.l2 * tf.nn.l2_loss(self.w)


# standardise the features
mean = tf.reduce_mean(X, axis=0)
std = tf.math.reduce_std(X, axis=0)
X_scaled = (X - mean) / std

model = LogisticRegression(2)
optimizer = tf.keras.optimizers.Adam(learning_rate=0.1)


@tf.function
def train_step(x, labels):
    with tf.GradientTape() as tape:
        loss = model.loss(x, labels)
    grads = tape.gradient(loss, model.trainable_variables)
    return loss, grads


for step in range(10):
    loss, grads = train_step(X_scaled, y)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))

grad_b, grad_w = grads
accuracy = tf.reduce_mean(tf.cast(tf.equal(tf.cast(model(X_scaled) > 0, tf.float32), y), tf.float32))
print("loss", loss.numpy(), "accuracy", accuracy.numpy())
