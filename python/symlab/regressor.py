"""Symbolic regression as an estimator of scikit-learn."""

import re
import warnings
from pathlib import Path

import numpy as np

from . import base
from .search import PARAMETERS, Speech, Workplace, option_words, search, value_word, write_table

# Options by which columns would be others than X has, and what does the same; predict would read the wrong ones.
_INSTEAD = {
    "categories": "give X an indicator for each value, as pandas.get_dummies makes them",
    "columns": "give X these columns alone",
    "ignore": "give X without the column",
    "json": "front_ and equations_ are the front",
    "test": "score(X, y) tells how good a formula is on other rows",
    "weights": "give the column to fit as sample_weight, and X without it",
    "y": "give the column to fit as y, and X without it",
}

# The least that the engine learns from.
_LEAST_ROWS = 10


class SymbolicRegressor(base.RegressorMixin, base.BaseEstimator):
    """Finds formulas for y, from simple to accurate, and predicts with one of them.

    Parameters
    ----------
    seconds : float, default=60
        How long to search; without limit where it is None and there are rounds. With ``rounds``, what comes first ends
        the search, and only where that is the rounds does ``random_state`` fix the result.
    rounds : int, optional
        How many rounds to search.
    stop_loss : float, optional
        End when a formula's training loss is not above this.
    operators : list of str, optional
        What formulas are made of, e.g. ``["+", "-", "*", "/", "exp"]``.
    define : list of str, optional
        Operators of your own, of one or two arguments: ``["swish(x) = x / (1 + exp(-x))"]``. Each is one node of a formula.
    complexity : dict, optional
        What nodes count that do not count 1, operators, columns, ``"constant"`` and ``"variable"`` by name: ``{"exp": 3, "x0": 2}``.
    max_complexity : int, optional
        Nodes of a formula at most.
    loss : str, optional
        ``"mse"``, ``"mae"``, ``"huber(d)"``, ``"quantile(q)"``, or an expression of prediction, y and weight:
        ``"abs(prediction - y)^1.5"``.
    constraints, guesses : list of str, optional
        What formulas may look like (``"nest(exp, exp) <= 0"``), and formulas to start from (``"p1 * exp(-p2 * t)"``).
    template : str, optional
        The form of every formula, with ``?`` for what is to be found.
    units : dict, optional
        Units of the columns: ``{"x0": "m", "x1": "s"}``; others are plain numbers; ``{"constants": "any"}`` lets constants have units.
    unit_of_y : str, optional
        The unit of y, ``"m/s"``, where columns have units.
    lags : dict, optional
        Columns that are one signal: ``{"g": 20}`` for g0 (newest) to g19.
    validation : str, optional
        Rows to choose by: ``"tail"`` or ``"random"``.
    choose : str or int, optional
        The formula that predicts: ``"simplest"``, ``"best"``, ``"accuracy"``, ``"knee"``, or a complexity. Default: the engine's choice.
    islands, population, reservoir, threads : int, optional
        As ``lab distill --help`` describes them.
    options : dict, optional
        Options of ``lab distill`` that are no parameters here and leave X its columns, by their names:
        ``{"candidates": 3}`` says ``--candidates=3``.
    names : list of str, optional
        Names of the columns, for arrays that have none.
    output_directory : str, optional
        A new folder for all that the engine writes. Default: one that is gone with the estimator.
    warm_start : bool, default=False
        Whether another ``fit`` goes on: on the same table from the same state, for as much time again; on other rows
        from all formulas that the search held, judged anew; with other settings from those that were found.
    random_state : int, RandomState or None
        Fixes everything random.
    progress : bool or callable, optional
        True shows it, False doesn't, a function is called with a :class:`symlab.Progress`. Default: a table in a
        notebook, a line in a terminal, nothing elsewhere.

    Attributes
    ----------
    equations_ : pandas.DataFrame
        The front: complexity, loss, score, equation, and R2; ``sympy_format`` where SymPy is, and ``lambda_format``, a
        function of a matrix.
    front_ : list of symlab.front.Formula
        The same without pandas.
    chosen_ : int
        The row of the front that predicts.
    n_features_in_ : int
    feature_names_in_ : array of str
        Where X had names that are text.
    rounds_, evaluations_, seconds_ :
        How far the search came.
    interrupted_ : bool
        Whether Ctrl-C ended it.
    output_directory_ : str
        Where the engine's files lie.

    Examples
    --------
    >>> model = SymbolicRegressor(rounds=20, random_state=1).fit(X, y)  # doctest: +SKIP
    >>> model.sympy()  # doctest: +SKIP
    2.0*x0**2
    """

    def __init__(
        self,
        seconds=60.0,
        rounds=None,
        stop_loss=None,
        operators=None,
        define=None,
        complexity=None,
        max_complexity=None,
        loss=None,
        constraints=None,
        guesses=None,
        template=None,
        units=None,
        unit_of_y=None,
        lags=None,
        validation=None,
        choose=None,
        islands=None,
        population=None,
        reservoir=None,
        threads=None,
        options=None,
        names=None,
        output_directory=None,
        warm_start=False,
        random_state=None,
        progress=None,
    ):
        self.seconds = seconds
        self.rounds = rounds
        self.stop_loss = stop_loss
        self.operators = operators
        self.define = define
        self.complexity = complexity
        self.max_complexity = max_complexity
        self.loss = loss
        self.constraints = constraints
        self.guesses = guesses
        self.template = template
        self.units = units
        self.unit_of_y = unit_of_y
        self.lags = lags
        self.validation = validation
        self.choose = choose
        self.islands = islands
        self.population = population
        self.reservoir = reservoir
        self.threads = threads
        self.options = options
        self.names = names
        self.output_directory = output_directory
        self.warm_start = warm_start
        self.random_state = random_state
        self.progress = progress

    def fit(self, X, y, sample_weight=None):
        """Searches for formulas.

        :param X: numbers, [rows, columns]
        :param y: numbers, [rows]
        :param sample_weight: how much each row counts; rows of weight 0 are left out
        :raises ValueError: when a parameter or the data cannot be used, a BadInputError where the engine finds that out
        :raises EngineError: when the engine fails
        """
        X, y, weights = self._checked(X, y, sample_weight)
        limits = {
            "seconds": self._number(base.real, "seconds"),
            "rounds": self._number(base.whole, "rounds"),
            "stop_loss": self._number(base.real, "stop_loss"),
        }
        before = self.__dict__.get("_run") if self.warm_start else None
        workplace = Workplace()
        stamp = write_table(workplace.path / "table.npy", X, weights, y)
        settings = self._settings(weights is not None)
        if before and before["stamp"] == stamp and before["settings"] == settings:
            workplace = before["workplace"]
            for limit in ("seconds", "rounds"):
                if limits[limit] is not None:
                    limits[limit] += before[limit]
            words = [workplace.path / "table.npy", *option_words(limits), f"--resume={before['folder']}"]
            seed = before["seed"]
        else:
            seed = self._seed()
            words = [workplace.path / "table.npy", *option_words(limits), *option_words(settings), f"--seed={seed}"]
            if before and before["settings"] == settings:
                words.append(f"--from={before['folder']}")
            else:
                words += [f"--guess={guess}" for guess in self._remembered()]
            words.append(f"--out={self.output_directory or workplace.path / 'run'}")
        words += option_words({"threads": self._number(base.whole, "threads")})
        others = {settings["names"].split(",")[-1]: "y"}
        if weights is not None:
            others[settings["weights"]] = "sample_weight"
        speech = Speech(words[0], others, self.get_params(deep=False))
        self._keep(search(words, self.progress, speech))
        self._run = {
            "workplace": workplace,
            "stamp": stamp,
            "settings": settings,
            "folder": self.output_directory_,
            "seconds": self.seconds_,
            "rounds": self.rounds_,
            "seed": seed,
        }
        return self

    def _number(self, kind, name):
        """A parameter that is a number, or None."""
        value = getattr(self, name)
        return None if value is None else kind(name, value)

    def _checked(self, X, y, sample_weight):
        if y is None:
            raise ValueError(f"{type(self).__name__} requires y to be passed, but the target y is None")
        base.check_feature_names(self, X, reset=True)
        X = base.check_array(X, ensure_min_samples=_LEAST_ROWS, dtype=[np.float64, np.float32, np.int64], estimator=self)
        X = np.asarray(X, dtype=np.float64)
        base.check_n_features(self, X, reset=True)
        y = base.numbers(y, "y")
        base.check_consistent_length(X, y)
        if sample_weight is None:
            return (*_learnable(X, y), None)
        weights = np.asarray(sample_weight, dtype=np.float64)
        weights = np.full(len(y), float(weights)) if weights.ndim == 0 else base.numbers(weights, "sample_weight")
        base.check_consistent_length(X, weights)
        if np.any(weights < 0):
            raise ValueError("sample_weight holds negative weights")
        kept = weights > 0
        X, y, weights = X[kept], y[kept], weights[kept]
        if len(y) == 0:
            raise ValueError("sample_weight is zero everywhere")
        if len(y) < _LEAST_ROWS:
            raise ValueError(
                f"sample_weight is above 0 for {len(y)} of {len(kept)} samples, while a minimum of {_LEAST_ROWS} is required"
            )
        return (*_learnable(X, y), None if np.all(weights == weights[0]) else weights)

    def _settings(self, weighted):
        """What decides which formulas are found, as options of the command line."""
        if not isinstance(self.choose, str):
            self._number(base.whole, "choose")  # before a search, which may take long
        columns = self._column_names()
        taken = set(columns)
        weights = _free("weight", taken)
        target = _free("y", taken | {weights})
        return {
            "names": ",".join(columns + ([weights] if weighted else []) + [target]),
            "weights": weights if weighted else None,
            "define": self.define,
            "operators": self._operators(),
            "complexity": _pairs("complexity", self.complexity),
            "max_complexity": self._number(base.whole, "max_complexity"),
            "loss": self.loss,
            "constraint": self.constraints,
            "guess": self.guesses,
            "template": self.template,
            "units": _pairs("units", self.units),
            "y_unit": self.unit_of_y,
            "lags": _pairs("lags", self.lags),
            "validation": self.validation,
            "choose": self.choose if isinstance(self.choose, str) else None,
            "islands": self._number(base.whole, "islands"),
            "population": self._number(base.whole, "population"),
            "reservoir": self._number(base.whole, "reservoir"),
            **self._others(),
        }

    def _operators(self):
        words = _joined("operators", self.operators)
        if words is None and self.operators is not None:
            raise ValueError("operators is empty: name some, or leave it None for the usual ones")
        return words

    def _others(self):
        """Options of the command line that nothing else says."""
        if not isinstance(self.options or {}, dict):
            raise TypeError(f"options is {self.options!r}: it is a dict")
        for name, value in (self.options or {}).items():
            word = str(name).lstrip("-").replace("_", "-").split("=")[0]
            parameter = PARAMETERS.get(word, word.replace("-", "_"))
            if value is None or value is False:
                continue
            if word in _INSTEAD:
                raise ValueError(f"options has {name!r}, which is not for here: {_INSTEAD[word]}")
            if parameter in self.get_params(deep=False):
                raise ValueError(f"options has {name!r}: say it by the parameter {parameter}")
        return self.options or {}

    def _column_names(self):
        if self.names is not None:
            given = self.names.split(",") if isinstance(self.names, str) else self.names
            names = [str(name) for name in given]
            if len(names) != self.n_features_in_:
                raise ValueError(f"there are {len(names)} names, where X has {self.n_features_in_} columns")
            _refuse_twice("names has {!r} twice", names)
        elif hasattr(self, "feature_names_in_"):
            names = [str(name) for name in self.feature_names_in_]
            _refuse_twice("X has two columns called {!r}", names)
        else:
            return [f"x{i}" for i in range(self.n_features_in_)]
        columns = []
        for i, name in enumerate(names):
            # What would part a list of names; what formulas can't say the engine changes by itself.
            word = re.sub(r"[,\s]+|\.\.+", "_", name.strip()) or f"x{i}"
            columns.append(_free(word, set(columns)))
            if columns[-1] != word:
                warnings.warn(f"{name!r} is {columns[-1]} in formulas, where another column is {word}", stacklevel=4)
        return columns

    def _seed(self):
        state = self.random_state
        if state is None:
            state = np.random.mtrand._rand
        for draw in ("randint", "integers"):  # of the old generators and the new
            if hasattr(state, draw):
                return int(getattr(state, draw)(0, 2**31 - 1))
        return base.whole("random_state", state, most=2**63 - 1)

    def _remembered(self):
        """Formulas to start from on another table."""
        if not (self.warm_start and hasattr(self, "front_")) or self.template is not None:
            return []
        return [formula.equation for formula in self.front_ if self._reads_known_columns(formula)]

    def _reads_known_columns(self, formula):
        words = set(re.findall(r"[^\W\d]\w*", formula.equation))
        unknown = set(self._names) - set(self._column_names())
        return not words & unknown

    def _keep(self, outcome):
        self.front_ = outcome.formulas
        self._names = outcome.names
        self._marks = outcome.marks
        self._engine_choice = outcome.chosen
        self.rounds_ = outcome.rounds
        self.evaluations_ = outcome.evaluations
        self.seconds_ = outcome.seconds
        self.interrupted_ = outcome.interrupted
        self.output_directory_ = outcome.folder
        self.chosen_ = self._index(self.choose)
        if self.chosen_ == outcome.chosen:
            for warning in outcome.warnings:
                warnings.warn(warning, stacklevel=3)

    def _index(self, choice):
        if choice is None:
            return self._engine_choice if self._engine_choice is not None else self._marks["best"]
        if isinstance(choice, str):
            if choice not in self._marks:
                raise ValueError(f"choose is {choice!r}: it is one of {', '.join(self._marks)}, or a complexity")
            return self._marks[choice]
        complexities = [formula.complexity for formula in self.front_]
        if choice not in complexities:
            raise ValueError(f"choose is {choice}: the front has the complexities {complexities}")
        return complexities.index(choice)

    def __sklearn_is_fitted__(self):
        return hasattr(self, "front_")

    def __getstate__(self):
        parent = getattr(super(), "__getstate__", None)
        state = dict(parent() if parent else self.__dict__)
        state.pop("_run", None)  # files of this machine: what goes on elsewhere starts from the formulas
        return state

    def _formula(self, index):
        if not hasattr(self, "front_"):
            raise base.NotFittedError(
                f"This {type(self).__name__} instance is not fitted yet. Call 'fit' with appropriate arguments before"
                " using this estimator."
            )
        return self.front_[self._row(index)]

    def _row(self, index):
        """The number of a row of the front; without one the chosen row's."""
        if index is None:
            return self.chosen_
        rows = len(self.front_)
        try:
            row = base.whole("index", index)
        except TypeError:
            raise TypeError(f"index is {index!r}: it is the number of a row of equations_, from 0 to {rows - 1}") from None
        if not -rows <= row < rows:
            raise IndexError(
                f"index is {row}: equations_ has the rows 0 to {rows - 1}; a formula of a complexity is chosen by choose="
            )
        return row

    def predict(self, X, index=None):
        """The chosen formula's values.

        :param X: numbers, [rows, columns]
        :param index: another row of ``equations_``
        :return: [rows], NaN or infinite where the formula is not defined
        """
        formula = self._formula(index)
        base.check_feature_names(self, X, reset=False)
        X = base.check_array(X, dtype=[np.float64, np.float32, np.int64], estimator=self)
        base.check_n_features(self, X, reset=False)
        return formula(X)

    @property
    def equations_(self):
        """The front as a data frame."""
        self._formula(None)
        frame = base.frames("equations_").DataFrame(
            {
                "complexity": [formula.complexity for formula in self.front_],
                "loss": [formula.loss for formula in self.front_],
                "score": [formula.score for formula in self.front_],
                "equation": [formula.equation for formula in self.front_],
                "r2_train": [formula.r2_train for formula in self.front_],
                "r2_validation": [formula.r2_validation for formula in self.front_],
            }
        )
        try:
            frame["sympy_format"] = [formula.sympy() for formula in self.front_]
        except ImportError:
            pass
        frame["lambda_format"] = self.front_
        return frame

    def get_best(self, index=None):
        """The chosen row of ``equations_``, or another."""
        self._formula(None)
        return self.equations_.iloc[self._row(index)]

    def sympy(self, index=None):
        """The chosen formula in SymPy, whose symbols have the columns' names; or that of another row."""
        return self._formula(index).sympy()

    def latex(self, index=None):
        """The chosen formula in LaTeX; or that of another row."""
        return self._formula(index).latex()

    def torch(self, index=None):
        """The chosen formula as a ``torch.nn.Module`` from [rows, columns] to [rows]; or that of another row."""
        return self._formula(index).torch()

    def pytorch(self, index=None):
        """The same as :meth:`torch`."""
        return self.torch(index)

    def save_folder(self):
        """The engine's folder, for ``lab predict``, ``lab export`` and ``lab distill --resume``."""
        self._formula(None)
        return Path(self.output_directory_)


