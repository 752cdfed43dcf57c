"""Renders all scenes, as many at a time as there are cores; what has not changed is not rendered again."""

import json
import os
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from hashlib import sha256
from importlib import import_module
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from .render import render
from .sources import files_behind

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "mlp"
OWN = ("positions", "states", "render", "pictures", "cut", "figures", "tables")


def scenes_of(topic):
    """The classes of a notebook's scenes, by name."""
    lesson = import_module(f"mlp.lessons.{topic}")
    return {
        name: item
        for name, item in vars(lesson).items()
        if isinstance(item, type) and hasattr(item, "controls")
    }


def digest(scene_class, limits):
    """A fingerprint of all that decides how a scene looks."""
    files = {*files_behind(scene_class.__module__), *files_behind("mlp.live.canvas")}
    files |= {Path(__file__).with_name(f"{name}.py") for name in OWN}
    data = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")]
    seen = [path.read_bytes() for path in sorted([*files, *data])]
    seen += [f"{name} {version(name)}".encode() for name in ("numpy", "matplotlib", "pillow")]
    return sha256(b"\0".join([*seen, repr(limits).encode()])).hexdigest()[:16]


def render_all(wanted, limits, cache):
    """The tables of the `wanted` scenes, pairs of topic and name; new ones are rendered into `cache`."""
    (cache / "pictures").mkdir(parents=True, exist_ok=True)
    paths = {name: cache / f"{name}-{digest(scenes_of(topic)[name], limits)}.json" for topic, name in wanted}
    missing = [(topic, name) for topic, name in wanted if not paths[name].exists()]
    if missing:
        _render_missing(missing, limits, paths)
    return {name: json.loads(path.read_text("utf-8")) for name, path in paths.items()}


def _render_missing(missing, limits, paths):
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the processes share the cores
    with ProcessPoolExecutor(min(len(missing), os.cpu_count()), get_context("spawn")) as pool:
        jobs = {pool.submit(_render_one, *one, limits, paths[one[1]]): one[1] for one in missing}
        for number, job in enumerate(as_completed(jobs), start=1):
            print(f"{number} of {len(jobs)}: {jobs[job]}, {job.result()}", flush=True)


def _render_one(topic, name, limits, path):
    began = time.process_time()
    table = render(scenes_of(topic)[name], limits, path.parent / "pictures")
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")), "utf-8")
    return f"{len(table['pictures'])} pictures, {time.process_time() - began:.0f} s of a processor"
