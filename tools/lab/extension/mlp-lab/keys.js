// While a control of ours has the focus, no key reaches JupyterLab's commands: "d d" would delete the cell.
// Together with Ctrl, Alt or Command keys still do, and Shift + Enter runs the cell.
const KINDS = ['explorer', 'prediction', 'sketch', 'sorting', 'verdict', 'decision', 'overview'];
export const OURS = KINDS.map(kind => `.mlp-${kind}`).join(', ');

export function keepKeys() {
  window.addEventListener('keydown', event => {  // before JupyterLab, which listens on the document
    const {target} = event;  // the attribute counts on the target itself: its own selector comes first
    if (target.closest?.(OURS)) target.toggleAttribute('data-lm-suppress-shortcuts', isForTheControl(event));
  }, true);
  // A click on a slider's track moves the handle: so do keys then. On a busy page a key may overtake a timer.
  window.addEventListener('click', focusHandle, true);
  window.addEventListener('pointerup', event => setTimeout(focusHandle, 0, event), true);  // after a drag
}

function focusHandle({target}) {
  const slider = target.closest?.('.noUi-target');
  if (slider?.closest(OURS)) slider.querySelector('.noUi-handle').focus({preventScroll: true});
}

function isForTheControl(event) {
  const isACommand = event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape';
  return !isACommand && !(event.shiftKey && event.key === 'Enter');
}
