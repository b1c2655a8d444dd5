"""Settings that are not the defaults, there and back: what get_config tells makes the same layer again."""

import tensorflow as tf

L = tf.keras.layers
LAYERS = [
    L.MaxPooling2D(3, strides=2),
    L.MaxPooling2D(3),
    L.Dot(axes=1),
    L.MultiHeadAttention(2, 5, value_dim=3),
    L.MultiHeadAttention(2, 5),
    L.SimpleRNN(2, activation=None),
    L.Dense(3, activation=None),
    L.LSTM(3, recurrent_activation=None),
    L.Conv2D(4, (3, 2), strides=2, padding="same", use_bias=False),
    L.LayerNormalization(axis=[1, 2]),
    L.Dropout(0.25, seed=3),
    L.Embedding(5, 2, mask_zero=True),
    L.GRU(3, reset_after=False, return_sequences=True),
    L.BatchNormalization(momentum=0.9, center=False),
    L.AveragePooling1D(4, padding="same"),
    L.Softmax(axis=1),
    L.Concatenate(axis=1),
    L.Bidirectional(L.LSTM(2)),
    L.ZeroPadding2D((1, 2)),
    L.UpSampling2D(3),
    L.Reshape((2, 3)),
    L.Permute((2, 1)),
    L.RepeatVector(3),
    L.GaussianNoise(0.5),
    L.SeparableConv2D(2, 3, depth_multiplier=2),
    L.Attention(use_scale=True),
    L.Cropping1D((1, 2)),
    L.Normalization(axis=None),
    L.LeakyReLU(0.1),
    L.GroupNormalization(groups=2),
]
for layer in LAYERS:
    config = layer.get_config()
    again = type(layer).from_config(config).get_config()
    told = {
        k: v
        for k, v in config.items()
        if k not in ("name", "dtype", "trainable") and not isinstance(v, dict)
    }
    print(type(layer).__name__, told, again == config)
