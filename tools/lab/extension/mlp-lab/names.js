// Names for a screen reader, which widgets do not give: of sliders, pictures, buttons, and of the whole.
import {OURS} from './keys.js';

const PAUSE = 200;  // milliseconds from a change to its names: many changes at once are one round

export function giveNames() {
  let seen = [];
  const nameChanged = () => { const roots = new Set(seen.flatMap(placesOf)); seen = []; roots.forEach(nameAll); };
  new MutationObserver(records => {
    if (!seen.length) setTimeout(nameChanged, PAUSE);  // by then new outputs have the classes that tell them
    seen.push(...records);
  }).observe(document.body, {childList: true, subtree: true});
}

// Where a change lies in one of our outputs, this one; otherwise those that it has brought.
function placesOf({target, addedNodes}) {
  const root = target.closest(OURS);
  if (root) return [root];
  const elements = [...addedNodes].filter(node => node instanceof Element);
  return elements.flatMap(node => [...(node.matches(OURS) ? [node] : []), ...node.querySelectorAll(OURS)]);
}

function nameAll(root) {
  const title = root.querySelector('img')?.title || root.querySelector('b')?.textContent.trim() || 'Task';
  name(root, title.replace(/\.$/, ''), 'group');
  root.querySelectorAll('[title=null]').forEach(label => label.removeAttribute('title'));  // ipywidgets' slip
  root.querySelectorAll('.noUi-target').forEach(nameSlider);
  root.querySelectorAll('.widget-readout').forEach(readout => name(readout, `${labelOf(readout)}, as a number`, 'textbox'));
  root.querySelectorAll('input, select, textarea').forEach(nameInput);
  root.querySelectorAll('.widget-toggle-button[title]').forEach(button => name(button, button.title));
  root.querySelectorAll('.widget-radio-box').forEach(box => name(box, titleOf(root), 'radiogroup'));
  root.querySelectorAll('img').forEach(image => {
    const words = [...root.querySelectorAll('[role=status]')].at(-1)?.textContent.trim() ?? '';
    image.alt = `${title}${/[.?!]$/.test(title) ? '' : '.'} ${words}`;
  });
}

function name(node, words, role) {
  if (role && node.getAttribute('role') !== role) node.setAttribute('role', role);
  if (words && node.getAttribute('aria-label') !== words) node.setAttribute('aria-label', words);
}

const titleOf = root => root.querySelector('.widget-html-content')?.textContent.trim() ?? '';

// The label of a control stands beside it, or beside a box around it.
function labelOf(node) {
  for (let box = node.parentElement; box && !box.matches(OURS); box = box.parentElement) {
    const words = box.querySelector('.widget-label')?.textContent.trim();
    if (words) return words;
  }
  return '';
}

function nameInput(input) {
  const isNamed = input.labels?.length && [...input.labels].some(label => label.textContent.trim());
  if (!isNamed) name(input, labelOf(input) || input.title);
}

// The value of a logarithmic slider is its exponent: what is spoken is the number that is shown.
function nameSlider(slider) {
  if (!slider.noUiSlider) return;  // not made yet
  const handle = slider.querySelector('.noUi-handle');
  name(handle, labelOf(slider));
  if (slider.isSpoken) return;
  slider.isSpoken = true;
  const speak = () => {
    const shown = readoutOf(slider);
    if (shown && handle.getAttribute('aria-valuetext') !== shown) handle.setAttribute('aria-valuetext', shown);
  };
  new MutationObserver(speak).observe(handle, {attributes: true, attributeFilter: ['aria-valuetext']});
  const row = slider.closest('.widget-hslider, .widget-slider') ?? slider.parentElement;
  new MutationObserver(speak).observe(row, {childList: true, subtree: true, characterData: true});
  speak();
}

function readoutOf(slider) {
  const row = slider.closest('.widget-slider') ?? slider.parentElement;
  return row.querySelector('.widget-readout')?.textContent.trim();
}
