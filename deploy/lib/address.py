"""Where the demo is served: a port that is free, and the addresses under which a browser finds it."""

import socket

from deploy.lib.steps import Stop

PORTS_TRIED = 100


def listen(host: str, port: int) -> socket.socket:
    """A bound socket on `port`, or on the next free port after it. Raises Stop.

    It is kept open here and inherited by the web process, so that nobody takes the port while that one restarts.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise Stop(f"{host} is no address of this machine ({error.strerror}).") from error
    reason = ""
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((address[0], candidate))
            sock.listen(1024)
        except OSError as error:
            sock.close()
            reason = error.strerror or ""
        else:
            return sock
    raise Stop(f"No port from {port} on could be opened on {host} ({reason}): give another with --port or --host.")


def origins(host: str, port: int) -> list[str]:
    """The addresses under which a browser may come, the one to print first."""
    if host in ("0.0.0.0", "::"):  # noqa: S104
        names = [outward_address(), socket.gethostname(), "127.0.0.1", "localhost"]
    elif host in ("127.0.0.1", "localhost", "::1"):
        names = [host, "localhost", "127.0.0.1"] if host != "::1" else ["::1", "localhost"]
    else:
        names = [host]
    return [f"http://{f'[{name}]' if ':' in name else name}:{port}" for name in dict.fromkeys(names)]


def outward_address() -> str:
    """This machine's address towards its network. Nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(sock.getsockname()[0])
