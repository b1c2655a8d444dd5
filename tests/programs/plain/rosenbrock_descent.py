# gradient descent with momentum and a decaying step on the Rosenbrock function
x = -0.8
y = 1.1
lr = 0.004
beta = 0.7
A, B = 1.0, 50.0


def f(x, y, a=None, b=None):
    a = A if a is None else a
    b = B if b is None else b
    return (a - x)**2 + b * (y - x * x)**2


def grad(x, y):
    return -2 * (A - x) - 4 * B * x * (y - x * x), 2 * B * (y - x * x)


def minimize(x, y, lr, beta, max_iter=200, gtol=1.0):
    mx = my = 0.0
    path = [(x, y)]
    for it in range(max_iter):
        gx, gy = grad(x, y)
        if gx * gx + gy * gy < gtol ** 2:
            break
        mx = beta * mx + gx
        my = beta * my + gy
        step = lr / (1 + 0.01 * it)
        x, y = x - step * mx, y - step * my
        path.append((x, y))
    return x, y, path


if __name__ == "__main__":
    x_end, y_end, path = minimize(x, y, lr, beta)
    print("%d points, end (%.4f, %.4f)" % (len(path), x_end, y_end))
    result = f(x_end, y_end)
    print("f =", result)
