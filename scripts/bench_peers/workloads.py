"""What is backed up: each workload makes its data in a folder, and changes a little of it."""

import os
import random
import shutil
import sqlite3
import subprocess

KIB = 1 << 10
MIB = 1 << 20


class Missing(Exception):
    """What a workload is made of is not on this machine."""


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


class Workload:
    """`folder` does not exist before `make`. Chance is the same in every run."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options
        self.chance = random.Random(self.name)

    def some_of(self, share):
        """This share of the files, at least one."""
        paths = sorted(
            os.path.join(here, name)
            for here, _, names in os.walk(self.folder)
            for name in names
            if os.path.isfile(os.path.join(here, name)) and not os.path.islink(os.path.join(here, name))
        )
        return self.chance.sample(paths, max(1, int(len(paths) * share)))


class Src(Workload):
    """A source tree, of which one file in a hundred gets a line more."""

    name = "src"

    def make(self):
        tree = self.options.src
        if not tree or not os.path.exists(tree):
            raise Missing("name a source tree or an archive of one with --src (Debian: linux-source)")
        if os.path.isdir(tree):
            shutil.copytree(tree, self.folder, symlinks=True)
        else:
            os.mkdir(self.folder)
            run("tar", "-C", self.folder, "-xf", tree)

    def change(self):
        for path in self.some_of(0.01):
            with open(path, "ab") as file:
                file.write(b"/* %d */\n" % self.chance.getrandbits(64))


class Tiny(Workload):
    """Files of 0.1 to 4 KiB, a thousand in a folder, of which one in a hundred is written anew."""

    name = "tiny"

    def make(self):
        words = [
            "".join(self.chance.choices("etaoinshrdlucmfw", k=self.chance.randint(2, 10))) for _ in range(20_000)
        ]
        self.text = " ".join(self.chance.choices(words, k=8_000_000)).encode()
        for number in range(self.options.tiny):
            folder = os.path.join(self.folder, f"{number // 1000:04}")
            if number % 1000 == 0:
                os.makedirs(folder)
            self.write(os.path.join(folder, f"{number % 1000:03}.txt"))

    def write(self, path):
        length = self.chance.randint(100, 4 * KIB)
        begin = self.chance.randrange(len(self.text) - length)
        with open(path, "wb") as file:
            file.write(self.text[begin : begin + length])

    def change(self):
        for path in self.some_of(0.01):
            self.write(path)


class Rand(Workload):
    """Noise in files of up to 256 MiB, of which one part in a hundred is overwritten in one place."""

    name = "rand"

    def make(self):
        os.mkdir(self.folder)
        left, number = self.options.rand, 0
        while left > 0:
            with open(os.path.join(self.folder, f"noise-{number}"), "wb") as file:
                for _ in range(min(left, 256 * MIB) // MIB):
                    file.write(self.chance.randbytes(MIB))
            left, number = left - 256 * MIB, number + 1

    def change(self):
        path = self.some_of(0)[0]
        with open(path, "r+b") as file:
            file.seek(self.chance.randrange(os.path.getsize(path)))
            for _ in range(max(1, self.options.rand // 100 // MIB)):
                file.write(self.chance.randbytes(MIB))


class Vm(Workload):
    """A sparse disk image with a file system on it; one used block in a hundred is overwritten."""

    name = "vm"
    BLOCK = 4 * KIB

    @property
    def image(self):
        return os.path.join(self.folder, "disk.img")

    def make(self):
        if not shutil.which("mkfs.ext4"):
            raise Missing("mkfs.ext4 is not there (Debian: e2fsprogs)")
        os.mkdir(self.folder)
        run("mkfs.ext4", "-q", "-d", self.options.vm_content, self.image, f"{self.options.vm // KIB}k")

    def change(self):
        blocks = self.used()
        with open(self.image, "r+b") as file:
            for block in self.chance.sample(blocks, len(blocks) // 100):
                file.seek(block * self.BLOCK)
                # As compressible as many files are: half of it is noise.
                file.write(self.chance.randbytes(self.BLOCK // 2) + b"\x55" * (self.BLOCK // 2))

    def used(self):
        """Numbers of the blocks that are no holes."""
        blocks, end = [], os.path.getsize(self.image)
        with open(self.image, "rb") as file:
            at = 0
            while at < end:
                try:
                    data = os.lseek(file.fileno(), at, os.SEEK_DATA)
                except OSError:
                    break
                at = os.lseek(file.fileno(), data, os.SEEK_HOLE)
                blocks.extend(range(data // self.BLOCK, at // self.BLOCK))
        return blocks


class Db(Workload):
    """A database of PostgreSQL, or of SQLite if that is not there, before and after transactions."""

    name = "db"
    TRANSACTIONS = 5000

    def make(self):
        if all(shutil.which(program) for program in ("initdb", "pg_ctl", "pgbench")):
            self.make_postgres()
        else:
            self.make_sqlite()

    def change(self):
        if os.path.isdir(os.path.join(self.folder, "base")):
            # A source is backed up at rest.
            self.serve(["pgbench", "-n", "-t", str(self.TRANSACTIONS)])
        else:
            self.change_sqlite()

    def make_postgres(self):
        os.mkdir(self.folder)
        os.chmod(self.folder, 0o700)
        # A server does not run as root.
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.postgres(["initdb", "-D", self.folder, "-A", "trust", "-U", "bench"])
        # A unit of scale is 15 MB.
        self.serve(["pgbench", "-q", "-i", "-s", str(max(1, self.options.db // (15 * MIB)))])

    def postgres(self, command):
        user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        run(*user, *command, stderr=subprocess.DEVNULL, cwd="/")

    def serve(self, command):
        """Runs a client of the database beside its server."""
        log = os.path.join(self.folder, "log.txt")
        server = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        self.postgres(["pg_ctl", "-D", self.folder, "-l", log, "-w", "-o", server, "start"])
        try:
            self.postgres([*command, "-h", self.folder, "-U", "bench", "postgres"])
        finally:
            self.postgres(["pg_ctl", "-D", self.folder, "-w", "stop"])

    def rows(self, count):
        for _ in range(count):
            yield self.chance.randrange(10**9), self.chance.randbytes(40).hex()

    def make_sqlite(self):
        os.mkdir(self.folder)
        with sqlite3.connect(os.path.join(self.folder, "accounts")) as database:
            database.execute("create table accounts (id integer primary key, balance integer, filler text)")
            count = self.options.db // 100
            database.executemany("insert into accounts (balance, filler) values (?, ?)", self.rows(count))
        database.close()

    def change_sqlite(self):
        with sqlite3.connect(os.path.join(self.folder, "accounts")) as database:
            (count,) = database.execute("select max(id) from accounts").fetchone()
            for balance, filler in self.rows(self.TRANSACTIONS):
                row = self.chance.randint(1, count)
                change = "update accounts set balance = ?, filler = ? where id = ?"
                database.execute(change, (balance, filler, row))
        database.close()


class Wide(Workload):
    """Very small files, all in one folder, of which one in a hundred is written anew."""

    name = "wide"

    def make(self):
        os.mkdir(self.folder)
        for number in range(self.options.wide):
            self.write(os.path.join(self.folder, f"{number:09}"))

    def write(self, path):
        with open(path, "wb") as file:
            file.write(self.chance.randbytes(self.chance.randint(0, 64)))

    def change(self):
        for path in self.some_of(0.01):
            self.write(path)


class Huge(Workload):
    """One file of holes, with a MiB of noise in each of its thousand parts, of which one in a hundred changes."""

    name = "huge"
    PARTS = 1000

    def make(self):
        os.mkdir(self.folder)
        with open(self.path, "wb") as file:
            file.truncate(self.options.huge)
        self.write(range(self.PARTS))

    @property
    def path(self):
        return os.path.join(self.folder, "holes")

    def write(self, parts):
        with open(self.path, "r+b") as file:
            for part in parts:
                file.seek(self.options.huge // self.PARTS * part)
                file.write(self.chance.randbytes(MIB))

    def change(self):
        self.write(self.chance.sample(range(self.PARTS), self.PARTS // 100))


# What programs are compared by, and what only shows how large things may grow.
COMPARED = [Src, Tiny, Rand, Vm, Db]
WORKLOADS = [*COMPARED, Wide, Huge]
