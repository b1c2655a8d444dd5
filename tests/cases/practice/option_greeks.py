import tensorflow as tf
import numpy as np
dtype = tf.float64
S = tf.Variable(100., dtype=dtype); K = tf.constant(105., dtype=dtype)
r = tf.Variable(0.03, dtype=dtype); sigma = tf.Variable(0.2, dtype=dtype); T = tf.Variable(0.5, dtype=dtype)

def N(x): return 0.5 * (1. + tf.math.erf(x / tf.sqrt(tf.constant(2., dtype=dtype))))
def call_price(S, K, r, sigma, T):
    d1 = (tf.math.log(S / K) + (r + sigma**2 / 2.) * T) / (sigma * tf.sqrt(T))
    d2 = d1 - sigma * T**0.5
    return S * N(d1) - K * tf.exp(-r * T) * N(d2)

with tf.GradientTape(persistent=True) as t2:
    with tf.GradientTape(persistent=True) as t1:
        price = call_price(S, K, r, sigma, T)
    delta = t1.gradient(price, S)
    vega = t1.gradient(price, sigma)
gamma, vanna = t2.gradient(delta, [S, sigma])
volga = t2.gradient(vega, sigma)
theta = -t1.gradient(price, T)
rho = t1.gradient(price, r)
for nm, v in dict(price=price, delta=delta, gamma=gamma, vega=vega, vanna=vanna, volga=volga, theta=theta, rho=rho).items():
    print(f"{nm:>6}: {v.numpy(): .10f}")
print(t1.gradient(price, K))

# Monte Carlo, pathwise
Z = tf.random.stateless_normal([2000, 4], seed=[42, 0], dtype=dtype)
@tf.function
def mc(S, r, sigma, T):
    dt = T / 4.
    logS = tf.math.log(S) + tf.cumsum((r - sigma**2/2) * dt + sigma * tf.sqrt(dt) * Z, axis=1)
    paths = tf.exp(logS)
    payoff = tf.nn.relu(tf.reduce_mean(paths, axis=1) - K)
    return tf.exp(-r * T) * tf.reduce_mean(payoff)
with tf.GradientTape() as t:
    p = mc(S, r, sigma, T)
print(p, t.gradient(p, [S, r, sigma, T]))
# digital option: gradient through a comparison
with tf.GradientTape() as t:
    p = tf.reduce_mean(tf.cast(S * tf.exp(sigma * Z[:, 0]) > K, dtype))
print(p.numpy(), t.gradient(p, S))
# binomial tree
def binom(S, sigma, n=20):
    dt = 0.5 / n
    u = tf.exp(sigma * np.sqrt(dt)); d = 1 / u
    p = (np.exp(0.03 * dt) - d) / (u - d)
    j = tf.cast(tf.range(n + 1), dtype)
    ST = S * u ** (n - j) * d ** j
    V = tf.maximum(110. - ST, 0)
    for i in range(n):
        V = np.exp(-0.03 * dt) * (p * V[:-1] + (1 - p) * V[1:])
        ST = S * u ** (n - 1 - i - j[:n - i]) * d ** j[:n - i]
        V = tf.maximum(V, 110. - ST)
    return V[0]
with tf.GradientTape() as t:
    pv = binom(S, sigma)
print(pv.numpy(), [g.numpy() for g in t.gradient(pv, (S, sigma))])
# implied vol by newton
iv = tf.Variable(0.5, dtype=dtype)
for i in range(5):
    with tf.GradientTape() as t:
        t.watch(iv)
        diff = call_price(tf.constant(100., dtype), K, tf.constant(0.03, dtype), iv, tf.constant(0.5, dtype)) - 5.0
    iv.assign_sub(diff / t.gradient(diff, iv))
tf.print("iv", iv)
print(iv)
