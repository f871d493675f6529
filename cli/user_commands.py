"""``user add`` and ``user list``: the people of the editors' desk."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.archive_commands import ready
from cli.errors import OneLineError, one_line

user_app = typer.Typer(help="The people of the editors' desk.", no_args_is_help=True)
ROLES = ("reader", "editor", "chief-editor", "administrator")


@user_app.command("add")
def add(
    username: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[str, typer.Option(help=f"One of {', '.join(ROLES)}.")] = "reader",
    name: Annotated[str, typer.Option(help="The full name.")] = "",
    email: Annotated[str, typer.Option(help="The mail address that links to set a password go to.")] = "",
) -> None:
    """Add somebody. The password is asked for on a terminal, else made up and printed once."""
    if role not in ROLES:
        raise OneLineError(f"--role: there is no role {role!r}; choose one of {', '.join(ROLES)}")
    with one_line():
        ready()
        from desk.people import accounts
        from desk.roles import Role

        told = _asked() if sys.stdin.isatty() else ""
        password = told or accounts.random_password()
        try:
            user = accounts.add(username, Role(role), password, name=name, email=email)
        except accounts.AccountError as error:
            raise OneLineError(str(error)) from error
    typer.echo(f"{user.username} ({role}) may sign in at /desk/")
    if not told:
        typer.echo(f"password, shown this once: {password}")


@user_app.command("list")
def list_users() -> None:
    """Show everybody with role and last sign-in."""
    from cli.report_table import console
    from cli.tables import Grid

    with one_line():
        ready()
        from desk.people.accounts import list_accounts

        people = list_accounts()
    headings = ("user", "role", "name", "e-mail", "last sign-in")
    grid = Grid(headings, words=headings)
    for each in people:
        closed = "" if each.active else " (closed)"
        grid.add(f"{each.username}{closed}", each.role, each.name, each.email, each.last_login)
    grid.show(console())


def _asked() -> str:
    return str(
        typer.prompt(
            "Password (Enter to have one made up)",
            default="",
            show_default=False,
            hide_input=True,
            confirmation_prompt=True,
        )
    )
