"""`python -m evals.muc4 INPUT.jsonl > PRED.jsonl`."""

import sys

from evals.muc4.predict import main

raise SystemExit(main(sys.argv[1:]))
