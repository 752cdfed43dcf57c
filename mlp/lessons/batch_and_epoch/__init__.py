"""Notebook 4: how much data for one step, and how often through all of it? Five scenes."""

from .conveyor_belt import ConveyorBelt, fifteen_fewer
from .exercises import choose_the_reason, count_updates, repair_the_lamp, write_early_stop
from .training_loop import plain_training, write_training
from .noise import finite_population_correction, gradients_of_examples, means_of_batches, spread
from .gradient_noise import GradientNoise, sixteen_times_the_batch
from .sketches import spread_by_batch_size, validation_loss_by_epoch
from .which_axis import WhichAxis, after_ten_epochs
from .four_curves import draw_four_curves, four_curves_in_words, jumps_of_four_runs, read_four_curves
from .memory_of_a_batch import MemoryOfABatch, double_the_batch
from .stopping import early_stop
from .how_many_epochs import HowManyEpochs, another_hundred
