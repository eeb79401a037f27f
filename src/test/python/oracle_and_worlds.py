#!/usr/bin/env python3
"""The oracle is what the tables are held to, so it is tested itself: by hand-computed numbers and invented worlds."""
import os
import sys
import unittest

if __name__ == "__main__":
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle")
    result = unittest.TextTestRunner(stream=sys.stdout).run(unittest.defaultTestLoader.discover(folder))
    sys.exit(0 if result.wasSuccessful() and result.testsRun else 1)
