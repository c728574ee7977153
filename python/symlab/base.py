"""What estimators have from scikit-learn, and where it is not installed, as much of it as they need."""

import inspect
import numbers as kinds
import operator

import numpy as np

try:
    from sklearn.base import BaseEstimator, RegressorMixin
    from sklearn.exceptions import DataConversionWarning, NotFittedError
    from sklearn.utils.validation import check_array, check_consistent_length, column_or_1d

    try:
        from sklearn.utils.validation import _check_feature_names as check_feature_names
        from sklearn.utils.validation import _check_n_features as check_n_features
    except ImportError:  # until 1.5 they are methods

        def check_feature_names(estimator, X, *, reset):
            estimator._check_feature_names(X, reset=reset)

        def check_n_features(estimator, X, *, reset):
            estimator._check_n_features(X, reset=reset)

    HAS_SKLEARN = True
except ImportError:
    HAS_SKLEARN = False
    DataConversionWarning = UserWarning

    class NotFittedError(ValueError, AttributeError):
        """An estimator was used before it was fitted."""

    class BaseEstimator:
        """Parameters are the arguments of the constructor."""

        @classmethod
        def _names(cls):
            return [name for name in inspect.signature(cls.__init__).parameters if name != "self"]

        def get_params(self, deep=True):
            """The parameters by name."""
            return {name: getattr(self, name) for name in self._names()}

        def set_params(self, **params):
            """Sets some parameters."""
            for name, value in params.items():
                if name not in self._names():
                    raise ValueError(f"there is no parameter {name!r}; there are {', '.join(self._names())}")
                setattr(self, name, value)
            return self

        def __repr__(self):
            fresh = type(self)()
            said = [f"{k}={v!r}" for k, v in self.get_params().items() if v != getattr(fresh, k)]
            return f"{type(self).__name__}({', '.join(said)})"

    class RegressorMixin:
        """R2 as the score."""

        _estimator_type = "regressor"

        def score(self, X, y, sample_weight=None):
            """R2 of the predictions."""
            y = np.asarray(y, dtype=float)
            weight = np.ones(len(y)) if sample_weight is None else np.asarray(sample_weight, dtype=float)
            off = np.sum(weight * (y - self.predict(X)) ** 2)
            mean = np.average(y, weights=weight)
            return 1 - off / np.sum(weight * (y - mean) ** 2)

    def check_array(X, *, ensure_min_samples=1, estimator=None, dtype=None, **ignored):
        """A matrix of finite numbers."""
        X = np.asarray(X, dtype=float)
        if X.ndim != 2:
            raise ValueError(f"X has {X.ndim} dimensions, where rows and columns are wanted")
        if X.shape[0] < ensure_min_samples:
            raise ValueError(f"X has {X.shape[0]} samples, where {ensure_min_samples} are the least")
        if not np.all(np.isfinite(X)):
            raise ValueError("X contains NaN or infinity")
        return X

    def column_or_1d(y, *, warn=False):
        """A vector."""
        y = np.asarray(y)
        return y.ravel() if y.ndim == 2 and y.shape[1] == 1 else y

    def check_consistent_length(*arrays):
        """Refuses arrays of different lengths."""
        lengths = {len(a) for a in arrays if a is not None}
        if len(lengths) > 1:
            raise ValueError(f"inconsistent numbers of samples: {sorted(lengths)}")

    def check_n_features(estimator, X, *, reset):
        """Keeps or checks the number of columns."""
        if reset:
            estimator.n_features_in_ = X.shape[1]
        elif X.shape[1] != estimator.n_features_in_:
            raise ValueError(
                f"X has {X.shape[1]} features, but {type(estimator).__name__} is expecting"
                f" {estimator.n_features_in_} features as input"
            )

    def check_feature_names(estimator, X, *, reset):
        """Keeps or checks the names of the columns."""
        columns = getattr(X, "columns", None)
        named = columns is not None and all(isinstance(name, str) for name in columns)
        if reset:
            if named:
                estimator.feature_names_in_ = np.asarray(columns, dtype=object)
            elif hasattr(estimator, "feature_names_in_"):
                del estimator.feature_names_in_
        elif named and hasattr(estimator, "feature_names_in_"):
            if list(columns) != list(estimator.feature_names_in_):
                raise ValueError("The feature names should match those that were passed during fit")


def numbers(values, name):
    """A vector of finite doubles.

    :param name: what to call it in messages
    """
    if HAS_SKLEARN:
        vector = check_array(values, ensure_2d=False, dtype=None, input_name=name)
        vector = column_or_1d(vector, warn=True)
    else:
        vector = column_or_1d(values)
    try:
        vector = vector.astype(np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name} holds what is no number") from None
    if vector.ndim != 1:
        raise ValueError(f"{name} should be a 1d array, got an array of shape {vector.shape} instead")
    if not np.all(np.isfinite(vector)):
        raise ValueError(f"{name} contains NaN or infinity")
    return vector


def whole(name, value, most=2**31 - 1):
    """A parameter that is a whole number, of whatever type: arrays and grids make floats of them.

    :param name: what to call it in messages
    """
    number = real(name, value, "a whole number")
    if not number.is_integer():
        raise ValueError(f"{name} is {value}: it is a whole number")
    try:
        exact = operator.index(value)
    except TypeError:
        exact = int(number)
    if abs(exact) > most:
        raise ValueError(f"{name} is {value}: {most} is the most")
    return exact


def real(name, value, what="a number"):
    """A parameter that is a number, as a float.

    :param name: what to call it in messages
    :param what: what it is
    """
    one = value.item() if isinstance(value, (np.generic, np.ndarray)) and value.size == 1 else value
    if isinstance(one, bool) or not isinstance(one, kinds.Real):
        raise TypeError(f"{name} is {value!r}: it is {what}")
    if one != one:
        raise ValueError(f"{name} is {value}: it is {what}")
    return float(one)


def frames(what):
    """pandas, for results as data frames.

    :param what: that needs it
    """
    try:
        import pandas
    except ImportError:
        raise ImportError(f"{what} is a data frame: install pandas (pip install pandas)") from None
    return pandas
