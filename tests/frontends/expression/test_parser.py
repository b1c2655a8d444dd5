"""Tokens to trees: what binds to what, every fault word for word, and the limits."""

from __future__ import annotations

import threading

import pytest
from cost import growth
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import FUNCTIONS, attempt, fault, show
from truths import sampled

from gradcli.errors import GradcliError
from gradcli.frontends.expression import builder, parser, reading
from gradcli.frontends.expression.nodes import evaluate
from gradcli.frontends.expression.parser import Signature, parse


def read(text, variables=(), **options):
    return parse(text, FUNCTIONS, variables, **options) if options else reading.read(text, FUNCTIONS, variables)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("-x^2", "negative(power(x, 2))"),
        ("2^3^2", "power(2, power(3, 2))"),
        ("2^-1", "power(2, negative(1))"),
        ("2**-x**2*3", "multiply(power(2, negative(power(x, 2))), 3)"),
        ("2*x^2", "multiply(2, power(x, 2))"),
        ("-x*3", "multiply(negative(x), 3)"),
        ("a-b-c", "subtract(subtract(a, b), c)"),
        ("a/b*c", "multiply(divide(a, b), c)"),
        ("a//b%c@d", "matmul(mod(floor_divide(a, b), c), d)"),
        ("a+b*c", "add(a, multiply(b, c))"),
        ("(a+b)*c", "multiply(add(a, b), c)"),
        ("x--y", "subtract(x, negative(y))"),
        ("x++y", "add(x, positive(y))"),
        ("a < b", "less(a, b)"),
        ("0<x<1", "logical_and(less(0, x), less(x, 1))"),
        ("a<=b>c!=d", "logical_and(logical_and(less_equal(a, b), greater(b, c)), not_equal(c, d))"),
        ("a==b+1>=c", "logical_and(equal(a, add(b, 1)), greater_equal(add(b, 1), c))"),
        ("not a<b and c or d", "logical_or(logical_and(logical_not(less(a, b)), c), d)"),
        ("not not a", "logical_not(logical_not(a))"),
        ("a or b and c", "logical_or(a, logical_and(b, c))"),
        ("a if c else b", "where(c, a, b)"),
        ("a if c else b if d else f", "where(c, a, where(d, b, f))"),
        ("a+1 if b<c or d else -f", "where(logical_or(less(b, c), d), add(a, 1), negative(f))"),
        ("(a if b else c) if d else f", "where(d, where(b, a, c), f)"),
        ("x\n+ y", "add(x, y)"),
        ("010*x", "multiply(010, x)"),
        ("lambda*2", "multiply(lambda, 2)"),
        ("α*2", "multiply(α, 2)"),
        ("x−1×2", "subtract(x, multiply(1, 2))"),
        ("[1,2,3]", "array(1, 2, 3)"),
        ("[[1,x],[3,4],]", "array(array(1, x), array(3, 4))"),
        ("[]", "array()"),
        ("[0]*10**9", "multiply(array(0), power(10, 9))"),
        ("ln(x)", "log(x)"),
        ("sin (x,)", "sin(x)"),
        ("sin(((x)))", "sin(x)"),
        ("at(x,1)", "at(x, 1)"),
        ("-at(sort(x),1)", "negative(at(sort(x), 1))"),
        ("take(x,[0,0,1])", "take(x, array(0, 0, 1))"),
        ("reshape(x,(2,1))", "reshape(x, array(2, 1))"),
        ("reshape(x,(2,))", "reshape(x, array(2))"),
        ("reshape(x,(2))", "reshape(x, 2)"),
        ("sum(((1,2),(3,4)))", "sum(array(array(1, 2), array(3, 4)))"),
        ("sum(x,axis=0)", "sum(x, axis=0)"),
        ("sum(x, axis=-1, keepdims=True)", "sum(x, axis=-1, keepdims=True)"),
        ("sum(x,axis=(0,1),)", "sum(x, axis=(0, 1))"),
        ("sum(x,axis=[0])", "sum(x, axis=(0,))"),
        ("sum(x,axis=(0))", "sum(x, axis=0)"),
        ("sum(x,axis=None)", "sum(x, axis=None)"),
        ("stack(x,y,x)", "stack(x, y, x)"),
        ("real(complex(x,0*x))", "real(complex(x, multiply(0, x)))"),
        ("x[0]", "getitem(x, (0,))"),
        ("x[1,-2][+3]", "getitem(getitem(x, (1, -2)), (3,))"),
        ("x[1:3]", "getitem(x, (slice(1, 3, None),))"),
        ("x[:,0]", "getitem(x, (slice(None, None, None), 0))"),
        ("x[::-2]", "getitem(x, (slice(None, None, -2),))"),
        ("x[...,None]", "getitem(x, (Ellipsis, None))"),
        ("-x[0]^2", "negative(power(getitem(x, (0,)), 2))"),
        ("[1,2][0]", "getitem(array(1, 2), (0,))"),
        ("x*x", "multiply(x, x)"),
    ],
)
def test_trees(text, tree):
    assert show(read(text)) == tree


