"""Which scripts may run again and again in one process: those whose text shows that a run leaves nothing behind."""

import ast

import pytest

from gradcli.frontends.script.again.repeatable import repeatable

LEAVES_NOTHING = """
import numpy as np; np.linalg.norm(np.ones(3))
import math as m; m.sin(1)
from numpy import sin, sum; sin(2)
from __future__ import annotations
import sys; print(sys.argv[1], file=sys.stderr); sys.exit(0)
import os.path; os.path.join('a', 'b')
from decimal import Decimal; Decimal(2)
x = [1]; x[0] = 2; x.size = 3; del x
import numpy as np; np.random.seed(1); np.random.rand(); np.array([x._y, ...]).sum()
from math import *; sin(2)
from scipy.special import gamma; import scipy.optimize; scipy.optimize.minimize
import numpy as np; w = np.ones(3); w[0] = 2; w.shape = (3,)
import numpy.linalg as la; la.norm([1])
type(x).__name__
"""
MAY_LEAVE_SOMETHING = """
import numpy as np; np.x = 1
import numpy as np; del np.x
import numpy as np; np.add.x += 1
import numpy as np; np.typecodes['x'] = 1
import numpy as np; np.seterr(all='raise')
import numpy as np; np._x
import numpy as np; np.core.__dict__
import numpy as np; setattr(np, 'x', 1)
import numpy as np; m = np
import numpy as np; f(np, 2)
from numpy import seterr
from numpy import *
from numpy import _core
import sys; sys.modules['numpy']
import sys; sys.stdin.read()
import os; os.environ['x'] = '1'
from os import environ
import decimal; decimal.getcontext().prec = 5
from scipy import special; special.x = 1
import math as np, sys as np
import helper
import beside
from . import x
import builtins
import atexit
open('x')
exec('x = 1')
input()
f().x = 1
x.__class__.__subclasses__()
__builtins__.x = 1
"""


@pytest.mark.parametrize("text", LEAVES_NOTHING.strip().split("\n"))
def test_a_run_leaves_nothing(text):
    assert repeatable(ast.parse(text), {"beside": "beside.py"}.get)


@pytest.mark.parametrize("text", MAY_LEAVE_SOMETHING.strip().split("\n"))
def test_a_run_may_leave_something(text):
    assert not repeatable(ast.parse(text), {"beside": "beside.py"}.get)


def test_a_name_beside_the_script_is_no_library():
    assert not repeatable(ast.parse("import math"), {"math": "math.py"}.get)
