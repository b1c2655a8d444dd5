import numpy as np

# single-head attention with numpy, written with einsum
def log_softmax(a, axis=-1):
    m = a.max(axis=axis, keepdims=True)
    return a - m - np.log(np.exp(a - m).sum(axis=axis, keepdims=True))


def layer_norm(h, eps=1e-5):
    mean = h.mean(axis=-1, keepdims=True)
    std = h.std(axis=-1, keepdims=True)
    return (h - mean) / (std + eps)


temperature = 0.7
slope = 0.25        # linear bias on the distance (ALiBi)
gain = 1.5

tokens = np.sin(np.arange(20).reshape(5, 4) * 0.7)
Wq = np.cos(np.arange(12).reshape(4, 3))
Wk = np.sin(np.arange(12).reshape(4, 3) + 1)
Wv = np.cos(0.3 * np.arange(12).reshape(4, 3) ** 2)

Q, K, V = tokens @ Wq, tokens @ Wk, tokens @ Wv
scores = np.einsum('id,jd->ij', Q, K) / (temperature * np.sqrt(K.shape[1]))
i, j = np.indices((5, 5))
scores = scores - slope * (i - j)
causal = np.where(i >= j, scores, -1e9)
weights = np.exp(log_softmax(causal))
out = gain * layer_norm(np.einsum('ij,jd->id', weights, V))
out = np.where(out > 0, out, 0.1 * out)   # leaky relu
loss = np.mean(np.abs(out) ** 1.5)
print(weights.round(2))
print("loss =", loss)
