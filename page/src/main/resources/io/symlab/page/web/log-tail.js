// The end of a trial's log; follows it until somebody scrolls up.
import {h, panel} from './dom.js';

export function makeLogTail() {
  const place = h('pre.log', {tabindex: 0});
  const element = panel('Log', place);
  let shown = '';
  return {
    element,
    show(log) {
      if (log === shown) return;
      const following = place.scrollTop + place.clientHeight >= place.scrollHeight - 20;
      if (shown && log.startsWith(shown)) place.append(log.slice(shown.length));
      else place.textContent = log;
      shown = log;
      if (following) place.scrollTop = place.scrollHeight;
    },
  };
}
