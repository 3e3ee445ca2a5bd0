#!/usr/bin/env python3
"""Serves what moto plays of AWS until it is killed; run by the Python of build/tools/moto.

usage: aws_double.py [FREE]
Prints the port on a line once it listens. Of FREE requests nobody is asked who they are; all that come later have to be
signed with a key that was made, of somebody who may. Without FREE nobody is ever asked.
"""

import os
import signal
import sys

if len(sys.argv) > 1:
    os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = sys.argv[1]

from moto.server import ThreadedMotoServer  # noqa: E402 (moto reads the variable when it is loaded)

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
signal.pause()
