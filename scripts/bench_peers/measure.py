"""What running a program costs, and what lies in a folder."""

import json
import mmap
import os
import signal
import subprocess
import sys
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
    # A program counts the memory of the one that started it as its own, so a small one does.
    starter = [sys.executable, "-S", "-E", os.path.abspath(__file__), log, *command]
    with subprocess.Popen(
        starter, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, process_group=0
    ) as process:
        try:
            said, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)
            raise
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)} failed; see {log}")
    return Cost(**json.loads(said))


def started(log, *command):
    """What the starter does: runs the program, and says what it cost."""
    with open(log, "ab") as output:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
    # Linux counts in KiB.
    print(json.dumps({"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "rss": usage.ru_maxrss * 1024}))
    sys.exit(os.waitstatus_to_exitcode(status) != 0)


def settle(folder):
    """Waits until what was written before lies on the disk, so that nobody pays for another's writes."""
    subprocess.run(["sync", "-f", folder], check=True)


def touch(length):
    """Takes so many bytes of memory and gives them back: the host of a virtual machine may have to find memory that was
    not used for a while, and whoever gets it first would pay for that."""
    if length:
        page = 2 << 20
        with mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as memory:
            memory.madvise(mmap.MADV_HUGEPAGE)
            for at in range(0, length, page):
                memory[at] = 1


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


if __name__ == "__main__":
    started(*sys.argv[1:])
