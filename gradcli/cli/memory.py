"""Large blocks stay with the process: glibc would hand each array back to the system, and every new one page-fault."""

from __future__ import annotations

from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # glibc's malloc.h
LARGEST_MMAP_THRESHOLD = 32 << 20
NEVER = 1 << 30


@cache
def keep() -> None:
    """Raise glibc's thresholds; does nothing with another C library. For the command-line program only, once."""
    import ctypes
    import os

    if not hasattr(os, "confstr") or "CS_GNU_LIBC_VERSION" not in os.confstr_names:
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD)
    mallopt(TRIM_THRESHOLD, NEVER)
