"""scikit-learn's own checks of an estimator, and its tools around one."""

import unittest
import warnings

from .support import needs, product, quick


@needs("sklearn")
class SklearnTest(unittest.TestCase):
    def test_all_checks_of_an_estimator_pass(self):
        from sklearn.utils.estimator_checks import parametrize_with_checks

        model = quick(rounds=2, islands=1, population=32, max_complexity=12)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            checks = list(parametrize_with_checks([model]).args[1])
            self.assertGreater(len(checks), 30)
            for estimator, check in checks:
                with self.subTest(check=getattr(check, "func", check).__name__):
                    check(estimator)

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
