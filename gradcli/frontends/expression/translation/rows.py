"""Functions of other notations, a row each: NAMES(ARGUMENTS) = what is written here, or NAMES = it, where ``...`` are
all of its arguments. An argument may have a value of its own, as keywords have, and a value that it must have.
"""

from __future__ import annotations

import re

from ....record import Record


class Row(Record):
    """arguments: None where ``...`` are all; defaults: of those that may be left out; fixed: what some must be."""

    arguments: tuple[str, ...] | None
    defaults: dict[str, str]
    fixed: dict[str, str]
    written: str


def _rows(table: str) -> dict[str, list[Row]]:
    """The rows of each name, in order."""
    found: dict[str, list[Row]] = {}
    for line in filter(str.strip, re.split("[;\n]", table)):
        left, _, right = re.sub(r"\([^()]*\)", lambda m: m[0].replace("=", ":"), line, count=1).partition("=")
        names, bracket, inside = left.strip().rstrip(")").partition("(")
        arguments: list[str] = []
        defaults, fixed = dict[str, str](), dict[str, str]()
        for n, one in enumerate(inside.replace(" ", "").split(",") if bracket else ()):
            name, colon, value = one.partition(":")
            must = not name.isidentifier() or value.isupper()
            arguments.append(name if name.isidentifier() else f"_{n}")
            if must:
                fixed[arguments[-1]] = value or name
            elif colon:
                defaults[name] = value
        row = Row(tuple(arguments) if bracket else None, defaults, fixed, right.strip().replace(":", "="))
        for name in names.split():
            found.setdefault(name, []).append(row)
    return found


