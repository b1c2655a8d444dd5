"""A directory of parts: written here, and by a Dask cluster that loses a worker, byte for byte the same."""

from __future__ import annotations

import os
import signal
import sys
import threading

import numpy as np
import pytest
from shell import answer, process

EXPRESSION = "x^2*y + sin(x*y) + (log(x) if x > 0 else 1/y)"


def parts(folder):
    """The files of a directory, by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def write_points(folder, files, rows):
    rng = np.random.default_rng(7)
    for n in range(files):
        points = rng.normal(size=(rows, 2))
        text = "".join(f"{x!r},{y!r}\n" for x, y in points.tolist())
        (folder / f"{n:02d}.csv").write_text("x,y\n" + text)


def test_a_directory_of_parts(tmp_path):
    write_points(tmp_path, 3, 50)
    pattern, out = str(tmp_path / "*.csv"), tmp_path / "out"
    assert answer("table", EXPRESSION, pattern, "-o", f"{out}/").status == 0
    assert sorted(parts(out)) == ["part-00000.csv", "part-00001.csv", "part-00002.csv"]
    whole = answer("table", EXPRESSION, pattern, "--format", "csv").out
    header = whole.splitlines(keepends=True)[0].encode()
    assert whole.encode() == header + b"".join(text.removeprefix(header) for _, text in sorted(parts(out).items()))
    back = answer("table", "value*2", str(out), "--format", "csv")
    assert len(back.out.splitlines()) == 151
    (tmp_path / "none").mkdir()
    assert "holds no file that can be read" in answer("table", "x", str(tmp_path / "none")).err
    again = answer("table", EXPRESSION, pattern, "-o", f"{out}/")
    assert (again.status, "is not empty" in again.err) == (2, True)


def test_row_groups_are_parts_and_a_grid_is_cut(tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    table = pa.table({"x": np.arange(10.0), "name": [str(n) for n in range(10)]})
    pq.write_table(table, tmp_path / "p.parquet", row_group_size=4)
    out = tmp_path / "out"
    assert answer("table", "x^2", str(tmp_path / "p.parquet"), "-o", f"{out}/").status == 0
    found = [pq.read_table(path) for path in sorted(out.iterdir())]
    assert [t.num_rows for t in found] == [4, 4, 2]
    back = pa.concat_tables(found).to_pydict()
    assert back["value"] == [n * n for n in range(10)]
    assert back["name"] == [str(n) for n in range(10)]
    assert answer("table", "x*y", "x=0:1:363", "y=0:1:363", "--order", "0", "-o", f"{tmp_path / 'grid'}/").status == 0
    assert len(parts(tmp_path / "grid")) == 2


def test_what_a_killed_run_left_is_cleared_and_what_a_living_one_writes_is_not(tmp_path):
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)
    for number in (child, os.getppid()):
        (tmp_path / f"out.gradcli-{number}.tmp").mkdir()
    assert answer("table", "x^2", "x=0:1:3", "-o", f"{tmp_path / 'out'}/").status == 0
    assert {path.name for path in tmp_path.iterdir()} == {"out", f"out.gradcli-{os.getppid()}.tmp"}


def test_nothing_is_left_of_a_directory_that_fails(tmp_path):
    write_points(tmp_path, 2, 5)
    (tmp_path / "02.csv").write_text("x,y\n1,2\nbad,3\n")
    found = answer("table", EXPRESSION, str(tmp_path / "*.csv"), "-o", f"{tmp_path / 'out'}/")
    assert found.status == 2
    assert "line 3, column x: 'bad' is not a number (partition 2)" in found.err
    assert sorted(p.name for p in tmp_path.iterdir()) == ["00.csv", "01.csv", "02.csv"]


def test_dask_is_told_when_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    write_points(tmp_path, 1, 2)
    found = answer("table", "x", str(tmp_path / "00.csv"), "-o", f"{tmp_path / 'out'}/", "--dask", "local")
    assert found.status == 2
    assert found.err == 'error: --dask needs dask\nhelp: pip install "gradcli[dask]"\n'


def test_dask_needs_a_place():
    found = answer("table", "x", "points", "--dask", "-o", "out/")
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("error: --dask: '-o' is no address\nhelp: write --dask local, or ")


def test_dask_needs_a_directory():
    found = answer("table", "x", "x=0:1:3", "--dask", "local")
    assert (found.status, "help: name a directory: -o out/" in found.err) == (2, True)


def test_parquet_is_told_when_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    (tmp_path / "p.parquet").write_bytes(b"PAR1")
    found = answer("table", "x", str(tmp_path / "p.parquet"))
    assert (found.status, found.err) == (2, 'error: Parquet needs pyarrow\nhelp: pip install "gradcli[parquet]"\n')


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_writes_the_same_bytes(tmp_path):
    distributed = pytest.importorskip("distributed")
    write_points(tmp_path, 24, 4000)
    pattern = str(tmp_path / "*.csv")
    assert answer("table", EXPRESSION, pattern, "-o", f"{tmp_path / 'one'}/").status == 0
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        for attempt in range(5):  # until it is lost between the first part and the last
            out, killed, done = tmp_path / f"many{attempt}", [], threading.Event()

            def kill(out=out, killed=killed, done=done):
                """End a worker as soon as the first part is written."""
                while not list(tmp_path.glob(f"{out.name}.*/part-*")):
                    if done.wait(0.005):
                        return
                os.kill(cluster.workers[0].process.pid, signal.SIGKILL)
                killed.append(len(list(tmp_path.glob(f"{out.name}.*/part-*"))))

            thread = threading.Thread(target=kill, daemon=True)
            thread.start()
            found = process("table", EXPRESSION, pattern, "-o", f"{out}/", "--dask", cluster.scheduler_address)
            done.set()
            thread.join(60)
            assert (found.status, found.out, found.err) == (0, "", "")
            assert parts(tmp_path / "one") == parts(out)
            if killed and killed[0] < 24:
                break
            cluster.scale(2)
    assert killed
    assert killed[0] < 24


@pytest.mark.slow
def test_an_error_on_a_cluster_of_our_own_is_told_once(tmp_path):
    pytest.importorskip("distributed")
    write_points(tmp_path, 2, 5)
    (tmp_path / "02.csv").write_text("x,y\n1,2\nbad,3\n")
    done = process("table", "x*y", str(tmp_path / "*.csv"), "-o", f"{tmp_path / 'out'}/", "--dask", "local")
    assert (done.status, done.out) == (2, "")
    assert done.err.count("error: ") == 1
    assert "line 3, column x: 'bad' is not a number (partition 2)" in done.err
    assert len(done.err.splitlines()) == 2
