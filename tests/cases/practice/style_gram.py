import tensorflow as tf, numpy as np
tf.keras.utils.set_random_seed(3)
def gram_matrix(input_tensor):
    result = tf.linalg.einsum('bijc,bijd->bcd', input_tensor, input_tensor)
    input_shape = tf.shape(input_tensor)
    num_locations = tf.cast(input_shape[1]*input_shape[2], tf.float32)
    return result/(num_locations)
k1 = tf.random.stateless_normal([3,3,3,4], [0,1]) * .3
k2 = tf.random.stateless_normal([3,3,4,5], [0,2]) * .3
def vgg(x):
    x = x * 255.0
    x = x[..., ::-1] - tf.constant([103.939, 116.779, 123.68])
    a = tf.nn.relu(tf.nn.conv2d(x / 100., k1, strides=1, padding='SAME'))
    p = tf.nn.max_pool2d(a, 2, 2, 'VALID')
    b = tf.nn.relu(tf.nn.conv2d(p, k2, [1,1,1,1], 'SAME'))
    return {'style': {'block1': gram_matrix(a), 'block2': gram_matrix(b)}, 'content': {'block2': b}}
style_image = tf.random.stateless_uniform([1,8,8,3], [5,5])
content_image = tf.image.resize(tf.random.stateless_uniform([1,4,4,3],[6,6]), (8,8))
style_targets = vgg(style_image)['style']; content_targets = vgg(content_image)['content']
image = tf.Variable(content_image)
def clip_0_1(image): return tf.clip_by_value(image, clip_value_min=0.0, clip_value_max=1.0)
opt = tf.keras.optimizers.Adam(learning_rate=0.02, beta_1=0.99, epsilon=1e-1)
style_weight, content_weight, tv_w = 1e-2, 1e4, 30
def style_content_loss(outputs):
    so, co = outputs['style'], outputs['content']
    sl = tf.add_n([tf.reduce_mean((so[n]-style_targets[n])**2) for n in so.keys()])
    sl *= style_weight / len(so)
    cl = tf.add_n([tf.reduce_mean((co[n]-content_targets[n])**2) for n in co.keys()])
    return sl + cl * content_weight / 1
@tf.function()
def train_step(image):
    with tf.GradientTape() as tape:
        outputs = vgg(image)
        loss = style_content_loss(outputs)
        loss += tv_w*tf.image.total_variation(image)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(clip_0_1(image))
    return loss, grad
for n in range(3):
    loss, grad = train_step(image)
    print(f"Train step: {n}", loss.numpy(), tf.reduce_max(tf.abs(grad)).numpy())
print(image[0, 0, :3])
print(tf.image.total_variation(image))
def high_pass_x_y(image):
    return image[:, :, 1:, :] - image[:, :, :-1, :], image[:, 1:, :, :] - image[:, :-1, :, :]
dx, dy = high_pass_x_y(image)
print(f'{tf.reduce_sum(tf.abs(dx)) + tf.reduce_sum(tf.abs(dy))}')
sob = tf.image.sobel_edges(image)
print(sob.shape, tf.reduce_mean(sob**2))
with tf.GradientTape() as t:
    t.watch(style_image)
    l = tf.reduce_sum(tf.image.sobel_edges(style_image)[..., 0]**2)
print(t.gradient(l, style_image)[0, 0, 0])
