import numpy as np

# Linear regression with gradient descent from scratch (no sklearn!)
X = np.array([[1.0, 0.5], [1.0, 1.5], [1.0, 2.0], [1.0, 3.5], [1.0, 4.0]])
y = np.array([1.2, 2.9, 4.1, 6.8, 8.3])

learning_rate = 0.05
lam = 0.1          # L2 penalty
decay = 0.99
n_iter = 25

w = np.zeros(2)
costs = []
lr_t = learning_rate
for i in range(n_iter):
    residual = X @ w - y
    cost = (residual @ residual) / (2 * len(y)) + lam / 2 * w.dot(w)
    grad = X.T @ residual / len(y) + lam * w
    w = w - lr_t * grad
    lr_t *= decay
    costs.append(cost)
    if i % 10 == 0:
        print("iter %d cost %.4f" % (i, cost))

final_cost = np.mean((X @ w - y) ** 2)
print("weights:", w)
