"""What goes wrong on a page is told so that it can be found."""

from browser import open_browser
from served import served


def test_a_file_that_a_page_misses_is_named_by_its_address(chromium, tmp_path):
    (tmp_path / "page.html").write_text("<link rel='icon' href='data:,'><img src='gone.png'>", "utf-8")
    with served(tmp_path) as address, open_browser() as page:
        page.goto(f"{address}/page.html", wait_until="networkidle")
        (problem,) = page.problems
    assert "404" in problem and f"{address}/gone.png" in problem
