"""What running a program costs, and what lies in a folder."""

import os
import subprocess
import time
from dataclasses import dataclass


@dataclass
class Cost:
    """Of one step: seconds, seconds of all cores, and the most memory that one process held."""

    wall: float = 0.0
    cpu: float = 0.0
    rss: int = 0

    def __iadd__(self, other):
        self.wall += other.wall
        self.cpu += other.cpu
        self.rss = max(self.rss, other.rss)
        return self


class Failed(Exception):
    """A program ended otherwise than it should."""


def run(command, environment, folder, log):
    """Runs one program to its end; what it says goes to the file `log`."""
    with open(log, "ab") as output:
        begun = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}; see {log}")
    # Linux counts in KiB.
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def settle(folder):
    """Waits until what was written before lies on the disk, so that nobody pays for another's writes."""
    subprocess.run(["sync", "-f", folder], check=True)


def files(folder):
    """Facts about all regular files below a folder."""
    for here, _, names in os.walk(folder):
        for name in names:
            facts = os.lstat(os.path.join(here, name))
            if facts.st_mode & 0o170000 == 0o100000:
                yield facts


def lengths(folder):
    """Bytes and number of the files below a folder."""
    found = [facts.st_size for facts in files(folder)]
    return sum(found), len(found)


def room(folder):
    """Bytes allocated for the files below a folder."""
    return sum(facts.st_blocks * 512 for facts in files(folder))


def differences(one, other):
    """What differs between two trees in names and contents, as lines."""
    compared = subprocess.run(
        ["diff", "-rq", "--no-dereference", one, other], capture_output=True, text=True, errors="replace"
    )
    return (compared.stdout + compared.stderr).splitlines()
