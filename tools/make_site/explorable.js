// One scene on a page: its controls, its picture, its runs. `data` is the scene's table; see keys.js.

const MILLISECONDS_A_RUN = 2800;

class Explorable {
  constructor(section, name, data) {
    Object.assign(this, {section, name, data, origin: 0, latest: 0, timer: null, frame: 0});
    this.find = selector => section.querySelector(selector);
    this.all = selector => [...section.querySelectorAll(selector)];
    if (data.version !== VERSION) {
      this.say("This page and its pictures are of different versions. Please load the page again.");
      return;
    }
    this.bases = data.bases.map(key => key.split(",").map(Number));
    this.images = this.all(".picture img");
    this.find(".controls").hidden = false;
    this.listen();
    this.open();
  }

  open() {
    const asked = decodeURIComponent(location.hash.slice(1));
    const state = asked.startsWith(`${this.name}:`) ? stateOf(asked.slice(this.name.length + 1)) : null;
    if (state && this.shots(keyOf(state))) {
      this.goTo(state);
      this.section.scrollIntoView();
    } else {
      this.goTo({at: [...this.bases[0]], base: null}, {frame: this.data.first, isMove: false});
    }
  }

  // What there is

  shots(key) {
    return this.data.runs[key] ?? (this.data.states[key] ? [this.data.states[key]] : null);
  }

  /** The state to which a move leads: as asked, else from the last base, else from the opening. */
  resolve(index, position) {
    const moved = at => at.map((k, i) => i === index ? position : k);
    const {action, presses} = this.state;
    const tries = [];
    for (const at of [moved(this.state.at), moved(this.bases[this.origin]), moved(this.bases[0])]) {
      if (action) tries.push({at, base: null, action, presses}, {at, base: 0, action, presses});
      tries.push({at, base: this.origin}, {at, base: null}, {at, base: 0});
    }
    return tries.find(state => this.shots(keyOf(state))) ?? null;
  }

  // Moves

  move(index, position) {
    const before = this.state, state = this.resolve(index, position);
    if (!state) return this.show();
    this.goTo(state);
    this.sayWhatWentBack(before, index);
  }

  sayWhatWentBack(before, moved) {
    const back = this.data.controls.filter((control, i) => i !== moved && this.state.at[i] !== before.at[i]);
    const labels = back.map(control => control.label);
    if (before.action && !this.state.action) labels.push("what was pressed");
    if (labels.length) this.say(`Back to where this began: ${labels.join(", ")}. Here one control moves at a time.`);
  }

  goTo(state, {frame = null, isMove = true} = {}) {
    this.pause();
    this.state = state;
    const base = state.base === null && !state.action ? this.data.bases.indexOf(keyOf(state)) : -1;
    if (base >= 0) this.origin = base;
    this.run = this.shots(keyOf(state));
    this.frame = frame ?? (this.data.waits ? 0 : this.run.length - 1);
    this.say(this.reason());
    this.show();
    if (isMove) history.replaceState(null, "", `#${this.name}:${keyOf(state)}`);
  }

  reason() {
    const agrees = preset => Object.entries(preset.at).every(([i, k]) => this.state.at[i] === k);
    return this.data.presets.find(agrees)?.reason ?? "";
  }

  preset(number) {
    const wanted = at => at.map((k, i) => this.data.presets[number].at[i] ?? k);
    const asked = wanted(this.state.at);
    const isThere = this.data.isComplete && this.shots(asked.join(","));
    this.goTo({at: isThere ? asked : wanted(this.bases[0]), base: null});
    if (this.run.length > 1 && !this.data.waits && !prefersStillness()) this.play(0);
  }

  press(action) {
    const presses = this.state.action === action ? this.state.presses + 1 : 1;
    const next = {at: [...this.bases[0]], base: null, action, presses};
    if (!this.shots(keyOf(next))) return this.say("That is all that is here; in the notebook it goes on.");
    const before = this.state;
    this.goTo(next);
    this.sayWhatWentBack(before, -1);
  }

  // Runs

  play(from = this.frame) {
    this.frame = from >= this.run.length - 1 ? 0 : from;
    this.run.forEach(([picture]) => this.preload(picture));
    this.find(".words").setAttribute("aria-live", "off");
    this.find("[data-play]").textContent = "Pause";
    this.show();
    this.timer = setInterval(() => this.next(), MILLISECONDS_A_RUN / (this.run.length - 1));
  }

  next() {
    this.frame += 1;
    if (this.frame >= this.run.length - 1) this.pause();
    this.frame = Math.min(this.frame, this.run.length - 1);
    this.show();
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    this.find("[data-play]").textContent = "Play";
    this.find(".words").setAttribute("aria-live", "polite");
  }

  // Showing

