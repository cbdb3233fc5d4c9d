"""A roof over the child's memory on Windows, where a process cannot set one for itself."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _DIE_QUIETLY, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x400, 0x100, 0x2000
    _SET_QUOTA, _TERMINATE = 0x100, 0x1

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER), ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD), ("minimum_set", ctypes.c_size_t), ("maximum_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD), ("affinity", ctypes.c_size_t), ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )  # fmt: skip

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic), ("counters", ctypes.c_ulonglong * 6), ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
        )  # fmt: skip

    class Confinement:
        """A job object with one process in it; closing it ends the process."""

        def __init__(self, pid: int, memory: int) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            for name in ("CreateJobObjectW", "OpenProcess"):
                getattr(self._kernel, name).restype = wintypes.HANDLE
            self._job = wintypes.HANDLE(self._kernel.CreateJobObjectW(None, None))
            limits = _Extended()
            limits.basic.flags = _DIE_QUIETLY | _PROCESS_MEMORY | _KILL_ON_CLOSE
            limits.process_memory = memory
            self._kernel.SetInformationJobObject(
                self._job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            process = wintypes.HANDLE(self._kernel.OpenProcess(_SET_QUOTA | _TERMINATE, False, pid))
            taken = self._kernel.AssignProcessToJobObject(self._job, process)
            self._kernel.CloseHandle(process)
            if not taken:
                self.close()
                raise OSError(ctypes.get_last_error(), "AssignProcessToJobObject")

        def close(self) -> None:
            """End what is inside."""
            self._kernel.CloseHandle(self._job)

else:

    class Confinement:
        """Nothing: elsewhere the child limits itself."""

        def __init__(self, pid: int, memory: int) -> None:
            del pid, memory

        def close(self) -> None:
            """Let go."""
