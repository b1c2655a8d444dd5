import tensorflow as tf
import numpy as np
tf.keras.utils.set_random_seed(812)
model = tf.keras.models.Sequential([
    tf.keras.layers.InputLayer(shape=(12, 12, 3)),
    tf.keras.layers.Conv2D(4, 3, activation='relu', name='conv1'),
    tf.keras.layers.MaxPooling2D(),
    tf.keras.layers.Conv2D(6, 3, activation='relu', name='last_conv'),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(5, activation='softmax', name='predictions'),
])
def make_gradcam_heatmap(img_array, model, last_conv_layer_name, pred_index=None):
    grad_model = tf.keras.models.Model(model.inputs, [model.get_layer(last_conv_layer_name).output, model.outputs[0]])
    with tf.GradientTape() as tape:
        last_conv_layer_output, preds = grad_model(img_array)
        if pred_index is None:
            pred_index = tf.argmax(preds[0])
        class_channel = preds[:, pred_index]
    grads = tape.gradient(class_channel, last_conv_layer_output)
    pooled_grads = tf.reduce_mean(grads, axis=(0, 1, 2))
    last_conv_layer_output = last_conv_layer_output[0]
    heatmap = last_conv_layer_output @ pooled_grads[..., tf.newaxis]
    heatmap = tf.squeeze(heatmap)
    heatmap = tf.maximum(heatmap, 0) / tf.math.reduce_max(heatmap)
    return heatmap.numpy(), grads

img = np.random.RandomState(0).rand(1, 12, 12, 3).astype('float32')
preds = model.predict(img, verbose=0)
print("Predicted:", preds, np.argmax(preds, axis=1))
heatmap, grads = make_gradcam_heatmap(img, model, 'last_conv', pred_index=2)
print(heatmap)
print(grads.shape, grads[0, 0, 0])
# saliency
x = tf.Variable(img)
with tf.GradientTape() as tape:
    score = model(x)[0, 2]
g = tape.gradient(score, x)
sal = tf.reduce_max(tf.abs(g), axis=-1)[0]
print(sal.shape, tf.reduce_max(sal).numpy(), tf.argmax(tf.reshape(sal, [-1])))
# guided backprop
@tf.custom_gradient
def guidedRelu(x):
    def grad(dy):
        return tf.cast(dy > 0, "float32") * tf.cast(x > 0, "float32") * dy
    return tf.nn.relu(x), grad
for layer in model.layers:
    if hasattr(layer, 'activation') and layer.activation == tf.keras.activations.relu:
        layer.activation = guidedRelu
with tf.GradientTape() as tape:
    inputs = tf.cast(img, tf.float32)
    tape.watch(inputs)
    outputs = model(inputs)[:, 2]
gb = tape.gradient(outputs, inputs)[0]
print(tf.reduce_sum(gb), tf.math.count_nonzero(gb))
# smoothgrad and integrated gradients
alphas = tf.linspace(0.0, 1.0, 11)
xs = alphas[:, tf.newaxis, tf.newaxis, tf.newaxis] * img
with tf.GradientTape() as t:
    t.watch(xs)
    p = model(xs)[:, 2]
gr = t.gradient(p, xs)
ig = tf.reduce_mean((gr[:-1] + gr[1:]) / 2.0, axis=0) * img[0]
print("IG sum %.6f delta %.6f" % (tf.reduce_sum(ig), p[-1] - p[0]))
