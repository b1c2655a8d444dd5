import numpy as np

"""Forward pass of a two layer network; how sensitive is the loss to the two inputs and the dropout scale?"""


class Layer:
    def __init__(self, W, b, activation=None):
        self.W = np.array(W)
        self.b = np.array(b)
        self.activation = activation or (lambda z: z)

    def __call__(self, x):
        return self.activation(self.W @ x + self.b)


def relu(z):
    return np.maximum(0, z)


def softmax(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


x1 = 0.5
x2 = -1.2
scale = 0.8

net = [
    Layer([[0.2, -0.7], [1.1, 0.3], [-0.4, 0.9], [0.6, -0.1]], [0.1, 0.05, -0.2, 0.3], relu),
    Layer([[0.5, -0.3, 0.8, 0.2], [-0.6, 0.4, 0.1, 0.9], [0.3, 0.7, -0.5, -0.2]], [0.0, 0.1, -0.1], np.tanh),
    Layer(2.0 * np.eye(3), np.zeros(3)),
]

a = np.array([x1, x2])
for k, layer in enumerate(net):
    a = layer(a)
    if k == 0:
        a = a * scale
p = softmax(a)
target = np.array([0, 1, 0])
loss = -np.sum(target * np.log(p + 1e-12))
print('probabilities', np.round(p, 3), 'argmax', np.argmax(p))
