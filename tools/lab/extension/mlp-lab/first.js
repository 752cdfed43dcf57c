// The first code cell imports what all others need. Who runs another one first gets this one first.
export function runFirstCellFirst(tracker, NotebookActions, CodeCell) {
  const ready = new WeakSet();  // kernels that have run something, or are about to

  tracker.widgetAdded.connect((_, panel) => {
    const context = panel.sessionContext;
    context.kernelChanged.connect((_, {newValue}) => newValue && ask(newValue));
    context.statusChanged.connect((_, status) => {
      const {kernel} = context.session ?? {};
      if (kernel && ['restarting', 'autorestarting'].includes(status)) ready.delete(kernel);
    });
  });

  // A kernel that was alive before the page was loaded has run its first cell already.
  async function ask(kernel) {
    const request = {code: '', silent: true, user_expressions: {n_inputs: 'len(In)'}};
    const reply = await kernel.requestExecute(request).done;
    const count = reply.content.user_expressions?.n_inputs?.data?.['text/plain'];
    if (Number(count) > 1) ready.add(kernel);
  }

  NotebookActions.executionScheduled.connect((_, {notebook, cell}) => {
    const panel = tracker.find(panel => panel.content === notebook);
    const kernel = panel?.sessionContext.session?.kernel;
    if (!kernel || ready.has(kernel) || cell.model.type !== 'code') return;
    ready.add(kernel);
    const first = notebook.widgets.find(({model}) => model.type === 'code' && model.sharedModel.source.trim());
    const isOfOurs = /^from mlp[. ]/m.test(first?.model.sharedModel.source ?? '');
    if (isOfOurs && first !== cell) CodeCell.execute(first, panel.sessionContext, {cellId: first.model.id});
  });
}