def test_chained_comparison_computes_its_middle_once():
    assert sum(node.op == "sin" for node in read("0 < sin(x) < 1").nodes) == 1


def test_names_in_order_and_constants():
    found = read("b*pi + e^a - b + inf*nan*tau")
    assert found.names == ("b", "pi", "e", "a", "inf", "nan", "tau")
    assert found.free == ("b", "a", "tau")  # among variables it is asked for
    assert found.variables({"a": 1, "e": 5, "c": 2}) == ("e", "a")


def test_named_parts():
    found = read("r = sqrt(x*x+y*y); s = 2*r\n; sin(r)/s;")
    assert list(found.parts) == ["r", "s"]
    assert show(found, found.parts["r"]) == "sqrt(add(multiply(x, x), multiply(y, y)))"
    assert found.free == ("x", "y")
    assert sum(node.op == "sqrt" for node in found.nodes) == 1


def test_the_last_part_may_have_a_name():
    found = read("f = x^2")
    assert found.result == found.parts["f"]


@pytest.mark.parametrize("text", ["e*x", "e = 2; e*x"])
def test_a_constant_may_be_taken_over(text):
    assert "e" in (*read(text).names, *read(text).parts)


def test_a_function_name_that_is_not_called_may_be_a_variable():
    assert read("beta*x", {"beta", "x"}).free == ("beta", "x")
    assert show(read("beta = x/2; beta*x")) == "multiply(divide(x, 2), x)"


def test_numbers_keep_float_and_decimals():
    (node,) = read("0.1_00").nodes
    assert node.value == (0.1, "0.100")


def test_an_underflow_is_noted():
    (note,) = read("x + 1e-400").warnings
    assert (note.code, note.message, note.span) == ("underflow", "1e-400 rounds to 0", (4, 10))
    assert not read("x + 0e5 + 0.000 + 5e-324").warnings


def test_spans_cover_what_was_written():
    text = "2 * (log(x) - 1)"
    found = read(text)
    spans = {node.op: text[slice(*node.span)] for node in found.nodes}
    assert spans["log"] == "log(x)"
    assert spans["subtract"] == "log(x) - 1"
    assert spans["multiply"] == text


def test_the_end_of_a_text():
    found = read("x=1,2", start=2, commas=True)
    assert show(found) == "array(1, 2)"
    assert found.nodes[1].span == (4, 5)


@pytest.mark.parametrize(
    ("text", "tree"),
    [("1,2,", "array(1, 2)"), ("1,", "array(1)"), ("(1,2)", "array(1, 2)"), ("[1],[2]", "array(array(1), array(2))")],
)
def test_open_lists(text, tree):
    assert show(read(text, commas=True)) == tree


