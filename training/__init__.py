"""Scripts that make the weights in src/dateline/data/weights from gold data, in minutes on two cores."""

import atexit


def _write_sums() -> None:
    """Nothing; the digests of the weights are those of the files as the script leaves them."""
    from training.sums import write_sums

    write_sums()


atexit.register(_write_sums)
