"""The formulas of a front, and what they can be turned into."""

import numpy as np


class Formula:
    """A row of a front: what is known of it, and its code in the forms that the engine writes.

    It is called with a matrix [rows, columns] and gives a value per row. All of it is text and numbers, so that it can
    be pickled.
    """

    def __init__(self, row):
        """:param row: as the engine's last line has it"""
        self.complexity = int(row["complexity"])
        self.equation = row["expression"]
        self.figures = {name: number(row.get(name)) for name in ("loss", "score", "r2_train", "r2_validation", "r2_test")}
        self.code = dict(row.get("code", {}))
        self._function = None

    def __getattr__(self, name):
        figures = self.__dict__.get("figures", {})
        if name in figures:
            return figures[name]
        raise AttributeError(name)

    def __getstate__(self):
        return {**self.__dict__, "_function": None}

    def __repr__(self):
        return f"Formula({self.equation!r})"

    def __call__(self, X):
        """Its values.

        :param X: numbers, [rows, columns], in the columns' order when it was fitted
        :return: [rows], NaN or infinite where it is not defined
        """
        if self._function is None:
            self._function = self._made("numpy")["f"]
        X = np.asarray(X, dtype=np.float64)
        return np.array(np.broadcast_to(self._function(X), len(X)), dtype=np.float64)

    def sympy(self):
        """The formula as a SymPy expression; its symbols are real and have the columns' names."""
        return self._made("sympy")["formula"]

    def latex(self):
        """The formula in LaTeX, constants to few digits."""
        return self._text("latex").strip()

    def torch(self):
        """The formula as a ``torch.nn.Module`` from [rows, columns] to [rows]; it can be pickled."""
        return torch_module(self._text("torch-module"))

    def _text(self, form):
        if form not in self.code:
            raise ValueError(f"the formula {self.equation} can't be written as {form}")
        return self.code[form]

    def _made(self, form):
        return run_code(self._text(form), form)


def run_code(text, form):
    """What a module that the engine wrote defines."""
    names = {"__name__": "symlab.formula"}
    exec(compile(text, f"<formula as {form}>", "exec"), names)  # the engine's own text
    return names


def torch_module(text):
    """A module of torch from its source, as the engine wrote it."""
    kind = run_code(text, "torch")["Formula"]
    kind.__reduce_ex__ = lambda self, protocol: (torch_module, (text,))
    return kind()


def number(value):
    """A figure of the engine's JSON, where null stands for what is no number."""
    return float("nan") if value is None else float(value)
