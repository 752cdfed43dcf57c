// A curve drawn with sliders, and the true one over it. What is said follows the same rules as in the notebook
// (mlp/lessons/drawn.py); a test compares both.

/** How a curve goes from left to right: a name in `shapes`. Its heights are shares of the axis, from 0 to 1. */
function shapeOf(shares, level) {
  const first = shares[0], last = shares.at(-1);
  if (Math.max(...shares) > Math.max(first, last) + level) return "hill";
  if (Math.min(...shares) < Math.min(first, last) - level) return "valley";
  if (Math.abs(last - first) <= level) return "flat";
  return last > first ? "rises" : "falls";
}

/** Whether a curve is right, and what is said about it; `positions` are those of its sliders. */
function judged(task, positions) {
  const drawn = positions.map(k => task.shares[k]);
  const gaps = drawn.map((share, i) => Math.abs(share - task.trueShares[i])), largest = Math.max(...gaps);
  const i = gaps.indexOf(largest), shape = shapeOf(drawn, task.level), isRight = largest <= task.close;
  const side = drawn[i] > task.trueShares[i] ? "too high" : "too low";
  const hasWrongShape = !isRight && shape !== task.trueShape;
  const kind = isRight ? "right" : hasWrongShape ? shape : side;
  const shapes = hasWrongShape
    ? `Your curve ${task.shapes[shape]}, the true one ${task.shapes[task.trueShape]}. ` : "";
  const heights = `you drew ${task.heights[positions[i]]}, the true value is ${task.trueHeights[i]}`;
  const where = `${shapes}The largest difference (${task.places[i]}): ${heights}.`;
  return {isRight, words: `${where} ${task.reasons[kind] ?? task.reasons[side]}`};
}

class Drawing {
  constructor(box) {
    this.box = box;
    this.task = JSON.parse(box.querySelector("script").textContent);
    this.sliders = [...box.querySelectorAll("input")];
    this.guess = this.drawn("polyline", "guess");
    this.dots = this.sliders.map(() => this.drawn("circle", "guess"));
    box.querySelector(".controls").hidden = false;
    this.sliders.forEach(slider => slider.addEventListener("input", () => this.show()));
    box.querySelector("button").addEventListener("click", () => this.judge());
    this.show();
  }

  get positions() {
    return this.sliders.map(slider => Number(slider.value));
  }

  drawn(kind, name) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
    made.setAttribute("class", name);
    this.box.querySelector("svg").append(made);
    return made;
  }

  show() {
    const {columns, rows, heights} = this.task, at = this.positions;
    this.guess.setAttribute("points", at.map((k, i) => `${columns[i]},${rows[k]}`).join(" "));
    this.sliders.forEach((slider, i) => {
      this.dots[i].setAttribute("cx", columns[i]);
      this.dots[i].setAttribute("cy", rows[at[i]]);
      this.dots[i].setAttribute("r", 5);
      slider.setAttribute("aria-valuetext", heights[at[i]]);
      slider.closest(".control").querySelector("output").textContent = heights[at[i]];
    });
    this.box.querySelector(".feedback").textContent = "";
  }

  judge() {
    const {isRight, words} = judged(this.task, this.positions), verdict = document.createElement("b");
    this.line ??= this.drawn("polyline", "true");
    this.line.setAttribute("points", this.task.line);
    this.box.querySelector("span.true").hidden = false;
    verdict.textContent = isRight ? "Right." : "Not quite.";
    verdict.className = isRight ? "good" : "bad";
    this.box.querySelector(".feedback").replaceChildren(verdict, ` ${words}`);
  }
}

document.querySelectorAll(".sketch").forEach(box => new Drawing(box));
