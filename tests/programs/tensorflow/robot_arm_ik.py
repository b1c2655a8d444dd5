"""Inverse kinematics of a planar three-link arm: damped least squares with tape.jacobian."""
import math
import tensorflow as tf

LENGTHS = tf.constant([1.0, 0.8, 0.5], tf.float64)
TARGET = tf.constant([1.2, 1.1], tf.float64)


def end_effector(angles):
    absolute = tf.cumsum(angles)
    return tf.stack([
        tf.reduce_sum(LENGTHS * tf.cos(absolute)),
        tf.reduce_sum(LENGTHS * tf.sin(absolute)),
    ])


def damped_step(J, error, lam=0.05):
    JJt = tf.matmul(J, J, transpose_b=True) + lam ** 2 * tf.eye(2, dtype=tf.float64)
    return tf.linalg.matvec(J, tf.linalg.solve(JJt, error[:, None])[:, 0], transpose_a=True)


def main(max_steps=40):
    angles = tf.constant([0.3, 0.4, math.pi / 8], dtype=tf.float64)
    for step in range(max_steps):
        with tf.GradientTape() as tape:
            tape.watch(angles)
            position = end_effector(angles)
        J = tape.jacobian(position, angles)
        error = TARGET - position
        if tf.norm(error) < 1e-6:
            print("reached the target after", step, "steps")
            break
        angles = angles + damped_step(J, error)
    return angles, J


if __name__ == '__main__':
    angles, jac = main()
    manipulability = tf.sqrt(tf.linalg.det(jac @ tf.transpose(jac)))
    print("joint angles (deg):", (angles * 180 / math.pi).numpy().round(2))
    print("manipulability: %.4f" % manipulability.numpy())
