"""Notebook 4: how much data for one step, and how often through all of it? Five scenes, from a belt to an early stop."""
from .conveyor_belt import ConveyorBelt, fifteen_fewer
from .gradient_noise import GradientNoise, sixteen_times_the_batch
from .which_axis import WhichAxis, after_ten_epochs
from .memory_of_a_batch import MemoryOfABatch, double_the_batch
from .how_many_epochs import HowManyEpochs, another_hundred
from .exercises import repair_the_lamp, write_early_stop
