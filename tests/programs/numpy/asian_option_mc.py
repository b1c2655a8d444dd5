#!/usr/bin/env python3
"""Arithmetic Asian call by Monte Carlo, fixed random numbers so the result is smooth in the inputs."""
import numpy as np

spot = 50.0
vol = 0.35
rate = 0.03
maturity = 0.5
strike = 48.0

N_STEPS = 12
N_PATHS = 64


def simulate_paths(s0, mu, sigma, T, z):
    dt = T / z.shape[1]
    increments = (mu - 0.5 * sigma**2) * dt + sigma * np.sqrt(dt) * z
    return s0 * np.exp(np.cumsum(increments, axis=1))


def main():
    # quasi random normals through Box-Muller on a Weyl sequence
    k = np.arange(1, N_STEPS * N_PATHS + 1)
    u1 = (k * 0.7548776662466927) % 1.0
    u2 = (k * 0.5698402909980532) % 1.0
    z = np.sqrt(-2 * np.log(u1)) * np.cos(2 * np.pi * u2)
    z = z.reshape(N_PATHS, N_STEPS)
    z = np.vstack([z, -z])      # antithetic

    paths = simulate_paths(spot, rate, vol, maturity, z)
    payoff = np.maximum(paths.mean(axis=1) - strike, 0.0)
    discounted = np.exp(-rate * maturity) * payoff
    stderr = np.std(discounted) / np.sqrt(len(discounted))
    return np.mean(discounted), stderr


if __name__ == '__main__':
    price, error = main()
    print(f"price = {price:.4f} +/- {error:.4f}")
    upper = price + 1.96 * error
