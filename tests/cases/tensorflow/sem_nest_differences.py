import tensorflow as tf
for a, b in (([1, 2], [1]), ([1, [2, 3]], [1, 2]), ((1, 2), [1, 2]), ({'a': 1}, {'b': 1}), ({'a': 1}, {'a': 1, 'b': 2}), (1, [1]), ([1, (2, 3)], [1, [2, 3]])):
    try: tf.nest.assert_same_structure(a, b); print('ok')
    except Exception as e: print(type(e).__name__, e)
try: tf.nest.map_structure(lambda x, y: x, [1, 2], [1])
except Exception as e: print(type(e).__name__, e)
