"""Runs the crash tests and closes with 'N passed, N failed'."""

import sys
import unittest

suite = unittest.TestLoader().discover(__import__("os").path.dirname(__file__), pattern="test_*.py")
result = unittest.TextTestRunner(verbosity=2).run(suite)
failed = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
sys.exit(1 if failed or result.skipped or result.testsRun == 0 else 0)
