"""What is shown while a search goes on."""

import io
import unittest

from symlab import Progress
from symlab.progress import Line, Notebook, Silent, Told, display_for

from .support import needs, product, quick

ROW = {"complexity": 3, "loss": 0.5, "score": 1.0, "r2_validation": None, "expression": "x < y & z"}
HALF = Progress(2.0, 2.0, 0.5, 7, 1000, 500.0, [ROW], ROW)


class Terminal(io.StringIO):
    def isatty(self):
        return True


class ProgressTest(unittest.TestCase):
    def test_a_function_hears_of_a_real_search(self):
        seen = []
        quick(progress=seen.append).fit(*product())
        self.assertEqual([p.round for p in seen], sorted(p.round for p in seen))
        self.assertTrue(seen[-1].front)
        self.assertTrue(all(0 <= p.share <= 1 for p in seen))
        self.assertIn(seen[-1].chosen, seen[-1].front)

    def test_a_terminal_has_one_line_that_is_gone_at_the_end(self):
        terminal = Terminal()
        line = Line(terminal)
        line.show(HALF)
        self.assertIn("50 %  round 7", terminal.getvalue())
        line.close()
        self.assertTrue(terminal.getvalue().endswith("\r"))
        self.assertNotIn("\n", terminal.getvalue())

    def test_a_file_has_a_line_now_and_then(self):
        file = io.StringIO()
        line = Line(file)
        line.show(HALF)
        line.show(HALF)
        line.close()
        self.assertEqual(file.getvalue().count("\n"), 1)

    def test_a_page_is_safe(self):
        notebook = Notebook.__new__(Notebook)
        notebook._notes = ["2 rows <dropped>"]
        page = notebook.page(HALF)
        self.assertIn("x &lt; y &amp; z", page)
        self.assertIn("2 rows &lt;dropped&gt;", page)
        self.assertIn("value='0.500'", page)

    @needs("IPython")
    def test_a_notebook_draws_into_one_cell(self):
        from unittest import mock

        with mock.patch("IPython.display.display") as display:
            notebook = Notebook()
            notebook.show(HALF)
        display.return_value.update.assert_called_once()
        self.assertIn("<table>", display.return_value.update.call_args[0][0].data)

    def test_wishes(self):
        self.assertIs(type(display_for(False)), Silent)
        self.assertIs(type(display_for(True)), Line)
        self.assertIs(type(display_for(print)), Told)
