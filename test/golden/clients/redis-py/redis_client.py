"""redis-py 4.3 or newer (pip install redis). It asks the Sentinels anew for each connection, and leaves trying to you: execute()."""

import os
import time

import redis
from redis.sentinel import Sentinel

# Leaves a Sentinel that hangs. By default nothing limits the wait for it: no write for more than 17 s.
TO_SENTINEL = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}
if int(redis.__version__.split(".")[0]) >= 6:
    # From redis-py 6 on it asks a Sentinel that hangs three times more, with back-off: 6.9 to 11.8 s.
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    TO_SENTINEL["retry"] = Retry(NoBackoff(), 0)

SENTINELS = [
    ("10.0.1.13", 5000),
    ("10.0.1.14", 5000),
    ("10.0.1.11", 5000),
    ("10.0.1.12", 5000),
    ("10.0.1.10", 5000),
]

client = Sentinel(SENTINELS, sentinel_kwargs=TO_SENTINEL).master_for(
    "mymaster",
    password=os.environ["REDIS_PASSWORD"],
    # Leaves a primary that hangs. Without it the client waits, goes on writing to it for 10 s when it wakes, and all of
    # that is lost. It must be longer than the slowest command, one that blocks included.
    socket_timeout=1,
    socket_connect_timeout=0.5,
    # No retry=: it would try the old address again instead of asking the Sentinels.
)

# Sentinels act after 5s (downAfter), and need some seconds for a failover.
PATIENCE = 25


def execute(*command):
    """Executes a command, and again while there is no primary that takes it: what failed may have been done, so it may be done twice."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return client.execute_command(*command)
        except (redis.ConnectionError, redis.TimeoutError):
            if time.monotonic() > deadline:
                raise
        except redis.ResponseError as error:
            if not str(error).startswith(("NOREPLICAS", "MISCONF")) or time.monotonic() > deadline:
                raise
            # A primary that lost its replicas refuses writes for up to 10 s, one whose disk is full for as long as it is: a
            # new connection asks the Sentinels anew.
            client.connection_pool.disconnect()
        time.sleep(0.1)
