# Implied volatility by Newton's method, vega from the tape.
import numpy as np
import tensorflow as tf


def norm_cdf(x):
    return 0.5 * (1.0 + tf.math.erf(x / np.sqrt(2.0)))


class EuropeanCall:
    def __init__(self, spot, strike, rate, maturity):
        self.spot = tf.Variable(spot, dtype=tf.float64)
        self.strike = strike
        self.rate = rate
        self.maturity = maturity

    def price(self, vol):
        sqrt_t = self.maturity ** 0.5
        d1 = (tf.math.log(self.spot / self.strike) + (self.rate + 0.5 * vol ** 2) * self.maturity) / (vol * sqrt_t)
        d2 = d1 - vol * sqrt_t
        return self.spot * norm_cdf(d1) - self.strike * tf.exp(tf.cast(-self.rate * self.maturity, tf.float64)) * norm_cdf(d2)


option = EuropeanCall(spot=105.0, strike=100.0, rate=0.02, maturity=0.75)
market_price = 11.37

sigma = tf.Variable(0.5, dtype=tf.float64)
for i in range(50):
    with tf.GradientTape() as tape:
        price = option.price(sigma)
    vega = tape.gradient(price, sigma)
    error = price - market_price
    print(f"iter {i}: sigma = {sigma.numpy():.8f}, error = {error.numpy():.2e}")
    if abs(error) < 1e-9:
        break
    sigma.assign_sub(error / vega)
else:
    raise RuntimeError("did not converge")

# second order greeks at the implied vol
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        price = option.price(sigma)
    delta, vega = inner.gradient(price, (option.spot, sigma))
gamma = outer.gradient(delta, option.spot)
vanna = outer.gradient(delta, sigma)
volga = outer.gradient(vega, sigma)
del outer

assert np.isclose(vanna, vanna.numpy())
print("implied vol %.6f  delta %.6f  gamma %.6f  vega %.4f" % (sigma, delta, gamma, vega))
