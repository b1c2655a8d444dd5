# A pendulum integrated by Runge-Kutta: how its angle after two seconds depends on the length and on the first angle.
import tensorflow as tf


def slope(state, length):
    angle, speed = state
    return speed, -9.81 / length * tf.sin(angle)


def moved(state, slopes, h):
    return [value + h * slope for value, slope in zip(state, slopes)]


def rk4(state, length, h):
    k1 = slope(state, length)
    k2 = slope(moved(state, k1, h / 2), length)
    k3 = slope(moved(state, k2, h / 2), length)
    k4 = slope(moved(state, k3, h), length)
    return [y + h / 6 * (a + 2 * b + 2 * c + d) for y, a, b, c, d in zip(state, k1, k2, k3, k4)]


length = tf.Variable(1.0, dtype=tf.float64)
start = tf.Variable(1.5, dtype=tf.float64)

with tf.GradientTape() as t:
    state = [start, tf.constant(0.0, tf.float64)]
    for _ in range(200):
        state = rk4(state, length, 0.01)
    angle = state[0]

d_length, d_start = t.gradient(angle, [length, start])

assert abs(angle - 0.972365887210) < 1e-6
assert abs(d_length + 3.108856987881) < 1e-6
assert abs(d_start + 0.639924694277) < 1e-6
print(f"angle {angle.numpy():.6f}, d/dlength {d_length.numpy():.6f}, d/dstart {d_start.numpy():.6f}")
