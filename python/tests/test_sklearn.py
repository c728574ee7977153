"""scikit-learn's own checks of an estimator, and its tools around one."""

import unittest
import warnings

from .support import needs, product, quick


# A row that counts twice is one row to validate by, two rows are two: the rows set apart for validation differ.
EXPECTED_TO_FAIL = {"check_sample_weight_equivalence_on_dense_data"}


def checks_of(model):
    """Pairs of an estimator and a check."""
    from sklearn.utils import estimator_checks

    if hasattr(estimator_checks, "estimator_checks_generator"):
        return estimator_checks.estimator_checks_generator(model)
    return estimator_checks.check_estimator(model, generate_only=True)  # until 1.5


@needs("sklearn")
class SklearnTest(unittest.TestCase):
    def test_all_checks_of_an_estimator_pass(self):
        model = quick(rounds=2, islands=1, population=32, max_complexity=12)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            checks = list(checks_of(model))
            self.assertGreater(len(checks), 30)
            for estimator, check in checks:
                name = getattr(check, "func", check).__name__
                if name in EXPECTED_TO_FAIL:
                    continue
                with self.subTest(check=name):
                    try:
                        check(estimator)
                    except unittest.SkipTest:
                        pass  # of no matter here, says the check itself

    def test_grids_and_pipelines_take_it(self):
        from sklearn.model_selection import GridSearchCV
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        X, y = product()
        model = make_pipeline(StandardScaler(), quick(rounds=1))
        grid = GridSearchCV(model, {"symbolicregressor__max_complexity": [1, 12]}, cv=2).fit(X, y)
        self.assertEqual(grid.best_params_, {"symbolicregressor__max_complexity": 12})
        self.assertGreater(grid.best_score_, 0.9)

    def test_clones_keep_parameters_and_forget_the_rest(self):
        from sklearn.base import clone

        model = quick(rounds=1, names=["a", "b", "c"]).fit(*product())
        other = clone(model)
        self.assertEqual(other.get_params(), model.get_params())
        self.assertFalse(hasattr(other, "front_"))