NO_QUOTES = "write names and numbers without quotes"
GROUP = "write (...) to group, [...] for an array"
ARRAY = "write [1,2] for an array"
TERNARY = "write a if condition else b"
NOT_PYTHON = "this is not Python: only expressions are read"
INDEX = "write x[0], x[-1], x[1:3] or x[:,0]"
PLAIN = "write axis=0"
COLON = "/ divides; slices such as 1:3 stand in [...] after a value"
LIST = "'gradcli functions' lists what there is"

FAULTS = [
    # Nothing, or not enough.
    ("", "the expression is empty", "", "write one such as 'x^2 + 1'"),
    (" \n", "the expression is empty", "", "write one such as 'x^2 + 1'"),
    ("()", "nothing between '(' and ')'", "()", "add a value, or leave them out"),
    ("x+", "nothing follows '+'", "+", "add a value, or leave out '+'"),
    ("(x+", "nothing follows '+'", "+", "add a value, or leave out '+'"),
    ("5%", "nothing follows '%'", "%", "write (5/100)"),
    ("x and", "nothing follows 'and'", "and", "add a value, or leave out 'and'"),
    ("r =", "nothing follows '='", "=", "add a value, or leave out '='"),
    # Operators.
    ("x */ y", "unexpected '/' after '*'", "/", "add a value before '/', or leave it out"),
    ("* x", "unexpected '*' at the start", "*", "add a value before '*', or leave it out"),
    ("sum(*x)", "unexpected '*' after '('", "*", "add a value before '*', or leave it out"),
    ("[*x]", "unexpected '*' after '['", "*", "add a value before '*', or leave it out"),
    ("and x", "unexpected 'and' at the start", "and", "add a value before 'and', or leave it out"),
    ("x + not y", "unexpected 'not' after '+'", "not", "write x + (not y)"),
    ("x not y", "unexpected 'not'", "not", "not stands at the start, or in brackets"),
    ("x = = y", "unexpected '=' after '='", "=", "equations are not solved here; == compares"),
    ("x==y=z", "unexpected '='", "=", "equations are not solved here; == compares"),
    ("(x=5)", "unexpected '='", "=", "equations are not solved here; == compares"),
    ("2=x", "unexpected '='", "=", "equations are not solved here; == compares"),
    ("=x", "unexpected '=' at the start", "=", "write x"),
    ("(x:=5)+x", "unexpected ':='", ":=", "a part is named with =, before the expression: r = x + 1; r*r"),
    ("x<>y", "unexpected '<>'", "<>", "write x!=y"),
    ("x=<y", "unexpected '=<'", "=<", "write x<=y"),
    ("x=>y", "unexpected '=>'", "=>", "write x>=y"),
    ("x && y", "unexpected '&&'", "&&", "write x and y"),
    ("x & y", "unexpected '&'", "&", "write x and y"),
    ("x || y", "unexpected '||'", "||", "norm(x) is ||x||; 'or' is a word"),
    ("x | y", "unexpected '|'", "|", "abs(x) is |x|; 'or' is a word"),
    ("~x", "unexpected '~' at the start", "~", "write not x"),
    ("!x", "unexpected '!' at the start", "!", "write not x"),
    ("||x||", "unexpected '||' at the start", "||", "norm(x) is ||x||; 'or' is a word"),
    ("|x", "unexpected '|' at the start", "|", "abs(x) is |x|; 'or' is a word"),
    ("x ? y : z", "unexpected '?'", "?", "write y if x else z"),
    ("x $ y", "unexpected '$'", "$", "names are letters, digits and _"),
    ("`x`", "unexpected '`' at the start", "`", "write x"),
    ("x \\ y", "unexpected '\\'", "\\", "solve(A,b) solves a linear system; lines may be broken anywhere"),
    ("x # c", "unexpected '#'", "#", "write x"),
    ("{1:2}", "unexpected '{' at the start", "{", GROUP),
    ("{1,2}", "unexpected '{' at the start", "{", "write [1,2]"),
    ("x:y", "unexpected ':'", ":", COLON),
    ("x -> y", "unexpected '->'", "->", "write y"),
    # Side by side.
    ("2e", "malformed number '2e'", "2e", "write 2*e; a power of ten is 2e6"),
    ("0xz", "malformed number '0xz'", "0xz", "write the number in decimals"),
    (
        "2j*x",
        "missing '*' in '2j'",
        "2j",
        "write real(complex(0,2)*x) (or imag, abs, angle of it: the value is complex)",
    ),
    ("3,14*x", "unexpected ','", ",", "write 3.14*x; an array is [3,14]"),
    ("1'000", 'unexpected "\'"', "'", "write 1000"),
    ("x mod 2", "unexpected 'mod'", "mod", "write x % 2"),
    ("if x>0 then 1", "unexpected 'if' at the start", "if", "write 1 if x>0 else 0"),
    ("x[0 1]", "missing ',' or ':' before '1'", "1", "write x[0], x[-1], x[1:3] or x[:,0]"),
    (r"\frac{x}{2}", r"unexpected '\' at the start", "\\", "write x/2"),
    (r"\sin(x)", r"unexpected '\' at the start", "\\", "write sin(x)"),
    ("sin^-1(x)", "'sin' is a function", "sin", "write sin(...)"),
    ("sin^3(x)", "'sin' is a function", "sin", "write sin(x)^3"),
    ("sin 2x", "'sin' is a function", "sin", "write sin(2*x)"),
    ("sum(x,axis=True)", "'axis=' takes whole numbers or None, not 'True'", "True", "write axis=0"),
    ("sum(x,axis=1.5)", "'axis=' takes whole numbers or None, not '1.5'", "1.5", "write axis=0"),
    ("sum(x,keepdims=2)", "'keepdims=' takes True or False, not '2'", "2", "write keepdims=True"),
    ("x.5", "missing '*'", "x.5", "write x*.5"),
    ("x y", "missing operator between 'x' and 'y'", "x y", "write x*y"),
    (
        "1 000",
        "missing operator between '1' and '000'",
        "1 000",
        "write 1000",
    ),
    ("x\ny", "missing operator between 'x' and 'y'", "x\ny", "separate named parts with ';'"),
    ("0x1F", "malformed number '0x1F'", "0x1F", "write 31"),
    ("0b101", "malformed number '0b101'", "0b101", "write 5"),
    # Brackets.
    ("sin(x))", "unmatched ')'", ")", "write sin(x)"),
    (")x", "unmatched ')'", ")", "remove it, or add what opens it"),
    ("x]", "unmatched ']'", "]", "remove it, or add what opens it"),
    ("sin(x", "'(' is never closed", "(", "write sin(x)"),
    ("sin(", "'(' is never closed", "(", "add ')'"),
    ("sum(x,", "'(' is never closed", "(", "write sum(x)"),
    ("((x)", "'(' is never closed", "(", "write ((x))"),
    ("[1,2", "'[' is never closed", "[", "add ']'"),
    ("[1,2)", "')' does not close '['", ")", "write ']'"),
    ("(1]", "']' does not close '('", "]", "write ')'"),
    ("sin(x]", "']' does not close '('", "]", "write ')'"),
    ("（x", "'（' is never closed", "（", "write (x)"),
    # Commas and semicolons.
    ("x*1,000", "unexpected ','", ",", "write x*1000"),
    ("x,y", "unexpected ','", ",", "write [x,y]"),
    ("(1,2)", "unexpected ','", ",", "write [1,2]"),
    ("(1,2)+3", "unexpected ','", ",", "write [1,2]+3"),
    ("sum((1,2)+3)", "a list in parentheses stands alone", "(1,2)", "write sum([1,2]+3)"),
    (",x", "unexpected ',' at the start", ",", "add a value before ',', or leave it out"),
    ("sin(,x)", "unexpected ',' after '('", ",", "add a value before ',', or leave it out"),
    ("sum(x,,y)", "unexpected ',' after ','", ",", "add a value before ',', or leave it out"),
    (";x", "unexpected ';' at the start", ";", "add a value before ';', or leave it out"),
    ("x;y", "only the last part may go without a name", "x", "write name = value; ... and use the name"),
    ("x;;", "only the last part may go without a name", "x", "write x"),
    ("(x;y)", "unexpected ';'", ";", "write ',' between values; a matrix is [[1,2],[3,4]]"),
    ("r=r+1; r", "'r' is used before it is defined", "r", "give the part another name"),
    ("x+1; x=2; x", "only the last part may go without a name", "x+1", "write name = value; ... and use the name"),
    ("r=1; r=2; r", "'r' is defined twice", "r", "give each part its own name"),
    # Conditions.
    ("a if b", "'if' without 'else'", "if", "write a if b else 0"),
    ("(a if b)", "'if' without 'else'", "if", "write (a if b else 0)"),
    ("a else b", "'else' without 'if'", "else", TERNARY),
    ("a if b else c else d", "'else' without 'if'", "else", TERNARY),
    ("a if b if c else d else f", "'if' inside a condition", "if", "put the inner conditional in parentheses"),
    # Names and calls.
    ("sine(x) + 1", "unknown function 'sine'", "sine", "did you mean 'sin'?"),
    ("Sin(x)", "unknown function 'Sin'", "Sin", "write sin(x)"),
    ("EXP(x)", "unknown function 'EXP'", "EXP", "write exp(x)"),
    ("foobar(x)", "unknown function 'foobar'", "foobar", LIST),
    ("globals()", "unknown function 'globals'", "globals", LIST),
    ('open("/etc/passwd")', "unknown function 'open'", "open", LIST),
    ('__import__("os").system("id")', "unknown function '__import__'", "__import__", LIST),
    ("x(y+1)", "unknown function 'x'", "x", "write x*(y+1)"),
    ("x*x(y+1)", "'x' is a variable, not a function", "x", "write x*x*(y+1)"),
    (
        "r=2; r(3)",
        "'r' is a variable, not a function",
        "r",
        "write r = 2; r*(3) or r = 2; r[2]; elements are counted from 0",
    ),
    ("pi(2)", "'pi' is a constant, not a function", "pi", "write pi*(2)"),
    ("e*e(2)", "'e' is a constant, not a function", "e", "write e*e*(2)"),
    ("sin*x", "'sin' is a function", "sin", "write sin(...)"),
    ("sin x", "'sin' is a function", "sin", "write sin(x)"),
    ("sin^2(x)", "'sin' is a function", "sin", "write sin(x)^2 for the square, sin(sin(x)) for twice"),
    ("sin(x,y)", "sin takes 1 argument, got 2", "y", "'gradcli functions sin' describes it"),
    ("sin()", "sin takes 1 argument, got 0", "sin()", "'gradcli functions sin' describes it"),
    ("ln(x, y, 2)", "ln takes 1 argument, got 3", "y, 2", "'gradcli functions ln' describes it"),
    ("pow(x)", "pow takes 2 arguments, got 1", "pow(x)", "'gradcli functions pow' describes it"),
    ("clip()", "clip takes 1 to 3 arguments, got 0", "clip()", "'gradcli functions clip' describes it"),
    ("sum(axis=0)", "sum takes 1 or 2 arguments, got 0", "sum(axis=0)", "'gradcli functions sum' describes it"),
    ("stack()", "stack takes 1 or more arguments, got 0", "stack()", "'gradcli functions stack' describes it"),
    ("sum(x,axs=0)", "sum has no keyword 'axs'", "axs", "did you mean 'axis'?"),
    ("where(x=1,2,3)", "where has no keyword 'x'", "x", "it takes none; to compare write =="),
    ("sum(x,axis=0,axis=1)", "'axis' is given twice", "axis", None),
    ("sum(axis=0,x)", "a positional argument follows a keyword", "x", "put keywords last"),
    ("sum(x,axis=y)", "'axis=' takes plain numbers, not 'y'", "y", PLAIN),
    ("sum(x,axis=1+1)", "'axis=' takes plain numbers, not '+'", "+", PLAIN),
    ("sum(x,axis=(0,y))", "'axis=' takes plain numbers, not 'y'", "y", PLAIN),
    ("sum(x,axis=", "nothing follows 'axis='", "", "write axis=0"),
    ("sum(x,axis=0", "'(' is never closed", "(", "write sum(x,axis=0)"),
    ("sum(x,axis=(0", "'(' is never closed", "(", "write sum(x,axis=(0))"),
    ('sum(x,axis="a")', "text is not allowed", '"a"', NO_QUOTES),
    ("True", "'True' is not a number", "True", "write 1"),
    ("x if False else y", "'False' is not a number", "False", "write 0"),
    ("None+1", "'None' is not a number", "None", None),
    # Numbers.
    ("x**1e400", "'1e400' is beyond float64", "1e400", "the largest number is about 1.8e308"),
    ("1..2", "malformed number '1..2'", "1..2", "write 12, 1.5 or 1.5e-3"),
    # Indices.
    ("x[i]", "an index must be a whole number, not 'i'", "i", INDEX),
    ("x[1.5]", "an index must be a whole number, not '1.5'", "1.5", INDEX),
    ("x[1+1]", "an index must be a whole number, not '+'", "+", INDEX),
    ("x[-]", "an index must be a whole number, not ']'", "]", INDEX),
    ("x[1:2:3:4]", "an index must be a whole number, not ':'", ":", INDEX),
    ("x[]", "nothing between '[' and ']'", "]", INDEX),
    ("x[1", "'[' is never closed", "[", "add ']'"),
    ("x[1,", "'[' is never closed", "[", "add ']'"),
    ("x[::0]", "a slice cannot step by 0", ":", "write x[::2] for every second element"),
    ("x[9999999999999999999]", "an index has at most 18 digits", "9999999999999999999", None),
    ('x["a"]', "text is not allowed", '"a"', NO_QUOTES),
    # What other languages have.
    ('"a"*10**9', "text is not allowed", '"a"', NO_QUOTES),
    ('f"{x.__class__}"', "text is not allowed", '"{x.__class__}"', NO_QUOTES),
    ('"{0.__class__}".format(x)', "text is not allowed", '"{0.__class__}"', NO_QUOTES),
    ("'x", "text is not allowed", "'x", NO_QUOTES),
    ("A'", 'unexpected "\'"', "'", "write transpose(A); derivatives are printed"),
    ("A'*B'", 'unexpected "\'"', "'", "write transpose(A)@transpose(B)"),
    ("x.__class__", "unexpected '.__class__'", ".__class__", "values have no attributes"),
    ("x.shape", "unexpected '.shape'", ".shape", "values have no attributes"),
    ("x . é", "unexpected '. é'", ". é", "values have no attributes"),
    ("x．shape", "unexpected '．shape'", "．shape", "values have no attributes"),
    ("x.sum()", "unexpected '.sum'", ".sum", "write sum(x)"),
    ("np.sin(x)", "unexpected '.sin'", ".sin", "write sin(x)"),
    ('np.load("f")', "unexpected '.load'", ".load", "'gradcli functions' lists what there is"),
    ("x.", "unexpected '.'", ".", None),
    ("(lambda: 1)()", "unexpected 'lambda'", "lambda", NOT_PYTHON),
    ("(lambda x: 1)", "unexpected 'lambda'", "lambda", NOT_PYTHON),
    ("[c for c in (1,2)]", "unexpected 'for'", "for", NOT_PYTHON),
    ("(yield x)", "unexpected 'yield'", "yield", NOT_PYTHON),
    ("x in y", "unexpected 'in'", "in", NOT_PYTHON),
    ("import os", "unexpected 'import'", "import", NOT_PYTHON),
    ("x += 1", "unexpected '=' after '+'", "=", "write x+1"),
    ("x.*y", "unexpected '.*'", ".*", "write x*y"),
    ("x.^2", "unexpected '.^'", ".^", "write x^2"),
    ("Sin[x]", "'Sin' is called with round brackets", "Sin", "write sin(x)"),
    ("sin[x]", "'sin' is called with round brackets", "sin", "write sin(x)"),
    ("x \\cdot y", "unexpected '\\'", "\\", "write x*y"),
    ("x\\sin(y)", "unexpected '\\'", "\\", "write x*sin(y)"),
    ("\\sqrt{x}", "unexpected '\\' at the start", "\\", "write sqrt(x)"),
    ("A\\b", "unexpected '\\'", "\\", "solve(A,b) solves a linear system; lines may be broken anywhere"),
    ("f(x) := x^2", "unknown function 'f'", "f", "write x^2"),
    ("x ~= y", "unexpected '~='", "~=", "write x != y"),
    ("x MOD 2", "unexpected 'MOD'", "MOD", "write x % 2"),
    ("x AND y", "unexpected 'AND'", "AND", "write x and y"),
    ("np.pi", "unexpected '.pi'", ".pi", "write pi"),
    ("tf.math.sin(x)", "unexpected '.math.sin'", ".math.sin", "write sin(x)"),
    ("Math.sin(x)", "unexpected '.sin'", ".sin", "write sin(x)"),
    ("script.py", "unexpected '.py'", ".py", "to run a script write gradcli run script.py"),
    ("1d0*x", "missing '*'", "1d0", "write 1*d0*x or 1e0*x"),
    ("1.5f*x", "missing '*'", "1.5f", "write 1.5*f*x or 1.5*x"),
    ("[1,2;3,4]", "unexpected ';'", ";", "write [[1,2],[3,4]]"),
    ("cso(x)", "unknown function 'cso'", "cso", "did you mean 'cos'?"),
    ("ceiling(x)", "unknown function 'ceiling'", "ceiling", "write ceil(...)"),
    ("gradient(x)", "unknown function 'gradient'", "gradient", "write x; its derivatives are printed"),
    ("d/dx(x^2)", "unknown function 'dx'", "dx", "write x^2; its derivatives are printed"),
    ("x ** ** 2", "unexpected '**' after '**'", "**", "add a value before '**', or leave it out"),
    ("50% * x", "unexpected '*' after '%'", "*", "write (50/100) * x"),
    ("x*if", "unexpected 'if' after '*'", "if", TERNARY),
]


