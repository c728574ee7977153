"""Finding the engine, hearing it, and telling what it complains of."""

import os
import pickle
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from symlab import BadInputError, EngineError, EngineNotFoundError, engine
from symlab.search import option_words

LAUNCHER = "#!/bin/sh\n# A launcher of Symlab's, for a test.\n"


class FindingTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()

    def launcher(self, name, text=LAUNCHER):
        path = self.folder / name / "lab"
        path.parent.mkdir()
        path.write_text(text)
        path.chmod(0o755)
        return path

    def found(self, checkouts=(), **variables):
        with mock.patch.dict(os.environ, variables), mock.patch.object(engine, "_checkouts", lambda: iter(checkouts)):
            if "SYMLAB" not in variables:
                os.environ.pop("SYMLAB", None)
            return engine.find()

    def test_the_variable_names_a_folder_or_the_file(self):
        path = self.launcher("a")
        self.assertEqual(self.found(SYMLAB=str(path)), path)
        self.assertEqual(self.found(SYMLAB=str(path.parent)), path)

    def test_a_variable_that_leads_nowhere_is_told(self):
        with self.assertRaisesRegex(EngineNotFoundError, "SYMLAB is .*nowhere"):
            self.found(SYMLAB=str(self.folder / "nowhere"))

    def test_the_path_comes_before_the_checkout(self):
        on_path, checkout = self.launcher("a"), self.launcher("b")
        self.assertEqual(self.found([checkout.parent], PATH=str(on_path.parent)), on_path)
        self.assertEqual(self.found([checkout.parent], PATH="/nowhere"), checkout)

    def test_other_tools_of_that_name_are_passed_by(self):
        other, checkout = self.launcher("a", "#!/bin/sh\nexit 1\n"), self.launcher("b")
        self.assertEqual(self.found([checkout.parent], PATH=str(other.parent)), checkout)
        with self.assertRaisesRegex(EngineNotFoundError, "set SYMLAB"):
            self.found([], PATH=str(other.parent))


class HearingTest(unittest.TestCase):
    def engine(self, text):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name, "lab")
        path.write_text(LAUNCHER + text)
        path.chmod(0o755)
        return mock.patch.dict(os.environ, {"SYMLAB": str(path)})

    def test_the_real_one_is_heard(self):
        self.assertTrue(engine.run(["--version"]).startswith("symlab "))

    def test_bad_input_is_a_value_error_with_its_words(self):
        with self.assertRaisesRegex(BadInputError, "no-such-table.csv") as caught:
            engine.run(["distill", "no-such-table.csv"])
        self.assertIsInstance(caught.exception, ValueError)

    def test_another_failure_is_none(self):
        with self.engine("echo 'WARNING: of no matter' >&2; echo 'lab: the disk fails' >&2; exit 1"):
            with self.assertRaises(EngineError) as caught:
                engine.run([])
        self.assertEqual(str(caught.exception), "the disk fails")
        self.assertNotIsInstance(caught.exception, ValueError)
        self.assertEqual(pickle.loads(pickle.dumps(caught.exception)).exit_code, 1)

    def test_a_failed_build_is_told(self):
        with self.engine("echo 'symlab: the build failed' >&2; exit 1"):
            with self.assertRaisesRegex(EngineError, "the build failed"):
                engine.run([])

    def test_what_is_no_json_is_told(self):
        with self.engine("echo nonsense"):
            with self.assertRaisesRegex(EngineError, "no JSON: 'nonsense'"):
                engine.ask(["status"])

    def test_another_protocol_is_told(self):
        from .support import product, quick

        with self.engine("""echo '{"event":"begin","protocol":99}'"""):
            with self.assertRaisesRegex(EngineError, "protocol 99"):
                quick().fit(*product())

    def test_an_engine_that_dies_is_told(self):
        from .support import product, quick

        with self.engine("""echo '{"event":"begin","protocol":1}'; echo 'lab: not enough memory' >&2; exit 1"""):
            with self.assertRaisesRegex(EngineError, "not enough memory"):
                quick().fit(*product())


class WordsTest(unittest.TestCase):
    def test_options_become_words(self):
        self.assertEqual(
            option_words({"max_complexity": 3, "double": True, "guess": ["a", "b"], "no": None, "off": False}),
            ["--max-complexity=3", "--double", "--guess=a", "--guess=b"],
        )
