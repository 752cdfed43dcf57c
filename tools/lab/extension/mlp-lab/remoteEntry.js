// What JupyterLab loads. The plugin itself is plain JavaScript in the files beside this one.
(() => {
  const folder = new URL('.', document.currentScript.src);
  let shared = {};

  // A module of JupyterLab's own, such as '@jupyterlab/notebook'
  async function module(name) {
    const versions = Object.values(shared[name]);
    const make = await versions[0].get();
    return make();
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB['mlp-lab'] = {
    init: scope => { shared = scope; },
    get: async () => {
      const {plugins} = await import(new URL('plugins.js', folder));
      const ready = await plugins(module);
      return () => ({__esModule: true, default: ready});
    },
  };
})();
