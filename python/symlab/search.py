"""One run of ``lab distill``: its words, its lines of JSON, and the folder it leaves."""

import hashlib
import json
import math
import re
import shutil
import tempfile
import warnings
import weakref
from pathlib import Path

import numpy as np

from .engine import Process, announce
from .errors import EngineError, of_exit
from .front import Formula, number
from .progress import Progress, display_for

# The form of the lines that this package understands.
PROTOCOL = 1

# The parameters of options that are called otherwise.
PARAMETERS = {
    "constraint": "constraints",
    "from": "warm_start",
    "guess": "guesses",
    "out": "output_directory",
    "resume": "warm_start",
    "seed": "random_state",
    "weights": "sample_weight",
    "y": "y",
    "y-unit": "unit_of_y",
}


class Speech:
    """The engine's words in those of Python: X and y for the table that was written for it, parameters for options."""

    def __init__(self, table, columns, parameters):
        """
        :param table: the file
        :param columns: what its columns that are none of X are called: ``{"y": "y", "weight": "sample_weight"}``
        :param parameters: names of those there are
        """
        self._table = re.compile(re.escape(str(table)) + r':?( column "([^"]*)")?')
        self._columns = columns
        self._parameters = set(parameters)

    def of(self, text):
        """What the engine says, for whoever called it from Python."""
        return re.sub(r"--([a-z]+(?:-[a-z]+)*)", self._parameter, self._table.sub(self._place, text))

    def _place(self, found):
        return self._columns.get(found[2]) or "X" + (found[1] or "")

    def _parameter(self, found):
        name = PARAMETERS.get(found[1], found[1].replace("-", "_"))
        return name if found[1] in PARAMETERS or name in self._parameters else found[0]


class Workplace:
    """A temporary folder that lives as long as what was found in it: the table, and the state to go on from."""

    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix="symlab-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, str(self.path), ignore_errors=True)


class Outcome:
    """What a search left: its formulas, which of them is chosen, and how far it came."""

    def __init__(self, event, interrupted):
        front = event["front"]
        self.formulas = [Formula(row) for row in front["rows"]]
        complexities = [formula.complexity for formula in self.formulas]
        self.marks = {
            mark: complexities.index(front[mark])
            for mark in ("simplest", "best", "accuracy", "knee")
            if front.get(mark) in complexities
        }
        self.chosen = complexities.index(event["chosen"]) if event.get("chosen") in complexities else None
        self.names = list(front["names"])
        self.folder = event["folder"]
        self.rounds = int(front["rounds"])
        self.evaluations = int(front["evaluations"])
        self.seconds = float(event["seconds"])
        self.reason = event["reason"]
        self.warnings = list(event.get("warnings", []))
        self.interrupted = interrupted


def write_table(path, X, weights, y):
    """Writes what is to be learned from as one array of doubles.

    :param weights: of the rows, or None
    :return: what tells this table from others
    """
    columns = [X] + ([] if weights is None else [weights[:, None]]) + [y[:, None]]
    table = np.ascontiguousarray(np.hstack(columns), dtype=np.float64)
    np.save(path, table)
    return hashlib.sha256(table.tobytes() + str(table.shape).encode()).hexdigest()


def value_word(value):
    """A value as the command line has it: whole numbers without a point, whatever their type."""
    if isinstance(value, (float, np.floating)):
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        if float(value).is_integer():
            return str(int(value))
    return str(value)


def option_words(options):
    """Options of the command line: True says one without a value, a list says it again and again."""
    words = []
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            words.append(option)
        else:
            values = value if isinstance(value, (list, tuple)) else [value]
            words += [f"{option}={value_word(one)}" for one in values]
    return words


def search(words, progress, speech):
    """Runs a search. The first Ctrl-C ends it with its round and keeps what was found; a second leaves at once.

    :param words: what follows ``lab distill``
    :param speech: how what the engine says is told
    :param progress: see :func:`symlab.progress.display_for`
    :raises EngineError: with what the engine says
    """
    display = display_for(progress)
    with Process(["distill", "--progress=json", *words], say=announce) as process:
        try:
            last, interrupted = _listen(process, display, speech)
            code = process.end()
        finally:
            display.close()
        if last is None:
            if interrupted:
                raise KeyboardInterrupt
            complaint = speech.of(process.complaint())
            raise of_exit(code, complaint or f"lab distill ended with exit code {code}, and said nothing")
    outcome = Outcome(last, interrupted)
    outcome.warnings = [speech.of(warning) for warning in outcome.warnings]
    if not outcome.formulas:
        raise EngineError("the search found no formula: " + (speech.of(process.complaint()) or "give it more time"))
    if interrupted:
        warnings.warn(
            f"interrupted after {outcome.rounds} rounds and {outcome.seconds:.1f} s; what was found by then is kept",
            stacklevel=3,
        )
    return outcome


def _listen(process, display, speech):
    """Reads to the end.

    :return: the last event, or None, and whether Ctrl-C ended it
    """
    lines = process.lines()
    state = {"front": [], "chosen": None}
    last = None
    interrupted = False
    while True:
        try:
            for line in lines:
                event = _event(line)
                if event.get("event") == "end":
                    last = event
                else:
                    _tell(event, display, state, speech)
            return last, interrupted
        except KeyboardInterrupt:
            if interrupted:
                raise
            interrupted = True
            process.interrupt()
            lines = process.lines()


def _event(line):
    try:
        event = json.loads(line)
    except ValueError:
        event = None
    if not isinstance(event, dict):
        raise EngineError(f"the engine said what is no event: {line[:200]!r}")
    if event.get("event") == "begin" and event.get("protocol") != PROTOCOL:
        raise EngineError(
            f"the engine speaks protocol {event.get('protocol')}, this package {PROTOCOL}: install the package that is"
            " in the engine's folder python/"
        )
    return event


def _tell(event, display, state, speech):
    if event["event"] == "note":
        display.note(speech.of(event["text"]))
    elif event["event"] == "progress":
        front = event.get("front")
        if front:
            state["front"] = front["rows"]
            state["chosen"] = next((row for row in front["rows"] if row["complexity"] == front["best"]), None)
        display.show(
            Progress(
                seconds=event["seconds"],
                seconds_left=number(event["seconds_left"]),
                share=event["share"],
                round=event["round"],
                evaluations=event["evaluations"],
                evaluations_per_second=event["evaluations_per_second"],
                front=state["front"],
                chosen=state["chosen"],
            )
        )
