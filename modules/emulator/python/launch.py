"""Starts LocalStack for one instance and never outlives the process that started it.

Usage: launch.py --port PORT --directory DIRECTORY

Everything the instance writes goes below DIRECTORY, which is removed at the end. The end comes when standard input
closes (so that no orphan stays when the parent dies in any way) or on SIGTERM and SIGINT. Settings that do not depend on
where LocalStack runs come with the environment.
"""

import argparse
import contextlib
import os
import shutil
import signal
import socket
import sys
import threading

SHUTDOWN_SECONDS = 5
LOOPBACK = "127.0.0.1"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--directory", required=True)
    return parser.parse_args()


def reserve(port):
    """Listens before anything slow is imported: a taken port is known at once, and nobody else can take it meanwhile."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        print(f"cannot listen on {LOOPBACK}:{port}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    return listener


def configure(port, directory):
    """LocalStack reads its settings from the environment when its modules are imported."""
    os.environ.update(
        {
            "GATEWAY_LISTEN": f"{LOOPBACK}:{port}",
            # The default server ignores the host of GATEWAY_LISTEN and binds every interface.
            "GATEWAY_SERVER": "hypercorn",
            # No DNS server: it would bind port 53 of every interface.
            "DNS_ADDRESS": "0",
            # Host mode, also when this process itself runs inside a container.
            "OVERRIDE_IN_DOCKER": "0",
            "FILESYSTEM_ROOT": directory,
            "CONFIG_DIR": os.path.join(directory, "config"),
            "TMPDIR": directory,
        }
    )


class Ending:
    """The one way out: asks LocalStack to stop, and exits hard when it hangs (seen)."""

    def __init__(self, directory):
        self.directory = directory
        self.runtime = None

    def ask(self, *_):
        deadline = threading.Timer(SHUTDOWN_SECONDS, self.exit)
        deadline.daemon = True
        deadline.start()
        if self.runtime is None:
            self.exit()
        self.runtime.exit(0)

    def exit(self):
        shutil.rmtree(self.directory, ignore_errors=True)
        sys.stdout.flush()
        os._exit(0)

    def when_input_closes(self):
        def watch():
            with contextlib.suppress(OSError):
                while os.read(0, 4096):
                    pass
            self.ask()

        threading.Thread(target=watch, name="input-watch", daemon=True).start()


def serve(listener, directory, ending):
    from localstack import config
    from localstack.logging.setup import setup_logging_from_config
    from localstack.runtime import current
    from localstack.services.s3 import provider

    # The service catalogue that was built with the environment; building it anew takes 5 s and 300 MB.
    config.dirs.static_libs = os.path.join(sys.prefix, "usr", "lib", "localstack")

    # One fixed folder for every instance of the machine otherwise: equal bucket names would break each other.
    provider.DEFAULT_S3_TMP_DIR = os.path.join(directory, "s3")

    setup_logging_from_config()
    runtime = current.initialize_runtime()
    server = runtime.components.runtime_server
    register = server.register
    server.register = lambda gateway, _, tls: register(gateway, [f"fd://{listener.fileno()}"], tls)
    ending.runtime = runtime
    runtime.run()


def main():
    options = arguments()
    directory = os.path.abspath(options.directory)
    listener = reserve(options.port)
    configure(options.port, directory)
    ending = Ending(directory)
    ending.when_input_closes()
    signal.signal(signal.SIGTERM, ending.ask)
    signal.signal(signal.SIGINT, ending.ask)
    serve(listener, directory, ending)
    ending.exit()


main()
