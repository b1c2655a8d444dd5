"""Rows as one array of NumPy's records."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ....errors import clip
from .writer import Text, Writer, given, words

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output


class Npy(Writer):
    """One NumPy array of records: the columns that are numbers, and the words. Its rows wait in a file of their own,
    for the number of rows comes first."""

    def begin(self) -> Iterable[Text]:
        self.kept: Any = tempfile.TemporaryFile()  # noqa: SIM115
        self.count = 0
        self.dtype: Any = None
        return ()

    def block(self, output: Output) -> Iterable[Text]:
        import numpy as np

        came = [(name, cells) for name, cells in zip(self.given, given(output)) if hasattr(cells, "dtype")]
        columns = [*came, *zip(self.computed, (*output.values, *words(output)))]
        if self.dtype is None:
            kept = [name for name, _ in came]
            if left := [clip(name) for name in self.given if name not in kept]:
                self.notes.append(f"npy has no place for texts, left out: {', '.join(left[:8])}")
            self.dtype = np.dtype([(n, "U9" if isinstance(c, list) else np.asarray(c).dtype) for n, c in columns])
        found = np.empty(len(output.status), self.dtype)
        for name, cells in columns:
            found[name] = cells
        found.tofile(self.kept)
        self.count += len(found)
        return ()

    def end(self) -> Iterable[Text]:
        import numpy as np

        header = io.BytesIO()
        about = {"descr": np.lib.format.dtype_to_descr(self.dtype or np.dtype([])), "fortran_order": False}
        np.lib.format.write_array_header_2_0(header, {**about, "shape": (self.count,)})
        yield header.getvalue()
        self.kept.seek(0)
        while part := self.kept.read(1 << 20):
            yield part
        self.kept.close()
