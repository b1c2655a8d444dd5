"""A table written to a directory, a file for each part of its rows: here, or by the workers of a Dask cluster.

Every part is computed by itself, by the same code wherever that runs, so the files are the same byte for byte.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from glob import escape, glob
from importlib import import_module
from logging import CRITICAL, getLogger
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError, clip, quote
from ..frontends.table.tabulate import Summary
from . import streams
from .progress import Progress
from .tabulating import encoded

if TYPE_CHECKING:
    from .tabulating import Job, Piece, Pieces

EXTENSION = {"human": "txt", "markdown": "md"}


def write_partitions(job: Job, pieces: Pieces, folder: str, dask: str | None, progress: Progress) -> Summary:
    """Write every part, and all of them or none: into a directory beside, that takes the name at the end.

    dask: `local`, or the address of a scheduler. Raises GradcliError, CannotWrite.
    """
    target = os.path.realpath(folder)
    if os.path.isdir(target) and os.listdir(target):
        raise GradcliError(f"{clip(folder)} is not empty", code="output", hint="name a new directory")
    parts = pieces.each()
    beside = f"{target}.gradcli-{os.getpid()}.tmp"
    width = max(5, len(str(len(parts))))
    paths = [os.path.join(beside, f"part-{n:0{width}d}.{EXTENSION.get(job.form, job.form)}") for n in range(len(parts))]
    whole = Summary()
    try:
        for left in glob(f"{escape(target)}.gradcli-*.tmp"):
            try:
                os.kill(int(left.split("-")[-1][:-4]), 0)
            except ProcessLookupError:  # it was killed
                shutil.rmtree(left)
        os.mkdir(beside)
        work = zip(parts, paths)
        for n, summary in enumerate(here(job, work) if dask is None else clustered(job, list(work), dask, progress), 1):
            whole.add(summary)
            if dask is None:  # whose own are told as they come
                progress.at(whole.rows, n, len(parts))
        for name in set(os.listdir(beside)) - set(map(os.path.basename, paths)):  # of a worker that was lost
            os.unlink(os.path.join(beside, name))
        with suppress(FileNotFoundError):
            os.rmdir(target)
        os.rename(beside, target)
    except OSError as error:
        raise streams.CannotWrite(quote(folder), streams.reason(error)) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return whole


def here(job: Job, work: Any) -> Iterator[Summary]:
    """The parts one after another, in this process."""
    for n, (piece, path) in enumerate(work):
        yield partition(job, piece, path, n)


def partition(job: Job, piece: Piece, path: str, number: int) -> Summary:
    """Compute one part and write it. Raises GradcliError, which names the part."""
    summary = Summary()
    try:
        rows = piece.open(job.reading)
        try:
            with streams.replacing(path) as out:
                for part in job.parts([rows], summary):
                    out.write(encoded(part))
        finally:
            rows.close()
    except GradcliError as error:
        error.message += f" (partition {number})"
        error.args = (error.message,)
        raise
    return summary


def clustered(job: Job, work: Sequence[tuple[Piece, str]], where: str, progress: Progress) -> Iterator[Summary]:
    """The parts by the workers of a cluster, told of in their order. A worker that is lost is Dask's to replace.

    Raises GradcliError: Dask is not installed, the scheduler does not answer, or what a part raised, once.
    """
    try:
        dd, distributed, pd = map(import_module, ("dask.dataframe", "distributed", "pandas"))
    except ImportError:
        raise GradcliError("--dask needs dask", code="extra", hint='pip install "gradcli[dask]"') from None
    # each has a level and a handler of its own; what is lost is Dask's to replace, and what fails is raised
    for logger in ("distributed", "distributed.client", "distributed.gc", "tornado.application", "asyncio"):
        getLogger(logger).setLevel(CRITICAL)

    def numbered(part: int) -> Any:
        return pd.DataFrame({"part": [part]})

    def table(frame: Any) -> Any:
        done = [partition(job, piece, path, n) for n in frame["part"].tolist() for piece, path in [work[n]]]
        return pd.DataFrame({"summary": pd.Series(done, dtype=object)})

    with cluster(distributed, where) as client:
        empty = pd.DataFrame({"summary": pd.Series([], dtype=object)})
        frame = dd.from_map(numbered, range(len(work)), meta=numbered(0).iloc[:0]).map_partitions(table, meta=empty)
        futures = client.compute(frame.to_delayed(), retries=0)
        numbers = {future.key: n for n, future in enumerate(futures)}
        found: dict[int, Summary] = {}
        rows = 0
        for future in distributed.as_completed(futures):
            try:
                (summary,) = future.result()["summary"]
            except GradcliError:
                client.cancel(futures)
                raise
            except Exception as error:
                client.cancel(futures)
                raise GradcliError(f"the cluster failed: {error}", code="cluster", status=1) from None
            found[numbers[future.key]] = summary
            rows += summary.rows
            progress.at(rows, len(found), len(work))
    for n in range(len(work)):
        yield found[n]


@contextmanager
def cluster(distributed: Any, where: str) -> Iterator[Any]:
    """A client of the cluster, which ends with the block if it is ours. Raises GradcliError if there is none."""
    with ExitStack() as closing:
        if where == "local":
            cores = len(os.sched_getaffinity(0))
            where = closing.enter_context(
                distributed.LocalCluster(
                    n_workers=cores, threads_per_worker=1, dashboard_address=None, silence_logs=CRITICAL
                )
            )
        try:
            client = closing.enter_context(distributed.Client(where, timeout="10s"))
        except (OSError, ValueError, TimeoutError) as error:
            hint = "--dask local, or the tcp:// address of a scheduler that runs"
            raise GradcliError(f"no Dask scheduler at {quote(where)}: {error}", code="cluster", hint=hint) from None
        yield client
