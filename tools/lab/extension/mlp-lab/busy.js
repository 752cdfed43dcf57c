// A control that does not answer, because another cell computes, says so after half a second.
import {OURS} from './keys.js';

const DELAY = 500;  // milliseconds
const WORDS = 'The kernel is still computing a cell. The picture follows when it has finished.';

export function sayWhenBusy(tracker) {
  tracker.widgetAdded.connect((_, panel) => {
    const hint = document.createElement('div');
    hint.className = 'mlp-busy';
    hint.setAttribute('role', 'status');
    panel.node.append(hint);
    const running = new Map();  // from a request to the time when it began
    const say = () => {
      const isLate = [...running.values()].some(began => performance.now() - began > DELAY - 20);
      hint.textContent = isLate && document.activeElement?.closest(OURS) ? WORDS : '';
    };
    const follow = (_, message) => {
      const {parent_header: parent, header, content} = message;
      if (header.msg_type !== 'status' || parent.msg_type !== 'execute_request') return;
      if (content.execution_state === 'busy') running.set(parent.msg_id, performance.now());
      else running.delete(parent.msg_id);
      say();
      setTimeout(say, DELAY);
    };
    panel.sessionContext.iopubMessage.connect(follow);
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (['restarting', 'dead', 'unknown'].includes(status)) running.clear();
      say();
    });
    panel.node.addEventListener('focusin', say);
    panel.node.addEventListener('input', say);
    panel.node.addEventListener('pointerup', () => setTimeout(say));
  });
}
