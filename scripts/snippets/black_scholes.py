# The price of a European call and its greeks; gamma is a tape's gradient of another tape's gradient.
import math

import tensorflow as tf

spot, rate, vol, expiry = [tf.Variable(v, dtype=tf.float64) for v in (100.0, 0.05, 0.2, 1.0)]
strike = 100.0


def normal_cdf(x):
    return 0.5 * (1.0 + tf.math.erf(x / math.sqrt(2.0)))


with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        deviation = vol * tf.sqrt(expiry)
        d1 = (tf.math.log(spot / strike) + (rate + vol**2 / 2.0) * expiry) / deviation
        price = spot * normal_cdf(d1) - strike * tf.exp(-rate * expiry) * normal_cdf(d1 - deviation)
    delta, rho, vega, decay = inner.gradient(price, [spot, rate, vol, expiry])
gamma = outer.gradient(delta, spot)

known = {
    "price": (price, 10.45058357218557),
    "delta": (delta, 0.6368306511756191),
    "gamma": (gamma, 0.01876201734584689),
    "vega": (vega, 37.52403469169379),
    "rho": (rho, 53.23248154537634),
    "decay": (decay, 6.414027546438196),
}
for name, (value, truth) in known.items():
    print(f"{name:5} {value.numpy():.10f}")
    assert abs(value - truth) < 1e-11, name
