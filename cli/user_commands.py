"""``user add`` and ``user list``: the users of the editors' desk."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.access import open_archive
from cli.errors import OneLineError, one_line
from cli.output import Grid, make_console
from cli.plain import echo

user_app = typer.Typer(help="The users of the editors' desk.", no_args_is_help=True)
ROLES = ("reader", "editor", "chief-editor", "administrator")


@user_app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = "reader",
    name: Annotated[str, typer.Option(help="The full name.")] = "",
    email: Annotated[str, typer.Option(help="The mail address for links to set a password.")] = "",
) -> None:
    """Add a user. The password is asked for on a terminal, otherwise generated and printed once."""
    if role not in ROLES:
        raise OneLineError(f"--role: there is no role {role!r}; choose one of {', '.join(ROLES)}")
    with one_line():
        open_archive()
        from desk.people import accounts
        from desk.roles import Role

        given = _ask_password() if sys.stdin.isatty() else ""
        password = given or accounts.random_password()
        try:
            user = accounts.add(username, Role(role), password, name=name, email=email)
        except accounts.AccountError as error:
            raise OneLineError(str(error)) from error
    echo(f"{user.username} ({role}) may sign in at /desk/")
    if not given:
        echo(f"password, shown this once: {password}")


@user_app.command("list")
def list_users() -> None:
    """List all users with role and last sign-in."""
    with one_line():
        open_archive()
        from desk.people.accounts import list_accounts

        users = list_accounts()
    headings = ("user", "role", "name", "e-mail", "last sign-in")
    grid = Grid(headings, words=headings)
    for user in users:
        closed = "" if user.active else " (closed)"
        grid.add(f"{user.username}{closed}", user.role, user.name, user.email, user.last_login)
    grid.show(make_console())


def _ask_password() -> str:
    return str(
        typer.prompt(
            "Password (press Enter to generate one)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt=True,
        )
    )