@pytest.mark.parametrize(("text", "message", "pointed", "hint"), FAULTS)
def test_faults(text, message, pointed, hint):
    assert fault(read, text) == (message, pointed, hint)


@pytest.mark.parametrize(
    ("text", "given", "message", "pointed", "hint"),
    [
        ("x(y+1)", "xy", "'x' is a variable, not a function", "x", "write x*(y+1)"),
        ("sin(x)", ["x", "sin"], "'sin' is a function name and cannot be bound", "sin", "rename the variable sin"),
        ("pi(x)", ["x", "pi"], "'pi' is a variable, not a function", "pi", "write pi*(x)"),
    ],
)
def test_faults_of_given_names(text, given, message, pointed, hint):
    assert fault(read, text, given) == (message, pointed, hint)


def test_codes():
    def code(text):
        with pytest.raises(GradcliError) as caught:
            read(text)
        return caught.value.code

    texts = ["x y", "sine(x)", "sin(x,y)", "x½", "1e400", "'a'", "(" * 6000]
    assert [code(text) for text in texts] == [
        "syntax", "unknown-name", "arity", "character", "number", "text", "limit",
    ]  # fmt: skip


def test_long_names_are_clipped():
    for text in ("a" * 1_000_000 + "(x)", "sin(" + "b" * 100_000, "1.." * 100_000, "x y" + "z" * 100_000):
        message, _, hint = fault(read, text)
        assert len(message) < 200
        assert len(hint or "") < 200


