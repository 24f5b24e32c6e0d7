"""Runs programs on a terminal of their own and tells what arrived there, as JSON.

    python3 terminal.py < jobs.json > seen.json

A job is {arguments, folder, environment, columns, until}: `environment` is put over the own one, `null` takes a name out of
it; with `until`, Ctrl-C is typed once that has been seen. What is seen is {code, text}; a program that is ended by a signal has
its number, negative.
"""

import fcntl
import json
import os
import pty
import signal
import struct
import sys
import termios


def run(job):
    environment = dict(os.environ, **{name: value for name, value in job["environment"].items() if value is not None})
    for name, value in job["environment"].items():
        if value is None:
            environment.pop(name, None)
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, job["columns"], 0, 0))
        os.chdir(job["folder"])
        os.execve(job["arguments"][0], job["arguments"], environment)
    seen = b""
    asked = job.get("until")
    # A program that shows nothing more is ended, and what it has shown is told.
    signal.signal(signal.SIGALRM, lambda *_: os.kill(pid, signal.SIGKILL))
    signal.alarm(120)
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            break
        if not more:
            break
        seen += more
        if asked and asked.encode() in seen:
            os.write(terminal, b"\x03")
            asked = None
    status = os.waitpid(pid, 0)[1]
    signal.alarm(0)
    os.close(terminal)
    return {"code": os.waitstatus_to_exitcode(status), "text": seen.decode(errors="replace")}


json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
