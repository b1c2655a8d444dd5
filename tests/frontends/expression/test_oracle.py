"""Python's own parser and arithmetic as the oracle: what both read must mean the same, and be refused alike."""

from __future__ import annotations

import ast
import operator
import random
import re
from fractions import Fraction

import pytest
from reader import attempt

from gradcli.frontends.expression.nodes import evaluate
from gradcli.frontends.expression.parser import Signature, parse

FUNCTIONS = {"f": Signature("f"), "g": Signature("g", 2, 2)}
CALLS = {
    "add": operator.add, "subtract": operator.sub, "multiply": operator.mul, "divide": operator.truediv,
    "floor_divide": operator.floordiv, "mod": operator.mod, "power": operator.pow, "negative": operator.neg,
    "positive": operator.pos, "less": operator.lt, "less_equal": operator.le, "greater": operator.gt,
    "greater_equal": operator.ge, "equal": operator.eq, "not_equal": operator.ne, "logical_not": operator.not_,
    "logical_and": lambda a, b: b if a else a, "logical_or": lambda a, b: a if a else b,
    "where": lambda c, a, b: a if c else b, "f": lambda a: a * 0.5 + 3, "g": lambda a, b: a - 2 * b,
}  # fmt: skip
NAMES = ("x", "y", "_z1")
NUMBERS = ("2", "3", "0.5", ".25", "1_0", "1.5e1", "7.")
COUNTS = [500, pytest.param(50_000, marks=pytest.mark.slow)]


class Failed:
    """What an operation raised, carried along, so that an operand which is not selected does no harm."""

    def __init__(self, error):
        self.kind = type(error)


def apply(node, args):
    if node.op == "where":
        if isinstance(args[0], Failed):
            return args[0]
        return CALLS["where"](*args)
    if node.op in ("logical_and", "logical_or") and not isinstance(args[0], Failed):
        return CALLS[node.op](*args)
    for arg in args:
        if isinstance(arg, Failed):
            return arg
    try:
        return CALLS[node.op](*args)
    except (ArithmeticError, TypeError) as error:
        return Failed(error)


def ours(text, env, number=float):
    """The value by our parser."""
    found = parse(text, FUNCTIONS)
    return evaluate(found, env, apply, number)[found.result]


def pythons(code, env):
    """The value by Python's."""
    try:
        return eval(code, {"__builtins__": {}, "f": CALLS["f"], "g": CALLS["g"], **env})
    except (ArithmeticError, TypeError) as error:
        return Failed(error)


def agree(a, b):
    """The same bits, or the same failure."""
    if isinstance(a, Failed) or isinstance(b, Failed):
        return isinstance(a, Failed) and isinstance(b, Failed) and a.kind is b.kind
    return repr(a) == repr(b) or a == b


def arithmetic(rng, depth, operators=("+", "-", "*", "/", "//", "%", "**", "^")):
    """A random sum, product or power, as typed: precedence is left to the reader."""
    if depth == 0 or rng.random() < 0.2:
        return rng.choice(NAMES + NUMBERS)
    kind = rng.randrange(8)
    if kind == 0:
        return f"({arithmetic(rng, depth - 1, operators)})"
    if kind == 1:
        return rng.choice(["-", "+", "- ", "--"]) + arithmetic(rng, depth - 1, operators)
    if kind == 2 and len(operators) > 3:
        a, b = arithmetic(rng, depth - 1, operators), arithmetic(rng, depth - 1, operators)
        return rng.choice([f"f({a})", f"g({a}, {b})", f"f( {a}, )"])
    terms = [arithmetic(rng, depth - 1, operators) for _ in range(rng.randint(2, 4))]
    text = terms[0]
    for term in terms[1:]:
        text += rng.choice(["{}", " {} ", "{} ", "\t{}"]).format(rng.choice(operators)) + term
    text = re.sub(r"(?<=\d)% ?(?=[-+])", "% 1*", text)  # 5%-2 and 5% x may be meant as per cents, and are refused
    return re.sub(r"(?<=\d)% (?=[\w(])", "%", text)


def logical(rng, depth):
    """Random comparisons, conditions and logic; parenthesised at random, so some are no sentences."""
    if depth == 0 or rng.random() < 0.25:
        return arithmetic(rng, 2)
    inner = [logical(rng, depth - 1) for _ in range(3)]
    inner = [f"({text})" if rng.random() < 0.3 else text for text in inner]
    a, b, c = inner
    compare = ("<", "<=", ">", ">=", "==", "!=")
    return rng.choice(
        [
            f"{a} {rng.choice(compare)} {b}",
            f"{a} {rng.choice(compare)} {b} {rng.choice(compare)} {c}",
            f"{a} and {b}",
            f"{a} or {b} and {c}",
            f"not {a}",
            f"{a} if {b} else {c}",
        ]
    )


