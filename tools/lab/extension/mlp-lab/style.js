// Colours that can be read in every theme, a focus that is seen, and pictures that do not glare in the dark.
import {OURS} from './keys.js';

const STYLE = `
  :root { --mlp-good: #00664a; --mlp-bad: #a33f00; --mlp-frame: #0072b2; }
  body[data-jp-theme-light=false] { --mlp-good: #5fd6ae; --mlp-bad: #ffa366; --mlp-frame: #6ab8e8; }
  :is(${OURS})
    :is(button, input, select, textarea, .noUi-handle, .widget-readout, [tabindex]):focus-visible {
      outline: 3px solid var(--mlp-frame) !important; outline-offset: 2px; }
  :is(${OURS}) button:disabled { opacity: 0.75 !important; }
  body[data-jp-theme-light=false] :is(.mlp-explorer img, .mlp-sketch img, .jp-RenderedImage img) {
      border-radius: 6px; filter: brightness(0.88); }
  .mlp-hint { font-size: var(--jp-content-font-size1); color: var(--jp-content-font-color1); padding: 2px 0 6px; }
  .mlp-busy { position: absolute; bottom: 12px; left: 50%; transform: translateX(-50%); z-index: 10;
      padding: 6px 14px; border: 2px solid var(--mlp-frame); border-radius: 6px;
      color: var(--jp-content-font-color1); background: var(--jp-layout-color1); }
  .mlp-busy:empty { display: none; }
  /* a cell that cannot be changed shows a lock, as in the copy for students */
  .jp-CodeCell:has(.jp-mod-readOnly) .jp-InputPrompt::before { content: '\\1f512 '; }`;

export function addStyle() {
  const style = document.createElement('style');
  style.textContent = STYLE;
  document.head.append(style);
}
