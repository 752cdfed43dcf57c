// After Shift + Enter the explorer is in sight, and the text below it, which gives its answer away, is not.
import {OURS} from './keys.js';

const COMMANDS = ['notebook:run-cell-and-select-next', 'runmenu:run'];
const PATIENCE = 2000;  // milliseconds, in which a picture arrives and takes its place
const HANDS = ['wheel', 'pointerdown', 'keydown', 'touchstart'];

export function keepInSight(app, tracker, NotebookActions) {
  let scheduled = null;
  NotebookActions.executionScheduled.connect((_, {cell}) => { scheduled = cell; });
  app.commands.commandExecuted.connect(async (_, {id, result}) => {
    if (!COMMANDS.includes(id)) return;
    const panel = tracker.currentWidget, cell = scheduled;
    await result;
    if (cell && panel?.content.widgets.includes(cell)) hold(panel.content, cell);
  });
}

// Keeps the cell in place while it still grows, until a hand moves or the time is over.
function hold(notebook, cell) {
  const place = () => bringIntoSight(notebook, cell);
  const observer = new ResizeObserver(place);
  const stop = () => {
    observer.disconnect();
    HANDS.forEach(kind => document.removeEventListener(kind, stop, true));
  };
  observer.observe(cell.node);
  HANDS.forEach(kind => document.addEventListener(kind, stop, true));
  setTimeout(stop, PATIENCE);
  place();
}

// The end of the cell comes to the lower edge; an explorer that is higher than the window begins at its top.
function bringIntoSight(notebook, cell) {
  const root = cell.node.querySelector(OURS);
  if (!root) return;
  const view = notebook.outerNode.getBoundingClientRect();
  const below = cell.node.getBoundingClientRect().bottom - view.bottom;
  const above = root.getBoundingClientRect().top - view.top;
  notebook.outerNode.scrollTop += Math.min(below, above);
}
