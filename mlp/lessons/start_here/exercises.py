"""The exercise of the first notebook: it shows how an exercise works."""

from numbers import Real

from ..tasks import Exercise

N_RIGHT, N_DIGITS = 13, 16
RIGHT = N_RIGHT / N_DIGITS


def _check_share(answer):
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return f"my_accuracy is {answer!r}. It must be a number, without quotation marks."
    for mistake, value in MISTAKES.items():
        if answer == value:
            return mistake
    if answer != RIGHT and round(answer, 2) in (0.81, 0.82):
        return f"{answer} is rounded. Let Python divide: it can use the names n_right and n_digits."
    return None if answer == RIGHT else f"my_accuracy is {answer:g}. It must be a share, from 0 to 1."


MISTAKES = {
    "That is the number of right answers. The accuracy is their share of all digits, from 0 to 1.": N_RIGHT,
    "That is the share of wrong answers. The accuracy counts the right ones.": 1 - RIGHT,
    "Upside down: divide the right answers by all digits, and not the other way round.": N_DIGITS / N_RIGHT,
    "That is the accuracy in per cent. Here it is a share: leave out the factor 100.": 100 * RIGHT,
    "Two strokes, //, divide and throw the rest away. Use one stroke, /.": N_RIGHT // N_DIGITS,
}

share_of_right = Exercise(
    name="my_accuracy",
    task="write a calculation with n_right and n_digits in place of the blank ____.",
    check=_check_share,
    hint="A share is a part divided by the whole. In Python, the sign for dividing is /.",
    solution="n_right, n_digits = 13, 16\nmy_accuracy = n_right / n_digits\n",
)
