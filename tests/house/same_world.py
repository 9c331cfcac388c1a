"""Print the digests of a world as JSON: run by another Python, process or numpy, they must be the same.

Run ``python tests/house/same_world.py 11 1500``; seed 1 with 2,000 users if nothing is given.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from coursework.world import make  # noqa: E402
from coursework.world.digest import digest  # noqa: E402

if __name__ == "__main__":
    seed, users = (int(number) for number in sys.argv[1:3]) if len(sys.argv) > 2 else (1, 2000)
    print(json.dumps({name: digest(table) for name, table in make(seed, users).items()}, indent=1))
