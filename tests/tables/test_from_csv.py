"""A student's own table: read rightly, or refused in one sentence that names line and column."""

from pathlib import Path

import numpy as np
import pytest

from mlp.data import from_csv
from mlp.tables import read_table

PLAIN = "height,weight\n1.5,50\n1.6,61\n1.7,68\n1.8,80\n"


def written(folder, content, encoding="utf-8"):
    path = folder / "table.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


SAME_TABLE = {
    "plain": PLAIN,
    "with Windows line ends": PLAIN.replace("\n", "\r\n"),
    "with a byte order mark": "\ufeff" + PLAIN,
    "with semicolons": PLAIN.replace(",", ";"),
    "with semicolons and decimal commas": PLAIN.replace(",", ";").replace(".", ","),
    "with tabs": PLAIN.replace(",", "\t"),
    "with blank lines": PLAIN.replace("\n", "\n\n"),
    "with blanks around the cells": PLAIN.replace(",", " , "),
    "with quotation marks": '"height","weight"\n"1.5","50"\n"1.6","61"\n"1.7","68"\n"1.8","80"\n',
    "without a header": PLAIN.split("\n", 1)[1],
    "without a last line end": PLAIN.rstrip("\n"),
}


@pytest.mark.parametrize("content", SAME_TABLE.values(), ids=SAME_TABLE)
def test_one_table_is_read_alike_however_it_is_written(tmp_path, content):
    points = from_csv(written(tmp_path, content))
    np.testing.assert_array_equal(points.inputs, [[1.5], [1.6], [1.7], [1.8]])
    np.testing.assert_array_equal(points.targets, [[50], [61], [68], [80]])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_names_and_classes_are_read_in_every_usual_encoding(tmp_path, encoding):
    table = read_table(written(tmp_path, "키,종류\n1,펭귄\n2,오리\n3,펭귄\n4,오리\n", encoding))
    assert table.names == ["키", "종류"]
    labels, classes = table.labels("종류")
    assert [classes[label] for label in labels] == ["펭귄", "오리", "펭귄", "오리"]


def test_words_in_the_target_are_classes_in_alphabetical_order(tmp_path):
    points = from_csv(written(tmp_path, "a,b,kind\n1,5,yes\n2,7,no\n3,6,yes\n4,9,no\n"))
    np.testing.assert_array_equal(points.labels, [1, 0, 1, 0])
    assert points.inputs.shape == (4, 2)


def test_columns_are_chosen_by_name_and_words_are_left_out_of_the_inputs(tmp_path):
    path = written(tmp_path, "y,name,a,b\n1,x,5,3\n2,y,6,9\n4,z,7,2\n")
    np.testing.assert_array_equal(from_csv(path, target="y").inputs, [[5, 3], [6, 9], [7, 2]])
    np.testing.assert_array_equal(from_csv(path, inputs="b", target="y").inputs, [[3], [9], [2]])


def test_a_very_large_number_is_a_number(tmp_path):
    assert from_csv(written(tmp_path, "a,b\n1000000000,1\n2,5\n3,2\n")).inputs.max() == 1e9


WRONG = {
    "an empty file": ("", "empty"),
    "only blank lines": ("\n\n", "empty"),
    "one column": ("a\n1\n2\n", "one column"),
    "a header alone": ("a,b\n", "no rows"),
    "a row that is too short": ("a,b\n1,2\n3\n", "line 3 has 1 cells; it must have 2"),
    "a name that is missing": ("a,\n1,2\n3,4\n", "column 2 has no name"),
    "a name that comes twice": ("a,a\n1,2\n3,4\n", "two columns have the name 'a'"),
    "an empty cell": ("a,b\n1,2\n,4\n", "line 3, column 'a' is empty"),
    "a missing value": ("a,b\n1,2\nNA,4\n", "line 3, column 'a' holds 'NA'"),
    "a word among numbers": ("a,b\n1,2\n2,4\nfive,6\n", "line 4, column 'a' holds 'five'"),
    "nan": ("a,b\n1,2\n3,nan\n", "line 3, column 'b' holds 'nan'"),
    "inf": ("a,b\n1,2\ninf,3\n", "line 3, column 'a' holds 'inf'"),
    "a column that never varies": ("a,b\n5,1\n5,2\n", "column 'a' holds 5 in every row"),
    "a target that never varies": ("a,b\n1,7\n2,7\n", "column 'b' holds 7 in every row"),
    "a single class": ("a,b\n1,x\n2,x\n", "column 'b' holds only 'x'"),
    "a class of one row": ("a,b\n1,x\n2,x\n3,y\n", "class 'y' of column 'b' has one row"),
    "a missing class": ("a,b\n1,x\n2,\n3,x\n4,y\n5,y\n", "line 3, column 'b' is empty"),
    "a copy of the target": (
        "a,b\n1,2\n2,4\n4,8\n",
        "column 'a' is a copy of the target 'b': too good to be true",
    ),
    "words alone": ("a,b\nx,y\nz,y\n", "must name columns of numbers"),
}


@pytest.mark.parametrize(("content", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_one_sentence_with_line_and_column(tmp_path, content, told):
    with pytest.raises(ValueError) as caught:
        from_csv(written(tmp_path, content))
    assert told in str(caught.value)
    assert len(str(caught.value)) < 300 and "\n" not in str(caught.value)


def test_a_folder_a_missing_file_and_an_unknown_column_are_named(tmp_path):
    with pytest.raises(ValueError, match=f"{tmp_path.name} is a folder"):
        from_csv(tmp_path)
    with pytest.raises(FileNotFoundError, match="nowhere.csv was not found"):
        from_csv(tmp_path / "nowhere.csv")
    with pytest.raises(ValueError, match="column is 'size'; it must be one of: height, weight"):
        from_csv(written(tmp_path, PLAIN), inputs="size")
    with pytest.raises(ValueError, match="not text"):
        read_table(written(tmp_path, b"\x81\x8d\x8f\xff,\x90"))


def test_a_western_windows_encoding_is_read(tmp_path):
    assert read_table(written(tmp_path, "größe,b\n1,2\n3,5\n", "cp1252")).names == ["größe", "b"]


def test_the_tables_that_ship_with_the_notebooks_are_read():
    folder = Path(__file__).parents[2] / "notebooks" / "data"
    penguins, cars = from_csv(folder / "penguins.csv"), from_csv(folder / "cars.csv")
    assert penguins.inputs.shape == (342, 4) and penguins.targets.shape == (342, 3)
    assert cars.inputs.shape == (392, 4) and cars.targets.shape == (392, 1)
