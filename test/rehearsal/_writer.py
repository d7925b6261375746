"""python3 _writer.py FOLDER KEY: pushes one id after another with the client in a folder, and prints those that are done."""

import sys
import time

folder, key = sys.argv[1:]
sys.path.insert(0, folder)
from redis_client import execute  # noqa: E402

identity = 0
while True:
    try:
        execute("RPUSH", key, identity)
        print(identity, flush=True)
    except Exception as error:
        print(identity, error, flush=True)
    identity += 1
    time.sleep(0.01)
