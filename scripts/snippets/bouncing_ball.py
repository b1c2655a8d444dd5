# The height of a bouncing ball at a given time, differentiated through whichever branches and bounces really happened.
import tensorflow as tf

GRAVITY = 9.81


def height(drop, bounce, time):
    fall = tf.sqrt(2.0 * drop / GRAVITY)
    if time < fall:
        return drop - GRAVITY * time**2 / 2.0
    time = time - fall
    speed = bounce * GRAVITY * fall
    while time > 2.0 * speed / GRAVITY:
        time = time - 2.0 * speed / GRAVITY
        speed = bounce * speed
    return speed * time - GRAVITY * time**2 / 2.0


drop = tf.Variable(2.0, dtype=tf.float64)
bounce = tf.Variable(0.8, dtype=tf.float64)


def gradients(time):
    with tf.GradientTape() as t:
        now = height(drop, bounce, tf.constant(time, tf.float64))
    return now, *t.gradient(now, [drop, bounce])


now, d_drop, d_bounce = gradients(0.5)  # still falling: the bounce has no part in it
assert abs(now - 0.77375) < 1e-12
assert abs(d_drop - 1.0) < 1e-12
assert d_bounce is None

now, d_drop, d_bounce = gradients(1.0)  # after one bounce
assert abs(now - 1.170531029623394) < 1e-12
assert abs(d_drop - 0.2188827574058486) < 1e-12
assert abs(d_bounce - 2.26418390534633) < 1e-12

now, d_drop, d_bounce = gradients(3.0)  # after three
assert abs(now - 0.3368471368432459) < 1e-12
assert abs(d_drop - 1.606701784210811) < 1e-12
assert abs(d_bounce - 12.65096821819761) < 1e-12
print(f"after 3 s: {now.numpy():.6f}, d/dbounce {d_bounce.numpy():.6f}")
