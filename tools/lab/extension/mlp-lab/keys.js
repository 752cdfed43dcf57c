// While a control of ours has the focus, no key reaches JupyterLab's commands: "d d" would delete the cell.
// Shift, Ctrl, Alt and Command still do: Shift + Enter runs the cell, Ctrl + S saves.
export const OURS = '.mlp-explorer, .mlp-prediction, .mlp-sorting, .mlp-verdict';

export function keepKeys() {
  document.addEventListener('keydown', event => {
    const root = event.target.closest?.(OURS);
    if (!root) return;
    const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && !(event.shiftKey && event.key === 'Enter');
    root.toggleAttribute('data-lm-suppress-shortcuts', false);
    if (isOurs && event.key !== 'Escape') root.setAttribute('data-lm-suppress-shortcuts', 'true');
  }, true);
}
