"""Runs a program to its end and says of it, as one line on stderr: peak KiB of memory, ms of processor time.

A process of its own, because the peak of a child begins at that of whoever starts it.
"""
import resource
import subprocess
import sys

before = resource.getrusage(resource.RUSAGE_CHILDREN)
ended = subprocess.run(sys.argv[1:], close_fds=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_maxrss, int((used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) * 1000), file=sys.stderr)
sys.exit(ended.returncode)
