import math
import tensorflow as tf

# How does the range of a thrown ball depend on speed, angle and drag?
# (Euler integration, stops when the ball hits the ground)

g = 9.81
dt = 0.01

v0 = tf.constant(20.0, dtype=tf.float64)
angle = tf.constant(math.radians(40), dtype=tf.float64)
k = tf.constant(0.02, dtype=tf.float64)   # drag coefficient / mass


def simulate(v0, angle, k):
    x = y = tf.constant(0.0, tf.float64)
    vx = v0 * tf.cos(angle)
    vy = v0 * tf.sin(angle)
    t = 0.0
    while True:
        speed = tf.sqrt(vx**2 + vy**2)
        ax = -k * speed * vx
        ay = -g - k * speed * vy
        x_new, y_new = x + vx * dt, y + vy * dt
        if y_new < 0:
            frac = y / (y - y_new)      # interpolate the landing point
            return x + frac * (x_new - x), t
        x, y = x_new, y_new
        vx, vy = vx + ax * dt, vy + ay * dt
        t += dt


with tf.GradientTape(persistent=True) as tape:
    for p in (v0, angle, k):
        tape.watch(p)
    distance, flight_time = simulate(v0, angle, k)

dR_dv0 = tape.gradient(distance, v0)
dR_dangle = tape.gradient(distance, angle)
dR_dk = tape.gradient(distance, k)
del tape

print("range: {:.3f} m after {:.2f} s".format(distance.numpy(), flight_time))
print("dR/dv0    = {:.4f}".format(dR_dv0))
print("dR/dangle = {:.4f} m per degree".format(dR_dangle.numpy() * math.pi / 180))
print("dR/dk     = {:.4f}".format(dR_dk.numpy()))
