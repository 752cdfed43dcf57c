"""The README's code is run and its pictures are compared, so it cannot grow old."""

import re
from pathlib import Path

import nbformat
import pytest
from store_notebooks import cover

README = Path(__file__).parent.parent / "README.md"


def test_the_code_in_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # one example writes a picture
    names = {}
    for code in re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL):
        exec(code, names)
    assert len(names["losses"]) == 1000 and names["losses"][-1] < 0.2
    assert repr(names["explorer"]).startswith("Step factor 1.90")
    assert (tmp_path / "bowl.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", sorted((README.parent / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem
)
def test_the_readme_shows_a_scene_of_every_notebook_as_it_is_stored(path):
    assert f"](notebooks/{path.name})" in README.read_text(encoding="utf-8")
    assert f'src="docs/{path.stem}.png"' in README.read_text(encoding="utf-8")
    assert (README.parent / "docs" / f"{path.stem}.png").read_bytes() == cover(
        nbformat.read(path, as_version=4)
    )


def test_a_notebook_without_a_picture_for_the_readme_is_refused_in_one_sentence():
    with pytest.raises(ValueError, match="0 pictures come from cells tagged cover; it must be one"):
        cover(
            nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1", metadata={"tags": ["cover"]})])
        )
