import tensorflow as tf
import numpy as np

dtype = tf.float64
S = tf.Variable([90.0, 100.0, 110.0], dtype=dtype)
K = tf.constant(100.0, dtype)
r = tf.Variable(0.03, dtype=dtype)
sigma = tf.Variable(0.25, dtype=dtype)
T = tf.Variable(0.5, dtype=dtype)


def cdf(x):
    return 0.5 * (1.0 + tf.math.erf(x / np.sqrt(2.0)))


def call_price(S, K, r, sigma, T):
    d1 = (tf.math.log(S / K) + (r + sigma ** 2 / 2) * T) / (sigma * tf.sqrt(T))
    d2 = d1 - sigma * tf.sqrt(T)
    return S * cdf(d1) - K * tf.exp(-r * T) * cdf(d2)


with tf.GradientTape() as second:
    with tf.GradientTape(persistent=True) as first:
        price = call_price(S, K, r, sigma, T)
    delta = first.gradient(price, S)
gamma = second.gradient(delta, S)
with tf.GradientTape(persistent=True) as tape:
    price = call_price(S, K, r, sigma, T)
vega = tape.jacobian(price, sigma)
rho = tape.jacobian(price, r)
theta = -tape.jacobian(price, T)
for name, value in zip(["price", "delta", "gamma", "vega", "rho", "theta"], [price, delta, gamma, vega, rho, theta]):
    print("%-6s" % name, np.array2string(value.numpy(), precision=6))

# pathwise delta by Monte Carlo with common random numbers
s0 = tf.Variable(100.0)
z = tf.random.stateless_normal([4096], seed=[1, 2])
with tf.GradientTape() as tape:
    st = s0 * tf.exp((0.03 - 0.5 * 0.25 ** 2) * 0.5 + 0.25 * tf.sqrt(0.5) * z)
    payoff = tf.exp(-0.03 * 0.5) * tf.nn.relu(st - 100.0)
    mc = tf.reduce_mean(payoff)
mc_delta = tape.gradient(mc, s0)
print("MC price %.3f delta %.4f" % (mc.numpy(), mc_delta.numpy()))
# implied volatility by Newton
vol = tf.Variable(0.4, dtype=dtype)
for _ in range(5):
    with tf.GradientTape() as t:
        diff = call_price(tf.constant(100.0, dtype), K, r, vol, T) - 8.0
    vol.assign_sub(diff / t.gradient(diff, vol))
print("implied vol", round(float(vol), 8))
