"""Notebook 8: one task, all decisions. A budget of runs, reasons, three sick runs, and a closed test set."""

from .patients import three_sets
from .sick_runs import SickRuns, too_good
from .project import Project
from .pictures import draw_run, draw_scores, run_in_words
from .what_next import what_next
from .luck import may_be_luck, plus_minus
from .plain import FIRST_SETTINGS, train_once
from .exercises import diagnose, find_leaks, judge_the_gaps, one_last_experiment, write_plus_minus