# Of any of them: by the name in small letters, but for single letters.
COMMON = _rows("""
sind = sin(deg2rad(...)); cosd = cos(deg2rad(...)); tand = tan(deg2rad(...)); cotd = cot(deg2rad(...))
secd = sec(deg2rad(...)); cscd = csc(deg2rad(...)); asind = rad2deg(asin(...)); acosd = rad2deg(acos(...))
atand = rad2deg(atan(...)); atan2d(y, x) = rad2deg(atan2(y, x)); atan arctan(y, x) = atan2(y, x)
deg todeg todegrees degrees = rad2deg(...); rad torad toradians radians = deg2rad(...); sen sinus = sin(...)
cosine cosinus kos = cos(...); tangent tang = tan(...); secant = sec(...); cosecant = csc(...); cotangent = cot(...)
logarithm reallog log_e = log(...); exponential = exp(...); absval absolutevalue mag fabs = abs(...)
squareroot sqroot realsqrt = sqrt(...); sqrt(x, n) = nthroot(x, n); total summation reduce_sum = sum(...)
transp = transpose(...); invert minverse = inv(...); phase arg = angle(...); realpart re = real(...)
imagpart im = imag(...); trigamma = polygamma(1, ...); bessel bessel_j jvp(n, x) = besselj(n, x)
ellip elliptic = ellipk(m) or ellipe(m); hypergeometric hypergeom hypergeometric2f1(a, b, c, x) = hyp2f1(a, b, c, x)
dotproduct(a, b) = dot(a, b); crossproduct(a, b) = cross(a, b); cor corr correl correlation(x, y) = corrcoef(x, y)[0,1]
covariance(x, y) = cov(x, y); interpolate = interp(x, [0,1,2], [5,7,4]); polyfit = lstsq(A, b); svd = svdvals(...)
fact = factorial(...); ceiling = ceil(...); avg reduce_mean = mean(...); int integer_part truncate = trunc(...)
frac fract(x) = x - floor(x); sqr = (...)^2; cube = (...)^3; curt cuberoot croot = cbrt(...)
nroot rootn(x, n) = nthroot(x, n); exp10 pow10 = 10^(...); logn logbase(x, b) = log(x, b); log_10 = log10(...)
log_2 lb ld = log2(...); inverse = 1/(...) or inv(...); signum = sign(...); rem = fmod(...); realpow(a, b) = a^b
W productlog lambert lambert_w prodlog = lambertw(...); C ncr choose nchoosek combin = comb(...)
P npr perm permut permutations(n, k) = factorial(n)/factorial(n - k); magnitude modulus vecnorm = norm(...)
phi cnorm normal_cdf normsdist cdf = normcdf(...); normal_pdf gaussian gauss pdf = normpdf(...); probit = norminv(...)
pnorm(q) = normcdf(q); pnorm(q, mean=0, sd=1) = normcdf(q, mean, sd)
pnorm(q, mean=0, sd=1, lower_tail=FALSE) = normcdf(mean - q, 0, sd)
pnorm(q, mean=0, sd=1, lower_tail=TRUE) = normcdf(q, mean, sd); dnorm(x) = normpdf(x)
dnorm(x, mean=0, sd=1) = normpdf(x, mean, sd); dnorm(x, mean=0, sd=1, log=TRUE) = log(normpdf(x, mean, sd))
qnorm(p, mean, sd) = mean + sd*norminv(p); qnorm(p) = norminv(p); dexp(x) = where(x < 0, 0, exp(-x)); dexp(x) = exp(x)
dexp(x, rate) = where(x < 0, 0, rate*exp(-rate*x)); pexp(q, rate=1) = where(q < 0, 0, 1 - exp(-rate*q))
dbinom(x, size, prob) = comb(size, x)*prob^x*(1 - prob)^(size - x)
dpois(x, lambda) = exp(-lambda)*lambda^x/factorial(x)
dgamma(x, shape, rate=1) = rate^shape*x^(shape - 1)*exp(-rate*x)/gamma(shape); qlogis(p) = log(p/(1 - p))
dbeta(x, a, b) = x^(a - 1)*(1 - x)^(b - 1)/beta(a, b); logistic plogis = sigmoid(...); pmax = maximum(...)
pmin = minimum(...); sh = sinh(...); ch = cosh(...); th = tanh(...); c vec vector = [...]; sech2 = sech(...)^2
sin2 = sin(...)^2; cos2 = cos(...)^2; tan2 = tan(...)^2; stdev sd stddev standarddeviation = std(..., ddof:1)
variance = var(..., ddof:1); if ifelse iff iif cond select = where(...); elliptick = ellipk(...)
elliptice = ellipe(...); rising_factorial(a, n) = poch(a, n); besselj0 = j0(...); besselj1 = j1(...)
determinant mdeterm = det(...); sum_of_squares sumsq sumsqr = sum((...)^2); reduce_max = max(...)
reduce_min = min(...); reduce_prod = prod(...); multiply times(a, b) = a*b; divide rdivide rational(a, b) = a/b
Γ = gamma(...); N Φ = normcdf(...); H u θ Θ = Heaviside(...); ψ = digamma(...); ζ = zeta(...); φ = normpdf(...)
σ = sigmoid(...); lgam = lgamma(...); tgamma = gamma(...); B = beta(...); arsinh = asinh(...); arcosh = acosh(...)
artanh = atanh(...); powi powf(a, b) = a^b; fma(a, b, c) = a*b + c; lerp mix(a, b, t) = a + (b - a)*t; tr = trace(...)
eig eigenvalues = eigvals(...); mmult mtimes(A, B) = A@B; crossprod(A) = transpose(A)@A; tcrossprod(A) = A@transpose(A)
solve(A) = inv(A); round(x, n) = round(x*10^n)/10^n; rms rootmeansquare = sqrt(mean((...)^2))
geomean = exp(mean(log(...))); harmmean = 1/mean(1/...)
""")
SHEET = _rows("""
LN = ln(...); LOG(x) = log10(x); LOG(x, b) = log(x, b); POWER POTENZ PUISSANCE(a, b) = pow(a, b); IF WENN = where(...)
AND = logical_and(...); OR = logical_or(...); NOT = logical_not(...); XOR = logical_xor(...)
AVERAGE MITTELWERT PROMEDIO MOYENNE = mean(...); PRODUCT = prod(...); SUMME SOMME = sum(...); GAMMALN = lgamma(...)
WURZEL RACINE RAIZ = sqrt(...); FACT = factorial(...); COMBIN = comb(...); INT = floor(...); IFERROR(a, b) = a
SUMPRODUCT(a) = sum(a); SUMPRODUCT(a, b) = dot(a, b); SUMPRODUCT(a, b, c) = sum(a*b*c); SUMSQ = sum((...)^2)
STDEV STABW = std(..., ddof:1); VAR = var(..., ddof:1); STDEVP = std(...); VARP = var(...); ATAN2(x, y) = atan2(y, x)
NORMDIST(x, m, s, 1) = normcdf(x, m, s); NORMDIST(x, m, s, 0) = normpdf(x, m, s); NORMINV(p, m, s) = m + s*norminv(p)
NORMSDIST(z) = normcdf(z); NORMSDIST(z, 1) = normcdf(z); NORMSDIST(z, 0) = normpdf(z); NORMSINV(p) = norminv(p)
QUOTIENT(a, b) = trunc(a/b); SQRTPI(x) = sqrt(x*pi); ROUND(x, 0) = sign(x)*floor(abs(x) + 0.5)
ROUND(x, n) = sign(x)*floor(abs(x)*10^n + 0.5)/10^n; ROUNDUP(x, 0) = sign(x)*ceil(abs(x)); TRUNC(x, 0) = trunc(x)
ROUNDUP(x, n) = sign(x)*ceil(abs(x)*10^n)/10^n; ROUNDDOWN(x, 0) = trunc(x); ROUNDDOWN TRUNC(x, n) = trunc(x*10^n)/10^n
CEILING CEILINGMATH(x, s) = ceil(x/s)*s; FLOOR FLOORMATH(x, s) = floor(x/s)*s; CEILINGMATH = ceil(...)
FLOORMATH = floor(...); MROUND(x, s) = floor(x/s + 0.5)*s; EVEN(x) = sign(x)*ceil(abs(x)/2)*2
ODD(x) = where(x < 0, -1, 1)*(2*ceil((abs(x) - 1)/2) + 1); SUMXMY2(x, y) = sum((x - y)^2)
SUMX2MY2(x, y) = sum(x^2 - y^2); SUMX2PY2(x, y) = sum(x^2 + y^2); DEVSQ = sum((... - mean(...))^2)
AVEDEV = mean(abs(... - mean(...))); GEOMEAN = exp(mean(log(...))); HARMEAN = 1/mean(1/...)
ERF(a, b) = erf(b) - erf(a); PMT(r, n, v) = -v*r/(1 - (1 + r)^-n)
PMT(r, n, v, f) = -(v*(1 + r)^n + f)*r/((1 + r)^n - 1)
PMT(r, n, v, f, t) = -(v*(1 + r)^n + f)*r/((1 + r*t)*((1 + r)^n - 1)); EFFECT(r, n) = (1 + r/n)^n - 1
FV(r, n, p) = -p*((1 + r)^n - 1)/r; FV(r, n, p, v) = -(v*(1 + r)^n + p*((1 + r)^n - 1)/r)
FV(r, n, p, v, t) = -(v*(1 + r)^n + p*(1 + r*t)*((1 + r)^n - 1)/r); PV(r, n, p) = -p*(1 - (1 + r)^-n)/r
PV(r, n, p, f) = -(f + p*((1 + r)^n - 1)/r)/(1 + r)^n
PV(r, n, p, f, t) = -(f + p*(1 + r*t)*((1 + r)^n - 1)/r)/(1 + r)^n
NPER(r, p, v, f=0) = log((p - f*r)/(p + v*r))/log(1 + r); BESSELJ(x, n) = besselj(n, x); BESSELY(x, n) = bessely(n, x)
BESSELI(x, n) = besseli(n, x); BESSELK(x, n) = besselk(n, x); STANDARDIZE(x, m, s) = (x - m)/s
GAUSS(z) = normcdf(z) - 0.5; PHI(z) = normpdf(z); EXPONDIST(x, l, 1) = 1 - exp(-l*x); EXPONDIST(x, l, 0) = l*exp(-l*x)
POISSONDIST POISSON(k, m, 0) = exp(-m)*m^k/factorial(k); BINOMDIST(k, n, p, 0) = comb(n, k)*p^k*(1 - p)^(n - k)
SLOPE(y, x) = sum((x - mean(x))*(y - mean(y)))/sum((x - mean(x))^2); FACTDOUBLE(n) = prod(n - 2*i, i, 0, (n - 1)//2)
IFS = ...; COMBINA(n, k) = comb(n + k - 1, k)
""")
MATHEMATICA = _rows("""
Total = sum(...); Product = prod(...); If = where(...); LogGamma = lgamma(...); Ceiling = ceil(...); Inverse = inv(...)
Power(a, b) = pow(a, b); Sinc = sinc((...)/pi); N(x) = x; N(x, n) = x; Variance = var(..., ddof:1)
Log(b, x) = log(x, b); StandardDeviation = std(..., ddof:1); ArcTan(x, y) = atan2(y, x); Round(x, s) = round(x/s)*s
Floor(x, s) = floor(x/s)*s; Ceiling(x, s) = ceil(x/s)*s; Gamma(a, x) = gammaincc(a, x)*gamma(a)
Clip(x) = clip(x, -1, 1); Mod(x, n) = mod(x, n); Quotient(a, b) = floor(a/b); IntegerPart = trunc(...)
FractionalPart(x) = x - trunc(x); Surd(x, n) = nthroot(x, n); UnitStep(x) = where(x >= 0, 1, 0)
HeavisideTheta = Heaviside(...); Boole(c) = where(c, 1, 0); Ramp = relu(...); LogisticSigmoid = sigmoid(...)
PolyGamma(x) = digamma(x); PolyGamma(n, x) = polygamma(n, x); MatrixExp = expm(...)
MatrixPower(A, n) = matrix_power(A, n); Dot(a, b) = a@b; Divide(a, b) = a/b; Subtract(a, b) = a - b; Minus(x) = -x
Plus(a, b) = a + b; Times(a, b) = a*b; GammaRegularized(a, x) = gammaincc(a, x); Haversine(x) = sin(x/2)^2
InverseErf = erfinv(...); InverseErfc = erfcinv(...); ExpIntegralEi = ei(...); ExpIntegralE(n, x) = expint(n, x)
SinIntegral = Si(...); CosIntegral = Ci(...); FresnelS(x) = fresnels(x); FresnelC(x) = fresnelc(x)
EllipticK = ellipk(...); EllipticE = ellipe(...); ChebyshevT(n, x) = chebyshev(n, x)
ChebyshevU(n, x) = chebyshevu(n, x); LegendreP(n, x) = legendre(n, x); HermiteH(n, x) = hermite(n, x)
LaguerreL(n, x) = laguerre(n, x); Tr = trace(...); RootMeanSquare = sqrt(mean((...)^2))
GeometricMean = exp(mean(log(...))); HarmonicMean = 1/mean(1/...); Hypergeometric2F1(a, b, c, x) = hyp2f1(a, b, c, x)
PolyLog(s, x) = polylog(s, x); ProductLog = lambertw(...)
""")


def told(name: str) -> str | None:
    """What stands for a function of another notation, in a sentence: of one that has several rows which that is."""
    rows = COMMON.get(name if len(name) == 1 else name.lower())
    if rows and rows[1:] and rows[0].arguments is not None:
        longest = max(rows, key=lambda row: len(row.arguments or ()) - len(row.fixed))
        return f"{name}({', '.join(longest.arguments or ())}) is {longest.written}"
    return f"write {rows[0].written}" if rows else None


_TRUTHS = {"TRUE": "1", "FALSE": "0", "T": "1", "F": "0"}


def truth(text: str) -> str:
    """The word of a truth as a number."""
    return _TRUTHS.get(text.upper(), text)
