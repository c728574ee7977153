"""Formulas for tables of data, and a lab that learns optimizers, from Python.

:class:`SymbolicRegressor` fits formulas, in scikit-learn's interface; :class:`Lab` hands experiments to a lab in the
background and reads their results as data frames. Both drive Symlab's command line, ``lab``, as a process: what they
raise when it fails is an :class:`EngineError` with its own words.
"""

from ._version import __version__
from .errors import BadInputError, EngineError, EngineNotFoundError
from .lab import Experiment, Lab
from .progress import Progress
from .regressor import SymbolicRegressor

__all__ = [
    "BadInputError",
    "EngineError",
    "EngineNotFoundError",
    "Experiment",
    "Lab",
    "Progress",
    "SymbolicRegressor",
    "__version__",
]
