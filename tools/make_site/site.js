// Loads the data of the scenes that come near, and unfolds everything for print. The build puts this behind
// explorable.js, into one file.

const site = {
  pictures: {}, // their addresses, in a page that holds all of them
  add(name, data) {
    for (const section of document.querySelectorAll(`[data-scene="${name}"]`)) new Explorable(section, name, data);
  },
  load(name) {
    if (document.querySelector(`script[data-of="${name}"]`)) return;
    const script = document.createElement("script"); // not fetch, which a page opened from a folder may not use
    script.src = `data/${name}.js?${VERSION}`;
    script.dataset.of = name;
    document.head.append(script);
  },
  address: name => site.pictures[name] ?? `pictures/${name}.webp`,
};

const loadWhenNear = () => {
  const seen = new IntersectionObserver(entries => entries.forEach(entry => {
    if (entry.isIntersecting) site.load(entry.target.dataset.scene);
  }), {rootMargin: "600px"});
  document.querySelectorAll("[data-scene]").forEach(section => seen.observe(section));
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)).split(":")[0]);
  if (asked?.dataset.scene) site.load(asked.dataset.scene);
};
if (!("single" in document.documentElement.dataset)) loadWhenNear(); // one file holds all data

// What is too wide for a small screen can be scrolled by keyboard.
const letWideOnesBeReached = () => document.querySelectorAll(".scroll").forEach(box => {
  if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; else box.removeAttribute("tabindex");
});
addEventListener("load", letWideOnesBeReached);
addEventListener("resize", letWideOnesBeReached);

let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach(one => { one.removeAttribute("name"); one.open = true; });
});
addEventListener("afterprint", () => folded.forEach(one => { one.open = false; }));
