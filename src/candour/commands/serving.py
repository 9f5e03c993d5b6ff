"""``candour serve``, ``worker``, ``migrate`` and ``createadmin``: they run the site. Django is imported only when one does."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from candour.commands import command
from candour.engine.errors import BadInput

if TYPE_CHECKING:
    from candour.commands import Commands

PORT = 8000


def add(commands: Commands) -> None:
    made = command(
        commands,
        "serve",
        serve,
        does="Runs the site until it is stopped; without DATABASE_URL also its own database and a worker for jobs.",
        example="candour serve --port 8000",
    )
    made.add_argument("--port", type=_port, default=PORT, help=f"where browsers reach it (default: {PORT})")
    made.add_argument("--bind", default="127.0.0.1", metavar="ADDRESS", help="the network address it listens on")
    made.add_argument(
        "--workers",
        type=_count,
        metavar="N",
        help="workers for jobs run beside it (default: 1, or 0 with DATABASE_URL)",
    )

    made = command(
        commands,
        "worker",
        worker,
        does="Does jobs (preparing case files, making bundles) until it is stopped; any number may run, on any machine.",
        example="candour worker --at-once 2",
    )
    made.add_argument("--at-once", type=_at_once, default=2, metavar="N", help="jobs at the same time (default: 2)")

    command(
        commands,
        "migrate",
        migrate,
        does="Brings the database to the form that this version needs, as its owner (DATABASE_OWNER_URL).",
        example="candour migrate",
    )

    made = command(
        commands,
        "createadmin",
        createadmin,
        does="Adds a system administrator, who can then add everybody else; asks for what is not given.",
        example="candour createadmin --name 'Ruth Adeyemi' --email ruth.adeyemi@council.example",
    )
    made.add_argument("--name", help="as colleagues know them")
    made.add_argument("--email", help="what they sign in with")
    made.add_argument("--password-file", type=Path, metavar="FILE", help="holds the password, so that nobody is asked")


def serve(args: argparse.Namespace) -> int:
    from candour.site.starting import started

    with started():
        from django.conf import settings

        from candour.site import server

        server.end_when_asked()
        workers = args.workers if args.workers is not None else int(settings.ENVIRONMENT.embedded)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve(bind=args.bind, port=args.port, workers=workers, ready=lambda port: _tell(args.bind, port))
    return 0


def _tell(bind: str, port: int) -> None:
    from django.conf import settings

    from candour.accounts.models import User

    name = "localhost" if bind in ("127.0.0.1", "::1", "0.0.0.0", "::") else bind  # noqa: S104 (compared, not bound)
    reached = f"https://{settings.ENVIRONMENT.hosts[0]}/" if settings.ENVIRONMENT.tls else f"http://{name}:{port}/"
    print(f"Candour runs at {reached} and stops with Ctrl-C.", flush=True)
    if not User.objects.exists():
        print("Nobody can sign in yet: run 'candour createadmin' in another window.", flush=True)
    if bind not in ("127.0.0.1", "::1") and not settings.ENVIRONMENT.tls:
        print(
            "Others on this network could read what it sends: it listens beyond this machine without TLS.",
            file=sys.stderr,
        )


def worker(args: argparse.Namespace) -> int:
    from candour.site.starting import started

    with started():
        from candour.site.worker import run

        run(at_once=args.at_once)
    return 0


def migrate(args: argparse.Namespace) -> int:
    from candour.site.starting import started

    with started(fit=False):
        from candour.site.migrating import migrate

        migrate()
    print("The database has the form that this version needs.")
    return 0


def createadmin(args: argparse.Namespace) -> int:
    from candour.site.starting import started

    name = args.name or _asked("Name: ")
    email = args.email or _asked("E-mail address: ")
    password = _password(args.password_file)
    with started():
        from candour.site.administrator import add

        add(name=name, email=email, password=password)
    print("The administrator can sign in now, and will be asked to set up a second factor.")
    return 0


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            raise BadInput(f"The password cannot be read from {file}.", do="Name a text file that holds it.") from None
    _check_terminal()
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("The same again: "):
        raise BadInput("The two passwords differ.", means="Nobody was added.", do="Run the command again.")
    return first


def _asked(question: str) -> str:
    _check_terminal()
    return input(question)


def _check_terminal() -> None:
    if not sys.stdin.isatty():
        raise BadInput(
            "There is nobody to ask for what is missing.", do="Give --name, --email and --password-file, all three."
        )


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return int(given)


def _count(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError("a whole number is needed")
    return int(given)


def _at_once(given: str) -> int:
    if not _count(given):
        raise argparse.ArgumentTypeError("at least one job has to be done at a time")
    return int(given)
