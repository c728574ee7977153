"""A lab in the background: experiments handed to it, and their results as data frames."""

import json
import os
import tempfile
from pathlib import Path

from . import engine
from .base import frames


class Lab:
    """A lab, named by its home folder.

    >>> lab = Lab().up()  # doctest: +SKIP
    >>> experiment = lab.submit("quadratic", {"seed": 7})  # doctest: +SKIP
    >>> experiment.wait().results()  # doctest: +SKIP
    """

    def __init__(self, home=None):
        """:param home: its folder; default: $SYMLAB_HOME, else ~/.symlab"""
        self.home = None if home is None else Path(home).expanduser().absolute()

    def __repr__(self):
        return f"Lab({str(self.home)!r})" if self.home else "Lab()"

    def ask(self, *words, accepted=(0,)):
        """What a verb of ``lab`` prints as JSON.

        :raises EngineError: with its own words, when it fails
        """
        return engine.ask([*words, "--json", *self._place()], accepted)

    def run(self, *words, accepted=(0,)):
        """What a verb of ``lab`` prints."""
        return engine.run([*words, *self._place()], accepted)

    def _place(self):
        return [] if self.home is None else [f"--home={self.home}"]

    def up(self):
        """Starts the lab; of no effect where it is up."""
        self.ask("up")
        return self

    def down(self):
        """Stops it in order; its experiments go on when it is up again. Of no effect where it is down."""
        self.ask("down")

    def info(self):
        """The lab's process, version and slots, as a dictionary."""
        return self.ask("status")

    def submit(self, recipe, settings=None):
        """Hands a recipe to the lab.

        :param recipe: its file, the name of a shipped one, or its text (of more than one line)
        :param settings: values to put over the recipe's, by key: ``{"meta-train.epochs": 50}``
        :return: the :class:`Experiment`; it survives whatever happens to this machine
        """
        words = [f"--set={key}={_value(value)}" for key, value in (settings or {}).items()]
        text = str(recipe)
        if "\n" not in text:
            return Experiment(self, self.ask("submit", text, *words)["id"])
        handle, name = tempfile.mkstemp(prefix="recipe-", suffix=".conf")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            return Experiment(self, self.ask("submit", name, *words)["id"])
        finally:
            os.unlink(name)

    def experiment(self, name):
        """An experiment by its id, as ``e3``."""
        return Experiment(self, name)

    def experiments(self):
        """All experiments, oldest first."""
        return [Experiment(self, row["id"]) for row in self.ask("list")]

    def status(self):
        """A data frame with a row per experiment: id, name, state, when it was submitted and ended, trials."""
        pandas = frames("status()")
        rows = [
            {
                "id": row["id"],
                "name": row["name"],
                "state": row["state"],
                "submitted": _time(pandas, row["submitted"]),
                "ended": _time(pandas, row.get("ended")),
                "trials": sum(row["trials_by_state"].values()),
                "directory": row["directory"],
            }
            for row in self.ask("list")
        ]
        return pandas.DataFrame(
            rows, columns=["id", "name", "state", "submitted", "ended", "trials", "directory"]
        ).set_index("id")

    def recipes(self):
        """The recipes that are shipped, as a data frame."""
        return frames("recipes()").DataFrame(self.ask("recipes"))


class Experiment:
    """An experiment of a lab."""

    def __init__(self, lab, name):
        self.lab = lab
        self.id = name

    def __repr__(self):
        return f"Experiment({self.id!r})"

    def info(self):
        """All there is to know of how it stands, as a dictionary."""
        return self.lab.ask("status", self.id)

    @property
    def state(self):
        """``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``."""
        return self.info()["state"]

    @property
    def directory(self):
        """Where its files lie."""
        return Path(self.info()["directory"])

    def status(self):
        """A data frame with a row per trial and stage."""
        rows = [
            {
                "trial": trial["trial"],
                "label": trial["label"],
                "trial_state": trial["state"],
                **{name: stage[name] for name in ("stage", "state", "seconds", "done", "total", "unit", "seconds_left")},
            }
            for trial in self.info()["trials"]
            for stage in trial["stages"]
        ]
        return frames("status()").DataFrame(rows)

    def wait(self, timeout=None):
        """Waits for its end.

        :param timeout: in seconds
        :raises EngineError: when it failed, was cancelled, or has not ended in time; with the cause
        """
        words = [] if timeout is None else [f"--timeout={timeout}"]
        self.lab.ask("wait", self.id, *words)
        return self

    def cancel(self):
        """Cancels it."""
        self.lab.ask("cancel", self.id)

    def results(self, trials=False):
        """How its rules compare, as a data frame: a row per variant with the medians over its seeds.

        :param trials: whether to give a row per trial instead
        """
        rows = self.lab.ask("compare", self.id, *(["--trials"] if trials else []))
        return frames("results()").DataFrame(
            [{"variant": row["variant"], "trials": row["trials"], **row["medians"]} for row in rows]
        )

    def front(self, trial=1):
        """The formulas of a trial as a data frame: complexity, loss, score, R2 of three kinds, equation."""
        front = self.lab.ask("front", self.id, f"--trial={trial}")
        frame = frames("front()").DataFrame(front["rows"]).rename(columns={"expression": "equation"})
        frame.attrs.update({mark: front[mark] for mark in ("simplest", "best", "accuracy", "knee")})
        return frame

    def export(self, form="text", row=None, trial=1):
        """A formula in a form that ``lab export --help`` lists.

        :param row: ``"simplest"``, ``"best"``, ``"accuracy"``, ``"knee"``, ``"chosen"``, ``"tuned"`` or a complexity
        """
        words = [f"--format={form}", f"--trial={trial}"] + ([] if row is None else [f"--row={row}"])
        return self.lab.run("export", self.id, *words)

    def report(self, trial=1):
        """The path of a trial's report, a page."""
        return Path(self.lab.ask("report", self.id, f"--trial={trial}")["report"])

    def log(self, trial=1):
        """A trial's log."""
        return self.lab.run("logs", self.id, f"--trial={trial}")


def _value(value):
    """As recipes write it: text stands as it is, the rest in JSON."""
    return value if isinstance(value, str) else json.dumps(value)


def _time(pandas, milliseconds):
    return pandas.NaT if not milliseconds else pandas.to_datetime(milliseconds, unit="ms", utc=True)
