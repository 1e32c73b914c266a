"""Processes of the tests' own, to be killed or to collide: forked from a server that has imported the program once."""

import multiprocessing

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["app.cli", "app.ingest", "tests.factories"])
