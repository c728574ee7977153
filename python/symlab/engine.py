"""The engine: where its launcher lies, and how its processes are run and heard."""

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

from .errors import EngineError, EngineNotFoundError, of_exit

# An environment variable that names the launcher, or the folder that it lies in.
VARIABLE = "SYMLAB"

# How much of what an engine says is kept for the message of an exception.
_LINES_KEPT = 40


def find():
    """The launcher, ``lab``: that of $SYMLAB, a ``lab`` of Symlab on the PATH, or that of the checkout this package
    lies in or was installed from.

    :raises EngineNotFoundError: when there is none
    """
    named = os.environ.get(VARIABLE)
    if named:
        path = Path(named).expanduser()
        path = path / "lab" if path.is_dir() else path
        if not path.is_file():
            raise EngineNotFoundError(
                f"${VARIABLE} is {named}, but there is no launcher: name a checkout of Symlab, or the file lab in it"
            )
        return path.resolve()
    on_path = shutil.which("lab")
    candidates = [Path(on_path).resolve()] if on_path else []
    candidates += [folder / "lab" for folder in _checkouts()]
    for path in candidates:
        if _is_launcher(path):
            return path
    raise EngineNotFoundError(
        f"there is no engine: neither ${VARIABLE} nor the PATH leads to Symlab's launcher. Clone its repository and set "
        f"{VARIABLE} to that folder"
    )


def _checkouts():
    yield Path(__file__).resolve().parent.parent.parent
    try:
        from ._checkout import CHECKOUT
    except ImportError:
        return
    yield Path(CHECKOUT)


def _is_launcher(path):
    """Whether it is Symlab's: other tools are called lab, too."""
    try:
        with open(path, "rb") as file:
            return b"Symlab" in file.read(400)
    except OSError:
        return False


class Process:
    """A running ``lab`` whose lines on stdout are read one by one. What it says on stderr is collected.

    It leads a group of its own, so that a Ctrl-C in the terminal reaches Python alone, which passes it on.
    """

    def __init__(self, words, say=None):
        """Starts it.

        :param words: what follows ``lab`` on the command line
        :param say: called with each line of stderr that tells of the build
        """
        self._words = [str(word) for word in words]
        self._said = []
        self._process = subprocess.Popen(
            [str(find()), *self._words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        # Read by a thread of its own: a read that an interrupt breaks off would lose the line's beginning.
        self._lines = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._listener = threading.Thread(target=self._listen, args=(say,), daemon=True)
        self._listener.start()

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def _listen(self, say):
        for line in self._process.stderr:
            line = line.rstrip("\n")
            if line.startswith("symlab: ") and say:
                say(line[len("symlab: ") :])
            self._said.append(line)
            del self._said[:-_LINES_KEPT]

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.kill()

    def lines(self):
        """What it prints, line by line, until it ends. After an interrupt another call goes on where it was."""
        while True:
            line = self._lines.get()
            if line is None:
                self._lines.put(None)
                return
            yield line

    def interrupt(self):
        """Asks it to end in order, as Ctrl-C does; by a signal that is heard where that one is ignored, too."""
        self._send(signal.SIGTERM)

    def kill(self):
        """Ends it at once, if it still runs."""
        self._send(signal.SIGKILL)
        self._process.wait()
        for thread, stream in ((self._reader, self._process.stdout), (self._listener, self._process.stderr)):
            thread.join(1)
            if not thread.is_alive():
                stream.close()

    def _send(self, number):
        if self._process.poll() is None:
            try:
                os.killpg(self._process.pid, number)
            except ProcessLookupError:
                pass

    def end(self):
        """Waits for its end.

        :return: its exit code
        """
        code = self._process.wait()
        self._listener.join(5)
        return code

    def complaint(self):
        """What it said on stderr, without the JVM's own warnings and the launcher's tidings."""
        lines = [
            line[len("lab: ") :] if line.startswith("lab: ") else line
            for line in self._said
            if line.strip() and not line.startswith(("WARNING: ", "note: "))
        ]
        told = [line for line in lines if not line.startswith("symlab: ")]
        return "\n".join(told or [line[len("symlab: ") :] for line in lines])


def run(words, accepted=(0,)):
    """Runs a verb to its end.

    :param words: what follows ``lab`` on the command line
    :param accepted: exit codes that are no failure
    :return: what it printed
    :raises EngineError: with the engine's words, when it fails
    """
    with Process(words, say=announce) as process:
        try:
            printed = "\n".join(process.lines())
        except KeyboardInterrupt:
            process.interrupt()
            raise
        code = process.end()
        if code not in accepted:
            raise of_exit(code, process.complaint() or f"lab {' '.join(map(str, words))} ended with exit code {code}")
        return printed


def ask(words, accepted=(0,)):
    """The same for a verb that prints JSON.

    :return: what that says
    """
    printed = run(words, accepted)
    try:
        return json.loads(printed)
    except ValueError:
        raise EngineError(f"lab {' '.join(map(str, words))} printed no JSON: {printed[:200]!r}") from None


def announce(line):
    """Tells that the engine is being built, which takes a minute."""
    print("symlab: " + line, file=sys.stderr, flush=True)
