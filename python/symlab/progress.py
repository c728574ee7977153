"""How a search stands, and who shows it: a line in a terminal, a table in a notebook, or a function of one's own."""

import html
import shutil
import sys
from dataclasses import dataclass, field
from typing import List


@dataclass
class Progress:
    """How a search stands.

    ``share`` is the part of its limit that is used up, 0 to 1; ``seconds_left`` is NaN where nobody knows; ``front``
    has a dictionary per formula: complexity, loss, score, r2_train, r2_validation, expression; ``chosen`` is the one
    that is meant, or None.
    """

    seconds: float
    seconds_left: float
    share: float
    round: int
    evaluations: int
    evaluations_per_second: float
    front: List[dict] = field(default_factory=list)
    chosen: dict = None

    def text(self):
        """In one line."""
        words = f"{100 * self.share:3.0f} %  round {self.round}  {self.seconds:.0f} s  "
        words += f"{self.evaluations_per_second:,.0f} evaluations/s"
        if self.chosen:
            words += f"  loss {self.chosen['loss']:.4g} at {self.chosen['complexity']}: {self.chosen['expression']}"
        return words


class Silent:
    """Shows nothing."""

    def note(self, text):
        """Something worth telling that is no progress."""

    def show(self, progress):
        """The search goes on."""

    def close(self):
        """It has ended."""


class Told(Silent):
    """Tells a function of one's own."""

    def __init__(self, listener):
        self._listener = listener

    def show(self, progress):
        self._listener(progress)


class Line(Silent):
    """A line that is drawn in place on a terminal; elsewhere one every five seconds."""

    PERIOD_SECONDS = 5

    def __init__(self, stream=None):
        self._stream = stream or sys.stderr
        self._in_place = self._stream.isatty()
        self._next = 0.0
        self._drawn = 0

    def note(self, text):
        self._clear()
        print("symlab: " + text, file=self._stream, flush=True)

    def show(self, progress):
        if not self._in_place:
            if progress.seconds >= self._next:
                self._next = progress.seconds + self.PERIOD_SECONDS
                print(progress.text(), file=self._stream, flush=True)
            return
        self._clear()
        text = progress.text()[: shutil.get_terminal_size().columns - 1]
        self._stream.write(text)
        self._stream.flush()
        self._drawn = len(text)

    def close(self):
        self._clear()

    def _clear(self):
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()
            self._drawn = 0


class Notebook(Silent):
    """A bar and the front as a table, drawn in place in a notebook's cell."""

    def __init__(self):
        from IPython.display import HTML, display

        self._html = HTML
        self._notes = []
        self._handle = display(HTML(""), display_id=True)

    def note(self, text):
        self._notes.append(text)

    def show(self, progress):
        self._handle.update(self._html(self.page(progress)))

    def page(self, progress):
        """The cell's content."""
        head = progress.text() if not progress.chosen else progress.text().split("  loss ")[0]
        rows = "".join(
            f"<tr><td>{row['complexity']}</td><td>{figure(row['loss'])}</td><td>{figure(row['score'])}</td>"
            f"<td>{figure(row['r2_validation'])}</td>"
            f"<td style='text-align:left'><code>{html.escape(row['expression'])}</code></td></tr>"
            for row in progress.front
        )
        notes = "".join(f"<div>{html.escape(note)}</div>" for note in self._notes)
        return (
            f"{notes}<progress value='{progress.share:.3f}' max='1' style='width:20em'></progress> {html.escape(head)}"
            "<table><tr><th>complexity</th><th>loss</th><th>score</th><th>R2 valid.</th><th>equation</th></tr>"
            f"{rows}</table>"
        )


def figure(value):
    """To four digits, nothing where it is unknown."""
    return "" if value is None else f"{value:.4g}"


def display_for(wish):
    """Who shows a search.

    :param wish: a function that takes a :class:`Progress`; True; False; or None, for what suits: a table in a
        notebook, a line in a terminal, nothing elsewhere
    """
    if callable(wish):
        return Told(wish)
    if wish is False:
        return Silent()
    if in_notebook():
        return Notebook()
    return Line() if wish or sys.stderr.isatty() else Silent()


def in_notebook():
    """Whether this is the kernel of a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")
