"""Fitting, predicting, and what a fitted estimator gives."""

import copy
import os
import pickle
import signal
import unittest
import warnings
from pathlib import Path

import numpy as np

from symlab import BadInputError
from symlab.base import NotFittedError

from .support import needs, product, quick


class FittedTest(unittest.TestCase):
    """One search serves all of these."""

    @classmethod
    def setUpClass(cls):
        cls.X, cls.y = product()
        cls.model = quick().fit(cls.X, cls.y)

    def test_finds_the_formula_and_predicts_new_rows(self):
        X, y = product(seed=2)
        np.testing.assert_allclose(self.model.predict(X), y, rtol=1e-3, atol=1e-3)
        self.assertGreater(self.model.score(X, y), 0.9999)

    def test_the_front_rises_in_complexity_and_falls_in_loss(self):
        complexities = [formula.complexity for formula in self.model.front_]
        losses = [formula.loss for formula in self.model.front_]
        self.assertEqual(complexities, sorted(set(complexities)))
        self.assertEqual(losses, sorted(losses, reverse=True))

    def test_losses_are_those_of_the_predictions(self):
        # The engine's loss is that of four fifths of the rows, in floats.
        for index, formula in enumerate(self.model.front_):
            own = np.mean((self.model.predict(self.X, index) - self.y) ** 2)
            self.assertLess(abs(own - formula.loss), 0.5 * formula.loss + 1e-8, formula)

    def test_any_row_predicts(self):
        constant = self.model.predict(self.X, 0)
        self.assertEqual(constant.shape, self.y.shape)
        self.assertEqual(len(set(constant)), 1)

    def test_a_row_that_is_not_there_is_told_with_those_that_are(self):
        last = len(self.model.front_) - 1
        for give in (self.model.sympy, self.model.latex, lambda row: self.model.predict(self.X, index=row)):
            with self.assertRaisesRegex(IndexError, f"index is 99: equations_ has the rows 0 to {last}"):
                give(99)
            with self.assertRaisesRegex(TypeError, "index is 'best'"):
                give("best")
        np.testing.assert_array_equal(self.model.predict(self.X, -1), self.model.predict(self.X, np.int64(last)))

    def test_columns_have_indices_in_latex(self):
        self.assertRegex(self.model.latex(), r"x_\{[0-9]\}")

    @needs("sympy")
    def test_sympy_has_the_same_values(self):
        import sympy

        symbols = [sympy.Symbol(f"x{i}", real=True) for i in range(self.X.shape[1])]
        for index in range(len(self.model.front_)):
            function = sympy.lambdify(symbols, self.model.sympy(index), "numpy")
            values = np.broadcast_to(function(*self.X.T), len(self.X))
            np.testing.assert_allclose(values, self.model.predict(self.X, index), rtol=1e-9)

    @needs("torch")
    def test_torch_has_the_same_values_and_survives_pickling(self):
        import torch

        module = pickle.loads(pickle.dumps(self.model.pytorch()))
        self.assertIsInstance(module, torch.nn.Module)
        values = module(torch.tensor(self.X)).numpy()
        np.testing.assert_allclose(values, self.model.predict(self.X), rtol=1e-9)

    def test_latex_is_text_for_papers(self):
        self.assertIn("\\cdot", self.model.latex())
        self.assertNotIn("\n", self.model.latex())

    @needs("pandas")
    def test_equations_have_the_columns_of_pysr(self):
        equations = self.model.equations_
        self.assertEqual(list(equations.columns)[:4], ["complexity", "loss", "score", "equation"])
        row = equations.iloc[self.model.chosen_]
        np.testing.assert_array_equal(row.lambda_format(self.X), self.model.predict(self.X))
        self.assertEqual(self.model.get_best().equation, row.equation)

    def test_pickles_and_copies_predict_the_same(self):
        for other in (pickle.loads(pickle.dumps(self.model)), copy.deepcopy(self.model)):
            np.testing.assert_array_equal(other.predict(self.X), self.model.predict(self.X))

    def test_the_folder_is_the_engines(self):
        self.assertTrue((self.model.save_folder() / "front.json").is_file())

    def test_the_seed_fixes_the_result(self):
        again = quick().fit(self.X, self.y)
        self.assertEqual([f.equation for f in again.front_], [f.equation for f in self.model.front_])

    def test_a_choice_is_a_mark_or_a_complexity(self):
        complexity = self.model.front_[1].complexity
        self.assertEqual(quick(choose=complexity).fit(self.X, self.y).chosen_, 1)
        self.assertGreaterEqual(quick(choose="simplest").fit(self.X, self.y).chosen_, 0)
        with self.assertRaisesRegex(ValueError, "choose is 99"):
            quick(choose=99).fit(self.X, self.y)


