"""A worker of the server ends with the process that looks after it.

Left alone by a killed parent it would go on answering, on the port that the next server needs.
"""

import multiprocessing
import os
import signal
import threading
import time

# To finish what is being answered.
SECONDS = 3


def end_with_parent() -> None:
    """To be called by a worker; in any other process nothing happens."""
    if parent := multiprocessing.parent_process():
        threading.Thread(target=outlive, args=(parent,), daemon=True).start()


def outlive(parent) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS)
    os._exit(1)
