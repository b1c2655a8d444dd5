import math

# cube root with Newton's method, then the radius of a ball of given mass
mass = 7.5          # kg
density = 2700.0    # aluminium
tolerance = 1e-12


def cube_root(a, tol=1e-10):
    x = a if a > 1 else 1.0
    steps = 0
    while True:
        new = x - (x**3 - a) / (3 * x**2)
        steps += 1
        if abs(new - x) < tol * abs(new):
            return new, steps
        x = new


volume = mass / density
radius, steps = cube_root(3 * volume / (4 * math.pi), tolerance)
surface = 4 * math.pi * radius**2
print("radius %.5f m after %d steps" % (radius, steps))
print("surface {:.6f} m^2".format(surface))
surface
