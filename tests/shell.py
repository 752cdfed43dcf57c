"""A notebook's shell without Jupyter, for tests of what a cell leaves behind when it is run again."""


class Shell:
    """A shell as JupyterLab drives it: each run of a cell has an id, and knows its cell."""

    def __init__(self):
        self.user_ns, self.n_runs, self.cell = {}, 0, None

    def get_parent(self):
        return {"header": {"msg_id": self.n_runs}, "metadata": {"cellId": self.cell}}

    def del_var(self, name):
        """Forgets a value under all of its names, as IPython does."""
        gone = self.user_ns[name]
        self.user_ns = {other: value for other, value in self.user_ns.items() if value is not gone}

    def run(self, cell, show, name="_1"):
        """Runs a cell that ends in `show()` under this name; the history of outputs holds what it shows."""
        self.cell, self.n_runs = cell, self.n_runs + 1
        shown = show()
        self.user_ns |= {name: shown, f"_{self.n_runs}": shown}
        return shown
