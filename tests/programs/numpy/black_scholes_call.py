import numpy as np
from math import erf, sqrt

# Black-Scholes price of a European call. Greeks = derivatives w.r.t. the inputs below
S = 100.0      # spot
K = 105.0      # strike
r = 0.05       # risk free rate
sigma = 0.2    # volatility
T = 1.0        # years to maturity


def N(x):
    """standard normal cdf"""
    return 0.5 * (1 + erf(x / sqrt(2)))


def call_price(S, K, r, sigma, T):
    d1 = (np.log(S / K) + (r + sigma**2 / 2) * T) / (sigma * np.sqrt(T))
    d2 = d1 - sigma * np.sqrt(T)
    return S * N(d1) - K * np.exp(-r * T) * N(d2)


price = call_price(S, K, r, sigma, T)
print(f"call price: {price:.4f}")
