"""A table of one's own: a CSV file, as a spreadsheet writes it, read into columns of numbers and of words."""

from .columns import Names, Table, inputs_and_targets, read_table
