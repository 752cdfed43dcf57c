// One plugin for each promise that a student's JupyterLab keeps. Each file says which.
import {followNotebooks} from './stored.js';
import {keepKeys} from './keys.js';
import {keepInSight} from './sight.js';
import {giveNames} from './names.js';
import {runFirstCellFirst} from './first.js';
import {sayWhenBusy} from './busy.js';
import {addStyle} from './style.js';

export async function plugins(module) {
  const {INotebookTracker, NotebookActions} = await module('@jupyterlab/notebook');
  const {CodeCell} = await module('@jupyterlab/cells');
  const {IRenderMimeRegistry} = await module('@jupyterlab/rendermime');
  return [{
    id: 'mlp-lab:plugin',
    autoStart: true,
    requires: [INotebookTracker, IRenderMimeRegistry],
    activate: (app, tracker, rendermime) => {
      addStyle();
      keepKeys();
      giveNames();
      followNotebooks(tracker, rendermime);
      keepInSight(app, tracker, NotebookActions);
      runFirstCellFirst(tracker, NotebookActions, CodeCell);
      sayWhenBusy(tracker);
    },
  }];
}
