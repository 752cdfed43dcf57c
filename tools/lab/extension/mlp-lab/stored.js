// What comes back when a notebook is opened: its pictures with their words, and with a living kernel its widgets.
const VIEW = 'application/vnd.jupyter.widget-view+json';
const ENDS = ['restarting', 'autorestarting', 'terminating', 'dead'];
const HINT = 'This picture is stored. Run its cell (Shift + Enter) to move it.';

export function followNotebooks(tracker, rendermime) {
  describePictures(rendermime);
  tracker.widgetAdded.connect(async (_, panel) => {
    await panel.context.ready;
    keepClean(panel.context.model);
    putAside(panel);
    panel.sessionContext.kernelChanged.connect(() => putAside(panel));
    panel.sessionContext.statusChanged.connect((_, status) => ENDS.includes(status) && putAside(panel));
    await panel.sessionContext.ready;
    bringBack(panel);
  });
}

// A stored picture gets its alternative text, and a line below it where it could be alive.
function describePictures(rendermime) {
  const images = rendermime.getFactory('image/png');
  const createRenderer = options => {
    const renderer = images.createRenderer(options), render = renderer.renderModel.bind(renderer);
    renderer.renderModel = async model => {
      await render(model);
      describe(renderer.node, model.metadata['image/png'] ?? {});
    };
    return renderer;
  };
  rendermime.addFactory({...images, createRenderer}, images.defaultRank ?? 90);
}

function describe(node, {alt, is_live: isLive}) {
  const image = node.querySelector('img');
  if (image && alt) image.alt = alt;
  if (!isLive || node.querySelector('.mlp-hint')) return;
  const hint = document.createElement('div');
  hint.className = 'mlp-hint';
  hint.textContent = HINT;
  node.append(hint);
}

// JupyterLab writes the kernel's version into a notebook that is only opened: this is no change of a student.
function keepClean(model) {
  const keep = change => {
    const isDirty = model.dirty;
    change();
    if (!isDirty) model.dirty = false;
  };
  const {sharedModel} = model, setMetadata = sharedModel.setMetadata.bind(sharedModel);
  sharedModel.setMetadata = (...values) => keep(() => setMetadata(...values));
  model.keep = keep;
}

// Without its kernel a widget is dead, and JupyterLab would show "model not found" in place of its picture.
function putAside({content, context}) {
  for (const {model: {outputs}} of content.widgets) {
    for (let k = 0; k < (outputs?.length ?? 0); k++) {
      const {data, metadata, ...rest} = outputs.get(k).toJSON(), {[VIEW]: view, ...still} = data ?? {};
      const stored = {...rest, metadata: {...metadata, [VIEW]: view}, data: still};
      if (view && Object.keys(still).length) context.model.keep(() => outputs.set(k, stored));
    }
  }
}

// Saving has put each widget's view aside, into its output's metadata; see settings.py.
async function bringBack(panel) {
  const {content, context} = panel;
  const manager = await managerOf(content.rendermime);
  if (!manager) return;
  if (!manager.restoredStatus) await new Promise(done => manager.restored.connect(done));
  await forgetViews(manager);
  for (const cell of content.widgets) {
    const {outputs} = cell.model;
    for (let k = 0; k < (outputs?.length ?? 0); k++) {
      const {data, metadata, ...rest} = outputs.get(k).toJSON(), view = metadata?.[VIEW];
      if (view && !data[VIEW] && manager.has_model(view.model_id)) {
        const alive = {...rest, metadata, data: {[VIEW]: view, ...data}};
        context.model.keep(() => {
          cell.model.trusted = true;  // only this kernel knows the id: it has made this output
          outputs.set(k, alive);
        });
      }
    }
  }
}

// The widget manager of a notebook is there some time after the notebook.
async function managerOf(rendermime) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const renderer = rendermime.getFactory(VIEW)?.createRenderer({mimeType: VIEW});
    const pause = new Promise(done => setTimeout(done, 100));
    const manager = await Promise.race([renderer?._manager.promise, pause]);
    if (manager) return manager;
    await pause;
  }
}

// A page that was loaded anew shows nothing yet, whatever the old one has counted.
async function forgetViews(manager) {
  for (const id of Object.keys(manager._models)) {
    const model = await manager.get_model(id);
    if (model.get('_view_count') > 0 && !Object.keys(model.views ?? {}).length) {
      model.set('_view_count', 0);
      model.save_changes();
    }
  }
}
