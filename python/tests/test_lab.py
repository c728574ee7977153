"""A lab of its own, from submission to results."""

import tempfile
import unittest
from pathlib import Path

from symlab import BadInputError, EngineError, Lab

from .support import needs

SMALL = {
    "meta-train.epochs": 1,
    "meta-train.steps": 20,
    "meta-tune.epochs": 1,
    "distill.rounds": 4,
    "evaluate.runs": 1,
    "evaluate.steps": 20,
}


@needs("pandas")
class LabTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.lab = Lab(folder.name).up()
        cls.addClassCleanup(cls.lab.down)
        cls.experiment = cls.lab.submit("quadratic", SMALL).wait(timeout=300)

    def test_an_experiment_is_done_and_stands_in_the_list(self):
        self.assertEqual(self.experiment.state, "done")
        status = self.lab.status()
        self.assertEqual(status.loc[self.experiment.id, "name"], "quadratic")
        self.assertEqual(set(self.experiment.status().stage), {"meta-train", "distill", "meta-tune", "evaluate", "report"})
        self.assertIn(self.experiment.id, [experiment.id for experiment in self.lab.experiments()])

    def test_results_are_a_frame(self):
        results = self.experiment.results()
        self.assertEqual(len(results), 1)
        self.assertGreater(results.learned[0], 0)
        self.assertEqual(len(self.experiment.results(trials=True)), 1)

    def test_the_front_is_a_frame_and_its_rows_can_be_taken_along(self):
        front = self.experiment.front()
        self.assertTrue({"complexity", "loss", "score", "equation"} <= set(front.columns))
        self.assertIn(front.attrs["best"], list(front.complexity))
        row = int(front.complexity[0])
        self.assertIn("SymbolicOptimizer", self.experiment.export("torch", row=row))

    def test_report_and_log_are_there(self):
        self.assertTrue(self.experiment.report().is_file())
        self.assertTrue(self.experiment.log().strip())
        self.assertTrue(Path(self.experiment.directory).is_dir())

    def test_recipes_may_be_text(self):
        text = 'name = "mine"\noptimizee.kind = quadratic\nmeta-train.epochs = 100000\n'
        experiment = self.lab.submit(text)
        self.assertEqual(self.lab.status().loc[experiment.id, "name"], "mine")
        experiment.cancel()
        with self.assertRaises(EngineError):
            experiment.wait(timeout=60)
        self.assertEqual(experiment.state, "cancelled")

    def test_bad_recipes_and_unknown_experiments_are_told(self):
        with self.assertRaisesRegex(BadInputError, "no key"):
            self.lab.submit("quadratic", {"no.such.key": 1})
        with self.assertRaisesRegex(EngineError, "e99"):
            self.lab.experiment("e99").info()

    def test_shipped_recipes_are_listed(self):
        self.assertIn("quadratic", self.lab.recipes().to_string())
