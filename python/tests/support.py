"""What tests share."""

import importlib.util
import unittest

import numpy as np

from symlab import SymbolicRegressor


def needs(*modules):
    """Skips a test, saying so, where a module is not installed."""
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return unittest.skipIf(missing, "no " + ", ".join(missing))


def product(rows=200, columns=3, seed=1):
    """X, and y = 3 x0 x1 - 2, which any search finds at once."""
    X = np.random.default_rng(seed).uniform(-2, 2, (rows, columns))
    return X, 3 * X[:, 0] * X[:, 1] - 2


def quick(**parameters):
    """A search of a second, whose result its seed fixes."""
    return SymbolicRegressor(
        **{"seconds": None, "rounds": 3, "islands": 2, "population": 64, "max_complexity": 15, "random_state": 1, "progress": False, **parameters}
    )
