"""Every command and every crawl sets the archive up first: what few of them need waits."""

import os
import subprocess
import sys
from pathlib import Path


def test_setting_up_loads_neither_parser_nor_search_nor_the_records_shapes(tmp_path: Path) -> None:
    code = (
        "import sys; from archive.ready import set_up; set_up(); import desk.audit; "
        "heavy = {'pydantic', 'lxml', 'archive.search', 'archive.stories', 'vietnamese.bylines'}; "
        "print(sorted(heavy & {*sys.modules}))"
    )
    environment = {**os.environ, "TCD_HOME": str(tmp_path), "TCD_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
