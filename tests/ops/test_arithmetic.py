"""Powers where multiplying out would never end."""

from __future__ import annotations

import mpmath
import pytest

from gradcli.ops.arithmetic import real_power


@pytest.mark.parametrize(("base", "power"), [(9.0, "inf"), (0.5, 0), (-9.0, "inf"), (0.0, 0), (1.0, 1)])
def test_powers_beyond_what_can_be_multiplied_out(base, power):
    huge = mpmath.mpf(9) ** (9**9)
    for a in (base, mpmath.mpf(base)):
        assert real_power(a, huge) == mpmath.mpf(power)