class GoingOnTest(unittest.TestCase):
    def test_a_warm_start_on_the_same_table_is_one_long_search(self):
        X, y = product()
        whole = quick(rounds=4).fit(X, y)
        parts = quick(rounds=2, warm_start=True).fit(X, y)
        folder = parts.output_directory_
        parts.fit(X, y)
        self.assertEqual(parts.output_directory_, folder)
        self.assertEqual([f.equation for f in parts.front_], [f.equation for f in whole.front_])

    def test_a_warm_start_on_other_rows_begins_with_the_formulas_found(self):
        X, y = product()
        model = quick(warm_start=True).fit(X, y)
        model.set_params(rounds=1)
        model.fit(X[:50], y[:50])
        self.assertEqual(model.rounds_, 1)
        self.assertGreater(model.score(X, y), 0.999)

    def test_a_pickled_estimator_goes_on_from_its_formulas(self):
        X, y = product()
        model = pickle.loads(pickle.dumps(quick(warm_start=True).fit(X, y)))
        self.assertGreater(model.fit(X, y).score(X, y), 0.999)


class InterruptTest(unittest.TestCase):
    def setUp(self):
        # A process in the background may have been told to ignore it.
        self.before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, self.before)

    def test_ctrl_c_keeps_what_was_found(self):
        X, y = product()

        def stop(progress):
            if progress.round >= 1:
                signal.raise_signal(signal.SIGINT)

        with self.assertWarnsRegex(UserWarning, "interrupted after"):
            model = quick(rounds=1_000_000, progress=stop).fit(X, y)
        self.assertTrue(model.interrupted_)
        self.assertGreaterEqual(model.rounds_, 1)
        self.assertEqual(model.predict(X).shape, y.shape)

    def test_an_interrupted_search_goes_on(self):
        X, y = product()
        stops = []

        def stop(progress):
            if progress.round >= 1 and not stops:
                stops.append(progress.round)
                signal.raise_signal(signal.SIGINT)

        model = quick(rounds=1_000_000, warm_start=True, progress=stop)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.fit(X, y)
        rounds = model.rounds_
        model.set_params(rounds=1)
        self.assertEqual(model.fit(X, y).rounds_, rounds + 1)

    def test_a_second_ctrl_c_leaves_at_once(self):
        X, y = product()
        with self.assertRaises(KeyboardInterrupt):
            from symlab import engine

            usual = engine.Process.interrupt
            engine.Process.interrupt = lambda process: signal.raise_signal(signal.SIGINT)
            try:
                quick(rounds=1_000_000, progress=lambda p: signal.raise_signal(signal.SIGINT)).fit(X, y)
            finally:
                engine.Process.interrupt = usual


