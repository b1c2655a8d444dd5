import tensorflow as tf
class MyModel(tf.Module):
  def __init__(self, **kwargs):
    super().__init__(**kwargs)
    self.w = tf.Variable(5.0)
    self.b = tf.Variable(0.0)
  def __call__(self, x):
    return self.w * x + self.b
model = MyModel()
print("Variables:", model.variables)
x = tf.linspace(-2, 2, 11)
x = tf.cast(x, tf.float32)
def f(x):
  return x * 3.0 + 2.0
y = f(x) + tf.sin(x * 7.0) * 0.1
def loss(target_y, predicted_y):
  return tf.reduce_mean(tf.square(target_y - predicted_y))
print("Untrained model loss: %1.6f" % loss(y, model(x)).numpy())
def train(model, x, y, learning_rate):
  with tf.GradientTape() as t:
    current_loss = loss(y, model(x))
  dw, db = t.gradient(current_loss, [model.w, model.b])
  model.w.assign_sub(learning_rate * dw)
  model.b.assign_sub(learning_rate * db)
weights = []
biases = []
epochs = range(10)
def report(model, loss):
  return f"W = {model.w.numpy():1.2f}, b = {model.b.numpy():1.2f}, loss={loss:2.5f}"
def training_loop(model, x, y):
  for epoch in epochs:
    train(model, x, y, learning_rate=0.1)
    weights.append(model.w.numpy())
    biases.append(model.b.numpy())
    current_loss = loss(y, model(x))
    print(f"Epoch {epoch:2d}:")
    print("    ", report(model, current_loss))
current_loss = loss(y, model(x))
print("Starting:")
print("    ", report(model, current_loss))
training_loop(model, x, y)