  show() {
    const [picture, words, marks] = this.run[this.frame];
    this.showPicture(this.data.pictures[picture], this.data.words[words]);
    this.find(".words").textContent = this.data.words[words];
    this.data.controls.forEach((control, i) => this.showControl(control, i));
    this.showMarks(this.data.marks[marks]);
    this.all("[data-preset]").forEach((button, k) => {
      const isOn = Object.entries(this.data.presets[k].at).every(([i, at]) => this.state.at[i] === at);
      button.setAttribute("aria-pressed", isOn);
    });
    this.find(".scrub").hidden = this.run.length === 1;
    const scrubber = this.find("[data-frame]");
    scrubber.max = this.run.length - 1;
    scrubber.value = this.frame;
    scrubber.setAttribute("aria-valuetext", `${this.frame} of ${this.run.length - 1}`);
  }

  /** The picture is shown when it is decoded, unless a later one has been asked for. */
  async showPicture(name, words) {
    const number = ++this.latest, image = new Image();
    image.src = site.address(name);
    this.images[0].alt = words;
    this.section.dataset.wanted = name;
    await image.decode().catch(() => this.say("A picture is missing. Please load the page again."));
    if (number !== this.latest) return;
    this.images.forEach(one => { one.src = image.src; });
    this.section.dataset.shown = name;
  }

  showControl(control, i) {
    const input = this.find(`[data-control="${i}"]`), k = this.state.at[i];
    if (input.type === "checkbox") input.checked = k === 1;
    else input.value = k;
    if (input.type !== "range") return;
    input.setAttribute("aria-valuetext", control.texts[k]);
    input.closest(".control").querySelector("output").textContent = control.texts[k];
  }

  showMarks(marks) {
    this.all(".tick").forEach(tick => { tick.hidden = true; });
    for (const [name, [value, words]] of Object.entries(marks)) {
      const i = this.data.controls.findIndex(control => control.name === name);
      const tick = this.find(`[data-control="${i}"]`).closest(".control").querySelector(".tick");
      const share = shareOf(value, this.data.controls[i]);
      if (!tick || share === null) continue;
      tick.hidden = false;
      tick.textContent = `▲ ${words}`;
      tick.style.setProperty("--share", share);
    }
  }

  say(words) {
    this.find(".note").textContent = words;
  }

  keep() {
    const figure = document.createElement("figure"), words = document.createElement("figcaption");
    const remove = document.createElement("button"), picture = this.find(".picture").cloneNode(true);
    words.textContent = this.find(".words").textContent;
    remove.textContent = "Remove";
    remove.type = "button";
    remove.onclick = () => figure.remove();
    figure.append(picture, words, remove);
    this.find(".kept").prepend(figure);
  }

  copy() {
    const {controls} = this.data, {at} = this.state;
    const moved = controls.flatMap((control, i) =>
      at[i] === this.bases[0][i] ? [] : [`"${control.name}": ${control.code[at[i]]}`]);
    const settings = moved.length ? `, settings={${moved.join(", ")}}` : "";
    const shown = this.find(".copied"), code = document.createElement("code");
    code.textContent = `explore(lesson.${this.name}${settings})`;
    shown.hidden = false;
    shown.replaceChildren(code);
    navigator.clipboard?.writeText(code.textContent).catch(() => {}); // the words stand there to be copied by hand
  }

  // Listening

  preload(picture) {
    new Image().src = site.address(this.data.pictures[picture]);
  }

  preloadControl(i) {
    this.data.controls[i].texts.forEach((text, k) => {
      const state = this.resolve(i, k);
      if (state) this.preload(this.shots(keyOf(state)).at(this.data.waits ? 0 : -1)[0]);
    });
  }

  listen() {
    for (const input of this.all("[data-control]")) {
      const i = Number(input.dataset.control);
      input.addEventListener("input", () => this.move(i, input.type === "checkbox" ? Number(input.checked) : Number(input.value)));
      for (const kind of ["pointerdown", "focus"]) input.addEventListener(kind, () => this.preloadControl(i), {once: true});
    }
    this.find("[data-frame]").addEventListener("input", event => {
      this.pause();
      this.frame = Number(event.target.value);
      this.show();
    });
    this.section.addEventListener("click", event => this.onClick(event.target.closest("button")?.dataset));
  }

  onClick(data) {
    if (!data) return;
    if ("play" in data) this.timer ? this.pause() : this.play();
    if ("preset" in data) this.preset(Number(data.preset));
    if ("action" in data) this.press(data.action);
    if ("reset" in data) this.goTo({at: [...this.bases[0]], base: null}, {frame: this.data.first});
    if ("keep" in data) this.keep();
    if ("copy" in data) this.copy();
    if ("step" in data) this.stepBy(Number(data.step), Number(data.of), "around" in data);
  }

  stepBy(size, i, goesRound) {
    const n = this.data.controls[i].texts.length, next = this.state.at[i] + size;
    this.move(i, goesRound ? next % n : Math.min(Math.max(next, 0), n - 1));
  }
}