def point(rng):
    return {name: float(rng.choice([-2, -1, 0, 1, 2, 3])) + rng.choice([0, 0.5]) for name in NAMES}


def floats(text):
    """A text as Python compiles it, which reads `2` as an integer: here every number is a float."""
    tree = ast.parse(text.replace("^", "**"), mode="eval")
    for node in ast.walk(tree):
        if node.__class__ is ast.Constant:
            node.value = float(node.value)
    return compile(tree, "oracle", "eval")


@pytest.mark.parametrize("count", COUNTS)
def test_floats_agree(count):
    rng = random.Random(1)
    for _ in range(count):
        text, env = arithmetic(rng, 4), point(rng)
        if len(text) < 2000:
            assert agree(ours(text, env), pythons(floats(text), env)), text


@pytest.mark.parametrize("count", COUNTS)
def test_exact_numbers_agree(count):
    rng = random.Random(2)
    env = {name: Fraction(at * 2 - 3, 7) for at, name in enumerate(NAMES)}
    for _ in range(count):
        text = arithmetic(rng, 4, ("+", "-", "*"))
        tree = ast.parse(text, mode="eval")
        assert ours(text, env, Fraction) == exact(tree.body, env), text


def exact(node, env):
    """A tree of Python's in fractions."""
    if isinstance(node, ast.Constant):
        return Fraction(repr(node.value))
    if isinstance(node, ast.Name):
        return env[node.id]
    if isinstance(node, ast.UnaryOp):
        value = exact(node.operand, env)
        return -value if isinstance(node.op, ast.USub) else value
    a, b = exact(node.left, env), exact(node.right, env)
    return a + b if isinstance(node.op, ast.Add) else a - b if isinstance(node.op, ast.Sub) else a * b


@pytest.mark.parametrize("count", COUNTS)
def test_logic_agrees(count):
    rng = random.Random(3)
    met = {"read": 0, "refused": 0}
    for _ in range(count):
        text, env = logical(rng, 3), point(rng)
        try:
            plain = floats(text)
        except SyntaxError:
            assert attempt(parse, text, FUNCTIONS)[1] is not None, text
            met["refused"] += 1
        else:
            assert agree(ours(text, env), pythons(plain, env)), text
            met["read"] += 1
    assert min(met.values()) > count / 50


SOUP = ["x", "y", "2", "(", ")", "+", "-", "*", "**", "/", "<", "==", "and", "or", "not", "if", "else", "f(", "g(", ","]


@pytest.mark.parametrize("count", COUNTS)
def test_sentences_are_the_same(count):
    """Random words: we refuse what Python refuses, and what it reads as a tuple or the call of a value.

    A numeral before a name or a bracket multiplies, and a closed bracket before a name: what is read then, Python
    reads with the sign written out.
    """
    rng = random.Random(4)
    met = {"read": 0, "refused": 0}
    for _ in range(10 * count):
        words = [rng.choice(SOUP) for _ in range(rng.randint(1, 9))]
        text, signed = " ".join(words), " ".join(multiplied(words))
        if text != signed and attempt(parse, text, FUNCTIONS)[1] is not None:
            continue  # one of its two readings may be Python's
        try:
            tree = ast.parse(signed, mode="eval")
        except SyntaxError:
            allowed = False
        else:
            allowed = all(map(is_ours, ast.walk(tree)))
        assert (attempt(parse, text, FUNCTIONS)[1] is None) == allowed, text
        met["read" if allowed else "refused"] += 1
    assert min(met.values()) > count / 50


def multiplied(words):
    """The words with `*` after each numeral before a name or a bracket, and after brackets before a name."""
    for word, after in zip(words, [*words[1:], ""]):
        yield word
        if after in ("x", "y", "f(", "g(") and word in ("2", ")") or (word, after) == ("2", "("):
            yield "*"


def is_ours(node):
    """Whether a node of Python's is in our grammar too."""
    if isinstance(node, ast.Tuple):
        return False
    if isinstance(node, ast.Call):
        arity = {"f": 1, "g": 2}
        return isinstance(node.func, ast.Name) and len(node.args) == arity.get(node.func.id)
    return not (isinstance(node, ast.Starred) or (isinstance(node, ast.keyword) and node.arg is None))