def _joined(name, words):
    """A list as the command line has it; text stays."""
    if words is None or isinstance(words, str):
        return words or None
    try:
        return ",".join(map(str, words)) or None
    except TypeError:
        raise TypeError(f"{name} is {words!r}: it is a list of text") from None


def _pairs(name, values):
    """A dict as the command line has it, or what is written so already."""
    if not isinstance(values, dict):
        return _joined(name, values)
    return _joined(name, [f"{key}={value_word(value)}" for key, value in values.items()])


def _learnable(X, y):
    """The data, once it is sure that the engine can learn from them."""
    for name, values in (("X", X), ("y", y)):
        if np.any(np.abs(values) > np.finfo(np.float32).max):
            raise ValueError(f"Input {name} contains a value too large for dtype('float32'): scale it, or take its logarithm")
    if np.all(y == y[0]):
        raise ValueError(f"y is {y[0]} in all {len(y)} samples: there is nothing to explain")
    return X, y


def _refuse_twice(words, names):
    """Refuses names that are the same.

    :param words: what is wrong then, with a place for the name
    """
    names = [name.strip() for name in names]
    twice = next((name for i, name in enumerate(names) if name and name in names[:i]), None)
    if twice is not None:
        raise ValueError(words.format(twice) + ": formulas could not tell them apart")


def _free(name, taken):
    """The name, or with a number where it is taken."""
    free, count = name, 2
    while free in taken:
        free, count = f"{name}_{count}", count + 1
    return free
