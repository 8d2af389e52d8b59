"""Runs a program and tells what it took: python launch.py DESCRIPTOR COMMAND …

Linux counts a program's peak of memory from that of the process which started it, so what starts programs to be measured
must be small itself. To the open file DESCRIPTOR go, as JSON: wall seconds, CPU seconds, the peak of the largest process as the
system counts it, and the exit status.
"""

import json
import os
import sys
import time


def main() -> None:
    """Run it to its end."""
    told, command = int(sys.argv[1]), sys.argv[2:]
    os.set_inheritable(told, False)
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    os.write(told, json.dumps([wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status)]).encode())


if __name__ == "__main__":
    main()
