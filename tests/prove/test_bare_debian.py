"""The README's two commands on a Debian 12 with nothing else: a developer's machine hides what is missing.

Needs root, debootstrap and the network. The new system takes this machine's resolv.conf, certificates and pip
configuration; ``TCD_PROVE_MOUNTS`` (a comma list of folders) shows it more, such as a folder of wheels.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PACKAGES = "python3,python3-venv,make,ca-certificates"
USER = 1000


class BareDebian:
    """A debootstrap folder (minbase) with the project's files in ``/project``, owned by a plain user."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, command: str, *, user: int) -> subprocess.CompletedProcess[str]:
        """Run a shell command in ``/project``; output and error together in ``stdout``."""
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": "/root" if user == 0 else "/home/plain",
            "LANG": "C.UTF-8",
            # Closed: a server of this machine must not help the tests.
            "TCD_TEST_POSTGRES": "127.0.0.1:1",
            **{name: value for name, value in os.environ.items() if name.startswith("PIP_")},
        }
        return subprocess.run(
            ["chroot", f"--userspec={user}:{user}", self.root, "sh", "-c", f"cd /project && {command}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )


@contextmanager
def mounted(source: str, target: Path, *options: str) -> Iterator[None]:
    target.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", *options, source, target], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", target], check=True)


def copy_project(target: Path) -> None:
    """What git tracks or would track, as it stands in the working folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    ).stdout.split(b"\0")
    for name in filter(None, map(os.fsdecode, listed)):
        if (PROJECT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, target / name)


@pytest.fixture(scope="module")
def debian(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BareDebian]:
    assert os.geteuid() == 0, "run this proof as root: it makes a system of its own and enters it"
    assert shutil.which("debootstrap"), "install debootstrap first: apt-get install debootstrap"
    root = tmp_path_factory.mktemp("debian")
    root.chmod(0o755)
    subprocess.run(
        ["debootstrap", "--variant=minbase", f"--include={PACKAGES}", "bookworm", root], check=True
    )
    for name in ("/etc/resolv.conf", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt"):
        if Path(name).exists():
            shutil.copy(name, root / name.lstrip("/"))
    if Path("/etc/xdg/pip").is_dir():
        shutil.copytree("/etc/xdg/pip", root / "etc/xdg/pip")
    project = root / "project"
    copy_project(project)
    (root / "home/plain").mkdir()
    for path in (root / "home/plain", project, *project.rglob("*")):
        os.chown(path, USER, USER)
    with ExitStack() as mounts:
        mounts.enter_context(mounted("proc", root / "proc", "-t", "proc"))
        mounts.enter_context(mounted("/dev", root / "dev", "--rbind"))
        for folder in filter(None, os.environ.get("TCD_PROVE_MOUNTS", "").split(",")):
            mounts.enter_context(mounted(folder, root / folder.lstrip("/"), "--bind"))
        yield BareDebian(root)


def test_make_demo_works_for_a_plain_user(debian: BareDebian) -> None:
    demo = debian.run("make demo ONCE=1", user=USER)
    assert demo.returncode == 0, demo.stdout
    assert (debian.root / "project/var/feeds/all.rss").stat().st_size > 10_000


def test_make_test_names_the_packages_that_a_plain_user_lacks(debian: BareDebian) -> None:
    answer = debian.run("./tests/debian-packages", user=USER)
    assert answer.returncode == 1
    assert "sudo apt-get install newsboat chromium libatomic1 fonts-dejavu-core" in answer.stdout


def test_make_test_passes_as_root_and_installs_what_it_needs(debian: BareDebian) -> None:
    tests = debian.run("make test", user=0)
    assert tests.returncode == 0, tests.stdout[-20000:]
    assert " passed" in tests.stdout
