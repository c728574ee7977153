"""Notes in what is installed where the checkout lies that it came from, so that the engine is found there."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCheckout(build_py):
    def run(self):
        super().run()
        checkout = Path(__file__).resolve().parent.parent
        if (checkout / "lab").is_file() and not self.editable_mode:
            Path(self.build_lib, "symlab", "_checkout.py").write_text(
                f"CHECKOUT = {str(checkout)!r}\n", encoding="utf-8"
            )


setup(cmdclass={"build_py": BuildWithCheckout})
