"""A student's settings of numpy have no effect on scenes and questions, and stay as they are."""

import asyncio

import numpy as np
import pytest
from driving import declared, is_scene

from mlp.lessons import learning_rate, start_here
from mlp.live import explore, predict

pytestmark = pytest.mark.filterwarnings("error")
STRICT = {"divide": "raise", "over": "raise", "under": "raise", "invalid": "raise"}


@pytest.mark.parametrize("scene_class", declared(is_scene))
def test_a_scene_opens_and_reads_the_same_where_numpy_raises_every_error(scene_class):
    expected = explore(scene_class)
    with np.errstate(**STRICT):
        explorer = explore(scene_class)
        assert np.geterr() == STRICT
        assert repr(explorer) == repr(expected) and explorer.first_png == expected.first_png


def test_a_run_that_diverges_is_no_error_where_numpy_raises_every_error():
    async def run():
        explorer = explore(learning_rate.RateInYourHand, {"learning_rate": 10.0})
        explorer.play()
        for _ in range(20):
            await asyncio.sleep(0.03)
        return explorer.error, np.geterr()

    with np.errstate(**STRICT):
        assert asyncio.run(run()) == ("", STRICT)


def test_a_question_is_answered_where_numpy_raises_every_error():
    with np.errstate(**STRICT):
        question = predict(start_here.a_hundred_times_more)
        question.choose("it learns hardly anything")
        assert "could not be computed" not in question.feedback and np.geterr() == STRICT
