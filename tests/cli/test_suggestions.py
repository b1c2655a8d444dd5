"""Misspelt words: each is told at most once what it is a slip of, and what is another word is not taken for a slip."""

from __future__ import annotations

import pytest
from shell import answer

FUNCTIONS = """
    sine:sin sinn:sin coss:cos tann:tan sqrtt:sqrt squrt:sqrt lgo:log expo:exp abss:abs absolut:absolute flor:floor
    sgnn:sgn arcsine:arcsin arccossh:arccosh arcsinn:arcsin asn:asin acs:acsc atn:atan asinn:asin atann:atan
    atan3:atan tanhh:tanh sinhh:sinh coshh:cosh secc:sec gama:gamma gammaa:gamma lngamma:lgamma loggama:loggamma
    betaa:beta bta:beta zetaa:zeta digama:digamma polygama:polygamma errf:erf erfx:erf erfcc:erfc
    besselJ:besselj besselk0:besselk airyA:airyai Airy:airy legendreP:legendrep legender:legendre hermit:hermite
    laguere:laguerre chebishev:chebyshev cheby:chebyt lambertW:lambertw ellipk1:ellipk pochhamer:pochhammer
    binom2:binom binomal:binomial comb2:comb factoral:factorial max2:max minn:min summ:sum suma:sum add2:add
    prodd:prod prods:prod mean2:mean average2:average medain:median mediann:median norm4:norm nrm:norm dott:dot
    matmull:matmul inv2:inv dete:det detr:det tracee:trace solv:solve transposed:transpose trnspose:transpose
    softmaxx:softmax softmx:softmax relu2:relu rellu:relu leakyrelu:leaky_relu geluu:gelu sigmod:sigmoid
    sigmoidd:sigmoid swich:swish swishh:swish softpluss:softplus heavyside:Heaviside heaviside2:Heaviside
    stepp:step unitstepp:unitstep piecwise:piecewise where2:where clipp:clip clampp:clamp interp1:interp
    polyval2:polyval quantil:quantile percentil:percentile diff2:diff solve2:solve sort2:sort angle2:angle
    conjugatee:conjugate hypott:hypot degree:degrees radian:radians mod2:mod remainder2:remainder floor2:floor
    power2:power pow2:pow exp3:exp cbrtt:cbrt root2:root
"""
OTHER_FUNCTIONS = """
    cosine tangent sn cs tn sinus cosinus ssin csin sqr squareroot sqroot rt logarithm lnn lnx exponential
    ex absval magnitude cieling ceiling rounding rnd truncate sinal signal secant cosecant cotangent csq sech2
    trigamma erfinverse bessel bessel_j jvp lambert W productlog hypergeometric hyp2f2 hyp1f0 elliptic ellip
    choose ncr npr fact permutations maximal minimal summation total avg variance stdev stddev sd vecnorm
    dotproduct crossproduct inverse invert determinant rank eig eigenvalues svd linsolve transp logistic ifelse
    iff interpolate polyfit covariance corr correlation random rand randn range linspace arange zeros ones eye
    len length size print plot integrate integral derivative grad gradient limit roots simplify expand factor
    series taylor laplace fourier fft convolve conv argmax argmin unique angular phase realpart imagpart re im
    arg atan2d deg rad sind cosd tand asind int frac gcd lcm prime fibonacci exp10 log3 log20 ln2 cuberoot nroot
"""
OPTIONS = """
    --steps2:--steps --jsn:--json --jason:--json --formt:--format --ordr:--order --order2:--order
    --digit:--digits --digts:--digits --check2:--check --chek:--check --wrt2:--wrt --wtr:--wrt --quite:--quiet
    --help2:--help --versin:--version --timout:--timeout --memmory:--memory --expected:--expect --expct:--expect
    --formulas:--formula --cov2:--cov --step:--steps --prove2:--prove --full2:--full --get2:--get
    --halp:--help --skip:--skip-bad --skipbad:--skip-bad --json2:--json
"""
OTHER_OPTIONS = """
    --precision --latex --hessian --plot --explain --prec --verbose --debug --verify --grad --gradient --respect
    --tolerance --atol --eps --out --outfile --silent --colour --nocolor --no-color --time --mem
    --symbolic --simplify --covariance --corr --std --sigma --error --uncertainty --seed --dtype --float32
    --precison --numeric --h --delta --method --mode --forward --reverse --second --jacobian --value --at
    --point --x --csv --table --proof --exact --all --path
"""
COMMANDS = """
    rum:run evl:eval eavl:eval rnu:run runn:run tabel:table tabl:table tables:table compil:compile compiler:compile
    trce:trace tracee:trace plt:plot plott:plot repll:repl function:functions completions:completion help2:help
"""
OTHER_COMMANDS = "evaluate exec graph draw shell funcs complete diff derive solve integrate check version latex test"


