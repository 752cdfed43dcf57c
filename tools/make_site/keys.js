// A scene's table knows pictures and words of its states by their keys: "3,0,12" are positions of the controls,
// "~1" says that live ones were moved in the middle of base 1's run, "+press*2" that an action was pressed
// twice. The build puts all scripts into one file, this one first, and writes VERSION above.

const KEY = /^([\d,]+)(?:~(\d+))?(?:\+(\w+)\*(\d+))?$/;
const keyOf = state => state.at.join(",") + (state.base === null ? "" : `~${state.base}`)
  + (state.action ? `+${state.action}*${state.presses}` : "");
const stateOf = key => {
  const [, at, base, action, presses] = KEY.exec(key) ?? [];
  return at ? {at: at.split(",").map(Number), base: base ? Number(base) : null, action, presses: Number(presses ?? 0)} : null;
};
const prefersStillness = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Where a value lies on a slider of positions: 0 at its left end, 1 at its right end, null outside. */
function shareOf(value, {numbers, isLogarithmic}) {
  const scale = isLogarithmic ? Math.log : x => x, last = numbers.length - 1;
  if (value < numbers[0] || value > numbers[last]) return null;
  const k = Math.min(numbers.findLastIndex(number => number <= value), last - 1);
  return (k + (scale(value) - scale(numbers[k])) / (scale(numbers[k + 1]) - scale(numbers[k]))) / last;
}
