"""Tables of pandas with traced columns: values, texts and derivatives are those of the script, or a way out is told."""

from importlib.util import find_spec

import pytest
from plain_script import faults, report_of

if find_spec("pandas") is None:  # which is not loaded before it is needed: each fork copies what is
    pytest.skip("pandas is not installed", allow_module_level=True)
pytestmark = pytest.mark.filterwarnings("ignore")
START = "import numpy as np\nimport pandas as pd\na = 0.7\n"
TABLE = "d = pd.DataFrame({'k': ['p', 'q', 'p'], 'u': [10.0, 20.0, 5.0]})\nd['v'] = d.u * a\n"
COLUMNS = """
s = pd.Series([a, 2.0]); r = s.sum()*(2 if s.dtype.kind == 'f' and s.dtype == float else 1)
s = pd.Series([10.0, 20.0, 5.0])*a; r = s.cumsum().iloc[1] + s.max() - s.min() + s.std() + s.var() + s.median()
s = a*pd.Series([10.0, 20.0, 5.0]); r = (s - s.shift(1)).dropna().sum() + s.diff().sum() + s.pct_change().sum()
s = pd.Series([0.5, 1.5, 2.6, 3.5]); r = s[s > a].sum()*a + s.where(s > a, 0).max() + s.groupby(s > 3*a).sum().max()*a
s = pd.Series([0.5, 1.5]); r = s.apply(lambda x: x*a).sum() + np.exp(s*a).sum() + abs(-s*a).max()
s = pd.concat([pd.Series([1.0, 2.0])*a, pd.Series([3.0])]); r = (s**2).sum() + sum(s) + s.to_list()[1] + s.tolist()[0]
s = pd.Series([1.0, np.nan, 4.0]); r = s.fillna(a).sum()*a + (s*a).sum() + (s*a).dropna().mean() + (s*a).count()*a
s = pd.Series({'x': a, 'y': a*a}); r = s['y']*s.x + s.values.sum() + s.to_numpy()[0] + s.to_dict()['y']
s = pd.Series([1.0, 2.0, 4.0])*a; r = s.astype(int).sum()*a + s.astype(float).sum() + s.rank().sum()*a + s.argmax()*a
d = pd.DataFrame([[a, 2.0], [3.0, a*a]], columns=['x', 'y']); r = (d.x*d.y).sum() + d.loc[1, 'y'] + d.at[0, 'x']
d = pd.DataFrame({'u': [10.0, 20.0], 'w': [1, 2]}); d['v'] = d.u*a; r = (d.values**2).sum() + d.to_numpy()[0, 2]
d = pd.DataFrame({'u': [10.0, 20.0], 'w': [1.0, 2.0]})*a; r = d.stack().sum() + d.T.iloc[0].sum() + (d/d.sum()).u[0]
d = pd.DataFrame({'u': [10.0, 20.0]}).assign(v=lambda t: t.u*a); d['z'] = d.sum(axis=1); r = d.z.mean() + d.mean().sum()
d = pd.DataFrame({'u': [10.0, 20.0]})*a; r = d.apply(lambda t: t.u*a, axis=1).sum() + sum(t.u for _, t in d.iterrows())
s = pd.Series([1.0, 2.0, 4.0])*a; t = s.rolling(2); r = t.mean().sum() + s.rolling(3).std(ddof=0).iloc[-1] + t.max()[1]
s = pd.Series([1.0, 3.0, 2.0])*a; t = s.rolling(2).mean() > s.rolling(3).mean(); r = (t.astype(int).shift(1)*s).sum()
s = pd.Series([1.0, 2.0])*a; r = (a*s).sum() + (a - s).sum() + (2.0/s).sum() + (a**s).sum()
T; r = d.select_dtypes('number').sum().sum() + d.mean(numeric_only=True).sum()
T; r = sum(d[c].sum() for c in d.columns if pd.api.types.is_numeric_dtype(d[c]))*a
T; r = d.groupby('k').v.sum()['p']*a + d.groupby('k')['v'].mean().max() + d.groupby('k').agg(m=('v', 'mean')).m.sum()
T; r = d.sort_values('v').v.iloc[0] + d.pivot_table(index='k', values='v', aggfunc='sum').to_numpy().sum()
T; r = (lambda m: (m.v*m.w).sum())(d.merge(pd.DataFrame({'k': ['p', 'q'], 'w': [3.0, 4.0]}), on='k'))
T; print(d, d.dtypes, d.v, d.head(1), d.to_string(), list(d.v), repr(d.v[0]), pd.Series([a, 2.0])); r = d.v.sum()
""".strip().splitlines()
TOLD = """
r = (pd.Series([1.0, 2.0])*a).rolling(2).skew().sum() + a
r = (pd.Series([1.0, 2.0])*a).quantile(0.3)
T; r = d.groupby('k').v.std()['p'] + d.v.groupby(d.k).cumsum().iloc[2] + d.v.sum()
r = pd.Series([a, np.nan, 3.0]).interpolate().sum()
r = (pd.Series([1.0, 2.0, 1.0])*a).value_counts().iloc[0]*a
r = pd.DataFrame({'u': [a, 2.0]}).describe().loc['mean', 'u']
d = pd.DataFrame({'u': [10.0, 20.0]}); d.loc[0, 'u'] = a*3; r = d.u.sum()
T; r = d[['u', 'v']].corr().iloc[0, 1]
""".strip().splitlines()


def script(line):
    return START + line.replace("T; ", TABLE)


@pytest.mark.parametrize("line", COLUMNS)
def test_columns(line, tmp_path):
    assert faults(script(line), tmp_path / "table.py") == []


@pytest.mark.parametrize("line", TOLD)
def test_what_pandas_computes_itself_is_told(line, tmp_path):
    (result,) = report_of(script(line), tmp_path / "table.py")[0].results
    assert ("left", "grad.a") in [(note.code, str(note.path)) for note in result.notes]


def test_pandas_is_as_it_was(tmp_path):
    import pandas as pd

    report_of(START + "r = (pd.Series([a, 2.0])*a).sum()", tmp_path / "table.py")
    assert type(pd.Series([1.0]).values).__name__ == "ndarray"
    assert not {f.__module__ for f in (pd.DataFrame.to_numpy, pd.core.construction.sanitize_array)} & {"gradcli"}
