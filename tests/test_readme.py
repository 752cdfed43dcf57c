"""The README's code is run, so it cannot grow old."""
import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_code_in_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)   # one example writes a picture
    names = {}
    for code in re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        exec(code, names)
    names["zoom"].factor = 1.0
    assert repr(names["explorer"]).startswith("Step size 1.90")
    assert (tmp_path / "bowl.png").read_bytes().startswith(b"\x89PNG")