def pairs(text: str) -> list[list[str]]:
    return [pair.split(":") for pair in text.split()]


def suggested(*argv: str) -> str | None:
    """What is suggested for a slip, if anything is. Something always is, of whatever kind."""
    found = answer(*argv)
    assert (found.status, found.out) == (2, "")
    assert found.err.count("help: ") == 1
    assert found.err.count("did you mean") <= 1
    hint = found.err.split("help: ")[1]
    if hint.startswith("write ") and hint == f"write {argv[1].lower()}\n":  # in capitals, Airy(x)
        return argv[1].lower().partition("(")[0]
    return hint.removeprefix("did you mean '").removesuffix("'?\n") if hint.startswith("did you mean") else None


@pytest.mark.parametrize(("word", "meant"), pairs(FUNCTIONS))
def test_functions(word: str, meant: str) -> None:
    assert suggested("eval", f"{word}(x)", "x=1") == meant


@pytest.mark.parametrize("word", OTHER_FUNCTIONS.split())
def test_other_functions(word: str) -> None:
    assert suggested("eval", f"{word}(x)", "x=1") is None


@pytest.mark.parametrize(("word", "meant"), pairs(OPTIONS))
def test_options(word: str, meant: str) -> None:
    assert suggested("eval", "x", "x=1", word) == meant


@pytest.mark.parametrize("word", OTHER_OPTIONS.split())
def test_other_options(word: str) -> None:
    assert suggested("eval", "x", "x=1", word) is None


@pytest.mark.parametrize(("word", "meant"), pairs(COMMANDS))
def test_commands(word: str, meant: str) -> None:
    assert suggested(word, "x") == meant


@pytest.mark.parametrize("word", OTHER_COMMANDS.split())
def test_other_commands(word: str) -> None:
    assert suggested(word, "x") is None


def test_in_the_repl() -> None:
    found = answer("repl", stdin=b"sinn(x)\n:foo\nlet x = 1\nsinn(1)\n")
    assert max(block.count("did you mean") for block in found.err.split("error: ")) == 1


@pytest.mark.parametrize("word", ["sinn", "gama", "foo", "ncr"])
def test_in_the_list_of_functions(word: str) -> None:
    inside, outside = suggested("functions", word), suggested("eval", f"{word}(x)", "x=1")
    assert inside == outside


def test_in_a_script() -> None:
    found = answer("run", "-", "--call", "lenght", stdin=b"def length(x):\n    return x\n")
    assert found.err.count("did you mean") == 1
    found = answer("run", "-", stdin=b"import tensorflow as tf\ntf.reduce_summ(1)\n")
    assert found.err.lower().count("did you mean") == 1


def test_what_a_newcomer_writes_is_told_what_to_write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text("flow,temp C\n1,2\n3,NA\n")
    for words, hint in [
        (("table", "m.csv", "flow*log(t)"), "write gradcli table 'flow*log(t)' m.csv --map 't=temp C'"),
        (("table", "flow*t", "m.csv", "t=temp C"), "write --map t='temp C'"),
        (("table", "flow*'temp C'", "m.csv"), "write gradcli table 'flow*a' m.csv --map 'a=temp C'"),
        (("compile", "x^2", "--lang", "c"), "write --to c"),
        (("compile", "x^2", "--language=rust"), "write --to rust"),
        (("compile", "x^2", "--to", "c++"), "write --to c"),
        (("compile", "x^2", "--to", "py"), "write --to python"),
        (("plot", "x^2", "x^3", "x=-1:1"), "draw it by itself"),
        (("eval", "x*y", "x=1", "y=2", "--partial", "xy"), "write x,y"),
        (("eval", "x*y", "x=1", "y=2", "--partial", "z"), "there are x, y"),
    ]:
        found = answer(*words)
        assert (found.status, found.out) == (2, "")
        assert f"help: {hint}\n" in found.err
    assert "one curve at a time: 'x^3'" in answer("plot", "x^2", "x^3").err
    kept = answer("table", "flow*t", "m.csv", "--map", "t=temp C", "--skip-bad", "--order", "0")
    assert kept.out.splitlines()[2].split() == ["3", "NA", "bad", "row"]
