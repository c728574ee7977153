"""What is installed."""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import symlab

from .support import needs

FOLDER = Path(__file__).resolve().parent.parent


class PackageTest(unittest.TestCase):
    def test_the_version_is_the_engines(self):
        version = re.search(r"<version>(.*?)</version>", (FOLDER.parent / "pom.xml").read_text()).group(1)
        self.assertEqual(symlab.__version__, version)

    @needs("pip", "setuptools", "wheel")
    def test_what_is_installed_finds_its_checkout(self):
        with tempfile.TemporaryDirectory() as target:
            install = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
            install += ["--no-build-isolation", "--no-deps", "--target", target, str(FOLDER)]
            done = subprocess.run(install, capture_output=True, text=True, cwd=target)
            self.assertEqual(done.returncode, 0, done.stderr)
            clean = {k: v for k, v in os.environ.items() if k != "SYMLAB"}
            program = "import symlab, symlab.engine as e; print(symlab.__file__); print(e.find())"
            found = subprocess.run(
                [sys.executable, "-c", program],
                capture_output=True,
                text=True,
                cwd=target,
                env={**clean, "PYTHONPATH": target, "PATH": "/nowhere"},
            )
            self.assertEqual(found.returncode, 0, found.stderr)
            place, launcher = found.stdout.split()
            self.assertTrue(place.startswith(os.path.realpath(target)) or place.startswith(target))
            self.assertEqual(Path(launcher), FOLDER.parent / "lab")