class InputTest(unittest.TestCase):
    def test_bad_parameters_are_told_by_their_names(self):
        X, y = product()
        for parameters, words in (
            ({"operators": ["+", "foo"]}, 'no operator is called "foo"'),
            ({"loss": "nope"}, "no loss is called"),
            ({"choose": "worst"}, "^choose: there is no choice .*worst"),
            ({"max_complexity": 0}, "^max_complexity must be 1 to 1000, not 0"),
            ({"rounds": 0}, "^rounds must be 1 or more"),
            ({"seconds": -1, "rounds": None}, "^seconds must be more than 0"),
            ({"threads": 0}, "^threads must be 1 or more"),
            ({"constraints": ["size(foo, 1) <= 2"]}, "^constraints: "),
            ({"guesses": ["p1 *"]}, "^guesses: "),
            ({"options": {"no_such_option": 3}}, "no-such-option"),
        ):
            with self.subTest(parameters), self.assertRaisesRegex(BadInputError, words) as caught:
                quick(**parameters).fit(X, y)
            self.assertIsInstance(caught.exception, ValueError)
            self.assertEqual(caught.exception.exit_code, 2)

    def test_whole_numbers_may_be_of_any_type(self):
        X, y = product()
        plain = quick(rounds=2, complexity={"mul": 2}).fit(X, y)
        other = quick(
            rounds=2.0,
            islands=np.float64(2),
            population=np.int32(64),
            max_complexity=np.float32(15),
            threads=np.array(1.0),
            random_state=1.0,
            complexity={"mul": 2.0},
            options={"candidates": 3.0},
        ).fit(X, y)
        self.assertEqual([f.equation for f in other.front_], [f.equation for f in plain.front_])
        np.testing.assert_array_equal(other.predict(X, 0.0), plain.predict(X, 0))

    def test_numbers_that_are_none_are_refused_before_any_process(self):
        X, y = product()
        for name in ("rounds", "islands", "population", "max_complexity", "reservoir", "threads", "choose", "random_state"):
            for bad, kind in ((2.5, ValueError), (np.nan, ValueError), (1e30, ValueError), (True, TypeError), ([2], TypeError)):
                with self.subTest(name=name, bad=bad), self.assertRaisesRegex(kind, f"^{name} is ") as caught:
                    quick(**{name: bad}).fit(X, y)
                self.assertNotIsInstance(caught.exception, BadInputError)
        for name in ("seconds", "stop_loss"):
            for bad, kind in ((np.nan, ValueError), ("soon", TypeError), (True, TypeError)):
                with self.subTest(name=name, bad=bad), self.assertRaisesRegex(kind, f"^{name} is .*: it is a number"):
                    quick(**{name: bad}).fit(X, y)

    def test_options_that_would_give_columns_other_roles_are_refused(self):
        X, y = product()
        for option in ("ignore", "columns", "weights", "y", "categories", "test", "--ignore"):
            with self.subTest(option), self.assertRaisesRegex(ValueError, f"options has '{option}', which is not for"):
                quick(options={option: "x1"}).fit(X, y)
        for option, parameter in (
            ("validation", "validation"),
            ("max-complexity", "max_complexity"),
            ("lags", "lags"),
            ("names", "names"),
            ("y_unit", "unit_of_y"),
            ("seed", "random_state"),
            ("out", "output_directory"),
            ("from", "warm_start"),
            ("progress", "progress"),
        ):
            with self.subTest(option), self.assertRaisesRegex(ValueError, f"say it by the parameter {parameter}"):
                quick(options={option: "x1"}).fit(X, y)
        with self.assertRaisesRegex(TypeError, "options is 'candidates=3': it is a dict"):
            quick(options="candidates=3").fit(X, y)

    def test_no_operators_are_not_the_usual_ones(self):
        X, y = product()
        for none in ([], (), ""):
            with self.subTest(none), self.assertRaisesRegex(ValueError, "operators is empty"):
                quick(operators=none).fit(X, y)

    def test_lists_and_dicts_may_be_text_as_the_command_line_has_it(self):
        X, y = product()
        as_text = quick(rounds=1, operators="+,*", complexity="mul=2,x0=3", names="a,b,x0").fit(X, y)
        as_values = quick(rounds=1, operators=["+", "*"], complexity={"mul": 2, "x0": 3}, names=["a", "b", "x0"]).fit(X, y)
        self.assertEqual([f.equation for f in as_text.front_], [f.equation for f in as_values.front_])
        with self.assertRaisesRegex(TypeError, "complexity is 3"):
            quick(complexity=3).fit(X, y)

    def test_formulas_keep_to_units(self):
        X, y = product()
        model = quick(rounds=5, units={"x0": "m", "x1": "s"}, unit_of_y="m s", operators=["+", "*", "exp"]).fit(X, y + 2)
        self.assertGreater(model.score(X, y + 2), 0.999)
        for formula in model.front_:
            self.assertNotRegex(formula.equation, r"exp|x2")
        with self.assertRaisesRegex(BadInputError, "^unit_of_y: "):
            quick(units={"x0": "m"}, unit_of_y="furlongs").fit(X, y)

    def test_too_few_rows_are_told(self):
        X, y = product(rows=9)
        with self.assertRaisesRegex(ValueError, r"9 sample(?s:.*)10"):
            quick().fit(X, y)
        X, y = product(rows=12)
        with self.assertRaisesRegex(ValueError, "sample_weight is above 0 for 9 of 12 samples.* 10"):
            quick().fit(X, y, sample_weight=np.arange(12) > 2)
        self.assertEqual(quick(rounds=1).fit(*product(rows=10)).predict(X).shape, y.shape)

    def test_no_message_speaks_of_the_temporary_table(self):
        X, y = product()
        tiny = X.copy()
        tiny[:, 1] *= 1e-42
        large = X.copy()
        large[5, 2] = 1e300
        for data, words in (
            ((tiny, y), '^X column "x1" has no number larger'),
            ((large, y), "^Input X contains .*float32"),
            ((X, large[:, 2]), "^Input y contains .*float32"),
            ((X, y * 1e-42), "^y has no number larger"),
            ((X, np.full(len(y), 3.0)), "^y is 3.0 in all 200 samples"),
            ((X, np.r_[np.zeros(199), 1.0]), "^X has the same y in all rows .*another validation"),
        ):
            with self.subTest(words), self.assertRaisesRegex(ValueError, words) as caught:
                quick(validation="tail").fit(*data)
            self.assertNotRegex(str(caught.exception), r"table\.npy|--")

    def test_data_that_is_no_numbers_is_refused_before_any_process(self):
        X, y = product()
        holes = X.copy()
        holes[3, 1] = np.nan
        for bad in ((holes, y), (X, np.where(y > 2, np.inf, y)), (X[0], y), (X, y[:-1]), (X, None)):
            with self.assertRaises(ValueError):
                quick().fit(*bad)

    def test_what_is_not_fitted_says_so(self):
        with self.assertRaises(NotFittedError):
            quick().predict([[1.0]])

    def test_other_columns_than_fitted_are_refused(self):
        X, y = product()
        model = quick(rounds=1).fit(X, y)
        with self.assertRaisesRegex(ValueError, "2 features"):
            model.predict(X[:, :2])

    def test_parameters_come_and_go(self):
        model = quick()
        self.assertEqual(model.get_params()["rounds"], 3)
        self.assertEqual(model.set_params(rounds=7).rounds, 7)
        with self.assertRaises(ValueError):
            model.set_params(round=7)
        self.assertIn("rounds=7", repr(model))

    def test_rows_of_no_weight_are_as_good_as_left_out(self):
        X, y = product()
        spoilt = y.copy()
        spoilt[::2] += 1000
        weights = np.ones(len(y))
        weights[::2] = 0
        model = quick().fit(X, spoilt, sample_weight=weights)
        self.assertGreater(model.score(X, y), 0.999)
        with self.assertRaisesRegex(ValueError, "negative"):
            quick().fit(X, y, sample_weight=-weights)

    def test_weights_pull_the_formula(self):
        X = np.zeros((100, 1))
        X[:, 0] = np.arange(100)
        y = np.where(np.arange(100) % 2 == 0, 0.0, 10.0)
        weights = np.where(y > 0, 9.0, 1.0)
        model = quick(rounds=1, max_complexity=1).fit(X, y, sample_weight=weights)
        self.assertGreater(model.predict(X)[0], 8)

    def test_a_column_that_never_varies_is_no_matter(self):
        X, y = product()
        X = np.hstack([X, np.full((len(X), 1), 7.0)])
        self.assertGreater(quick().fit(X, y).score(X, y), 0.999)

    def test_names_may_be_anything(self):
        X, y = product()
        model = quick(names=["my speed (m/s)", "exp", "a,b"]).fit(X, y)
        self.assertEqual(len(model._names), 3)
        self.assertIn("speed", model.front_[model.chosen_].equation)
        self.assertGreater(model.score(X, y), 0.999)
        with self.assertRaisesRegex(ValueError, "2 names"):
            quick(names=["a", "b"]).fit(X, y)

    def test_names_that_are_the_same_are_refused_and_those_that_become_so_told(self):
        X, y = product()
        with self.assertRaisesRegex(ValueError, "^names has 'a' twice"):
            quick(names=["a", "b", " a"]).fit(X, y)
        with self.assertRaisesRegex(ValueError, "^names has 'a' twice"):
            quick(names="a,a,b").fit(X, y)
        with self.assertWarnsRegex(UserWarning, "'a b' is a_b_2 in formulas"):
            quick(rounds=1, names=["a,b", "a b", "c"]).fit(X, y)

    @needs("pandas")
    def test_columns_that_are_called_the_same_are_refused(self):
        import pandas

        X, y = product()
        with self.assertRaisesRegex(ValueError, "^X has two columns called 'a'"):
            quick().fit(pandas.DataFrame(X, columns=["a", "b", "a"]), y)

    def test_what_is_not_told_from_a_constant_is_not_handed_out_without_a_word(self):
        from symlab import regressor
        from symlab.search import Outcome

        row = {"complexity": 4, "expression": "x0 + 1", "loss": 1.0}
        front = {"rows": [row], "names": ["x0"], "rounds": 1, "evaluations": 1, "best": 4}
        event = {"front": front, "chosen": 4, "folder": "", "seconds": 1, "reason": "rounds", "warnings": ["use choose simplest"]}
        model = regressor.SymbolicRegressor(choose="best")
        with self.assertWarnsRegex(UserWarning, "use choose simplest"):
            model._keep(Outcome(event, False))

    @needs("pandas")
    def test_columns_of_data_frames_keep_their_names(self):
        import pandas

        X, y = product()
        frame = pandas.DataFrame(X, columns=["y", "weight", "z"])
        model = quick().fit(frame, pandas.Series(y), sample_weight=np.linspace(1, 2, len(y)))
        self.assertEqual(list(model.feature_names_in_), ["y", "weight", "z"])
        self.assertIn("weight", model.front_[model.chosen_].equation)
        self.assertGreater(model.score(frame, y), 0.999)

    def test_lags_are_averaged_over(self):
        gradients = np.random.default_rng(3).normal(size=260)
        X = np.array([gradients[i : i + 20][::-1] for i in range(240)])
        y = X @ (0.5 ** np.arange(20)) * 0.5
        model = quick(rounds=6, names=[f"g{i}" for i in range(20)], lags={"g": 20}, operators=["ema", "mul"]).fit(X, y)
        self.assertIn("ema", model.front_[model.chosen_].equation)
        self.assertGreater(model.score(X, y), 0.99)


class FolderTest(unittest.TestCase):
    def test_a_folder_of_ones_own_is_kept_and_the_temporary_one_goes(self):
        import gc
        import tempfile

        X, y = product()
        with tempfile.TemporaryDirectory() as parent:
            own = os.path.join(parent, "mine")
            quick(rounds=1, output_directory=own).fit(X, y)
            self.assertTrue(Path(own, "front.csv").is_file())
        model = quick(rounds=1).fit(X, y)
        folder = Path(model.output_directory_)
        self.assertTrue(folder.is_dir())
        del model
        gc.collect()
        self.assertFalse(folder.exists())
