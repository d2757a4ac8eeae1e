"""How each program is told to back up, restore, verify and prune: a step is a list of commands."""

import os
import shutil
import subprocess

PASSPHRASE = "correct horse battery staple"
STEPS = ["first", "unchanged", "unchanged (key file)", "changed", "restore", "verify", "prune"]


class Tool:
    """A program with a repository, a cache and a home of its own below `folder`."""

    name = ""
    # Whether it restores a source below its absolute path.
    nested = True

    def __init__(self, program, folder, source):
        self.program, self.folder, self.source = program, folder, source
        self.repository = os.path.join(folder, "repository")
        self.home = os.path.join(folder, "home")
        self.target = os.path.join(folder, "target")
        os.makedirs(self.home)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": self.home,
            "LANG": "C.UTF-8",
            "XDG_CACHE_HOME": os.path.join(self.home, "cache"),
            **self.variables(),
        }

    def variables(self):
        return {}

    def prepare(self):
        """Commands that make the repository."""
        raise NotImplementedError

    def step(self, name):
        """The commands of a step and the folder they run in; none if the program has no such thing."""
        os.makedirs(self.target, exist_ok=True)
        commands = {
            "first": lambda: self.backup("first"),
            "unchanged": lambda: self.backup("second"),
            "unchanged (key file)": lambda: self.backup_by_key_file("third"),
            "changed": lambda: self.backup("fourth"),
            "restore": self.restore,
            "verify": self.verify,
            "prune": self.prune,
        }[name]()
        return commands and [[self.program, *command] for command in commands]

    def backup(self, label):
        raise NotImplementedError

    def backup_by_key_file(self, label):
        """A backup that spends no time on a passphrase."""
        return None

    def restore(self):
        raise NotImplementedError

    def verify(self):
        """Reads everything that is stored."""
        return None

    def prune(self):
        """Forgets all backups but the last, and frees what only they needed."""
        raise NotImplementedError

    def restored(self):
        """Where the source is after a restore."""
        return self.target + self.source if self.nested else self.target

    def version(self):
        said = subprocess.run([self.program, *self.asks_version], capture_output=True, text=True)
        return (said.stdout or said.stderr).strip().splitlines()[0]

    asks_version = ["--version"]


class Sandyq(Tool):
    name = "sandyq"

    def variables(self):
        return {
            "SANDYQ_REPOSITORY": self.repository,
            "SANDYQ_PASSWORD": PASSPHRASE,
            "SANDYQ_CACHE_DIR": os.path.join(self.home, "sandyq"),
        }

    @property
    def key_file(self):
        return os.path.join(self.home, "full.key")

    def prepare(self):
        return [[self.program, "init"], [self.program, "key", "export", "--out", self.key_file]]

    def backup(self, label):
        return [["backup", "--quiet", self.source]]

    def backup_by_key_file(self, label):
        return [["--key-file", self.key_file, "backup", "--quiet", self.source]]

    def restore(self):
        return [["restore", "--quiet", "latest", "--target", self.target]]

    def verify(self):
        return [["verify", "--quiet", "--read-data"]]

    def prune(self):
        return [["forget", "--quiet", "--keep-last", "1", "--yes", "--prune"]]


class Restic(Tool):
    name = "restic"
    asks_version = ["version"]

    def variables(self):
        return {"RESTIC_REPOSITORY": self.repository, "RESTIC_PASSWORD": PASSPHRASE}

    def prepare(self):
        return [[self.program, "init"]]

    def backup(self, label):
        return [["backup", "--quiet", self.source]]

    def restore(self):
        return [["restore", "--quiet", "--sparse", "latest", "--target", self.target]]

    def verify(self):
        return [["check", "--quiet", "--read-data"]]

    def prune(self):
        return [["forget", "--quiet", "--keep-last", "1", "--prune"]]


class Rustic(Tool):
    name = "rustic"
    nested = False

    def variables(self):
        return {
            "RUSTIC_REPOSITORY": self.repository,
            "RUSTIC_PASSWORD": PASSPHRASE,
            "RUSTIC_NO_PROGRESS": "true",
        }

    def prepare(self):
        return [[self.program, "init"]]

    def backup(self, label):
        return [["backup", self.source]]

    def restore(self):
        return [["restore", f"latest:{self.source}", self.target]]

    def verify(self):
        return [["check", "--read-data"]]

    def prune(self):
        # Without waiting for a day, as the others do.
        return [["forget", "--keep-last", "1", "--prune", "--keep-delete", "0s", "--instant-delete"]]


class Borg(Tool):
    name = "borg"

    def variables(self):
        return {"BORG_REPO": self.repository, "BORG_PASSPHRASE": PASSPHRASE}

    def prepare(self):
        return [[self.program, "init", "--encryption", "repokey"]]

    def backup(self, label):
        # The others compress with zstd too.
        return [["create", "--compression", "zstd,3", f"::{label}", self.source]]

    def restore(self):
        return [["extract", "--sparse", "::fourth"]]

    def verify(self):
        return [["check", "--verify-data"]]

    def prune(self):
        return [["prune", "--keep-last", "1"], ["compact"]]


class Bupstash(Tool):
    name = "bupstash"
    nested = False

    def variables(self):
        key = os.path.join(self.home, "bupstash.key")
        return {"BUPSTASH_REPOSITORY": self.repository, "BUPSTASH_KEY": key}

    def prepare(self):
        key = self.environment["BUPSTASH_KEY"]
        return [[self.program, "init"], [self.program, "new-key", "-o", key]]

    def backup(self, label):
        return [["put", "--quiet", f"name={label}", self.source]]

    def backup_by_key_file(self, label):
        return self.backup(label)

    def restore(self):
        return [["restore", "--quiet", "--into", self.target, "name=fourth"]]

    def prune(self):
        old = "name=first or name=second or name=third"
        return [["rm", "--quiet", "--allow-many", *old.split()], ["gc", "--quiet"]]


PEERS = [Restic, Rustic, Borg, Bupstash]


def find(kinds, folders):
    """The programs that are there, with their paths: in these folders first, then on PATH."""
    path = os.pathsep.join([*folders, os.environ["PATH"]])
    found = [(kind, shutil.which(kind.name, path=path)) for kind in kinds]
    return [(kind, program) for kind, program in found if program]
