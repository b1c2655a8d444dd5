"""A neural network in pure Python, no numpy. One hidden layer, two training steps by backprop by hand."""
import math
import random

random.seed(1)  # weights are fixed below anyway


def sigmoid(z):
    return 1.0 / (1.0 + math.exp(-z))


learning_rate = 0.8
init_scale = 0.6
bias = 0.1

W1 = [[init_scale * math.sin(3 * i + j + 1) for j in range(2)] for i in range(3)]
b1 = [bias] * 3
W2 = [init_scale * math.cos(i + 1) for i in range(3)]
b2 = bias

samples = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]


def forward(inputs):
    hidden = [math.tanh(sum(w * x for w, x in zip(row, inputs)) + b) for row, b in zip(W1, b1)]
    return hidden, sigmoid(sum(w * h for w, h in zip(W2, hidden)) + b2)


for epoch in range(2):
    for inputs, target in samples:
        hidden, out = forward(inputs)
        delta = out - target
        for i in range(3):
            dh = delta * W2[i] * (1 - hidden[i] ** 2)
            W2[i] -= learning_rate * delta * hidden[i]
            b1[i] -= learning_rate * dh
            for j in range(2):
                W1[i][j] -= learning_rate * dh * inputs[j]
        b2 = b2 - learning_rate * delta

outputs = {inputs: forward(inputs)[1] for inputs, _ in samples}
for k, v in outputs.items():
    print(k, "->", round(v, 4))

cross_entropy = -sum(t * math.log(outputs[s]) + (1 - t) * math.log(1 - outputs[s]) for s, t in samples) / len(samples)