def test_length_limit():
    assert fault(read, "x" * (parser.LENGTH + 1)) == (
        "the expression has 2,000,001 characters, the limit is 2,000,000",
        "x",
        None,
    )


@pytest.mark.parametrize("text", ["(" * 50_000 + "x", "-" * 50_000 + "x", "x**" * 50_000 + "1", "[" * 50_000])
def test_depth_limit(text):
    message, pointed, _ = fault(read, text)
    assert message == "nested deeper than 5,000 levels"
    assert pointed == text.lstrip("x")[:1] * len(pointed)


def test_node_limit(monkeypatch):
    monkeypatch.setattr(builder, "NODES", 1000)
    assert fault(read, "+".join("x" * 1500))[0] == "the expression has more than 1,000 operations"


@pytest.mark.parametrize("terms", sampled([20_000, 100_000], 2))
def test_everything_is_read_and_evaluated_on_a_small_stack(terms):
    """Nothing recurses: 256 kB of stack are enough for the deepest text that is allowed."""
    texts = [
        "(" * 1000 + "x" + ")" * 1000,
        "sin(" * 2400 + "x" + ")" * 2400,
        "x**" * 2400 + "1",
        "[" * 2400 + "]" * 2400,
        "+".join(["x"] * terms),
        "1+" * (terms * 3 // 5) + "x",
        "x if x else " * 2000 + "x",
        "<".join(["x"] * 5000),
    ]
    done = []

    def work():
        for text in texts:
            values = evaluate(read(text), {"x": 1.0}, lambda node, args: 1.0)
            done.append(len(values))

    before = threading.stack_size(256 * 1024)
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert done == [1, 2401, 2402, 2400, terms, terms * 6 // 5 + 1, 2001, 9998]


@pytest.mark.parametrize(
    "piece", ["x+", "1-", "x<", "x*(1+x)-", "x[0]+", "sin(x)+", "r", "1 ", "[1,2]+", "sum(x,axis=0)-", "'"]
)
def test_linear_time(piece):
    assert growth(lambda n: attempt(read, piece * (n // len(piece)) + "x"), 2_500) < 3


PIECES = [
    *"()[]{},;:=<>+-*/%@^.!?'\"_ \n", "**", "//", "==", "...", "é", "×", "\u200b", "\0", "=1", "1", "2.5", "1e9",
    "x", "y", "sin", "sum", "stack", "axis", "if", "else", "and", "or", "not", "e", "pi", "True",
]  # fmt: skip


RANDOM = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


@settings(max_examples=100, deadline=None)
@given(RANDOM)
def test_only_our_errors_escape(text):
    read_or_told(text)


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(RANDOM)
def test_only_our_errors_escape_from_many(text):
    read_or_told(text)


def read_or_told(text):
    found, error = attempt(read, text)
    if error is not None:
        low, high = error.span
        assert error.status == 2
        assert 0 <= low <= high <= len(error.text)
        assert error.message.isprintable()
        assert (error.hint or "").isprintable()
        return
    for place, node in enumerate(found.nodes):
        assert all(arg < place for arg in node.args)
        assert 0 <= node.span[0] < node.span[1] <= len(text)
    assert 0 <= found.result < len(found.nodes)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=40))
def test_bytes_as_a_command_line_brings_them(content):
    _, error = attempt(read, content.decode("utf-8", "surrogateescape"))
    assert error is None or error.message.isprintable()


def test_signature_defaults():
    assert Signature("f") == ("f", 1, 1, {}, {})
