// The bar at the top: where one is, and how the lab itself does.
import {h, text, attribute} from './dom.js';
import {bytes, count, seconds} from './format.js';
import {actionBar} from './actions.js';
import {nextTheme, theme} from './theme.js';
import {showKeys} from './keyboard.js';

export function makeTop(place) {
  const trail = h('nav.trail', {'aria-label': 'Where'});
  const line = h('span.line', {});
  const slots = h('span.slots', {});
  const disk = h('span.disk', {});
  const paused = h('span.badge.paused', {hidden: true}, 'lab paused');
  const whole = actionBar('api/lab', 'The lab');
  const themeButton = h('button.quiet', {title: 'Light, dark, or as the system (t)', onclick: nextTheme});
  const keys = h('button.quiet', {title: 'Keys (?)', onclick: showKeys}, '?');
  place.append(trail, h('div.facts', {}, paused, whole.element, slots, disk, line, themeButton, keys));
  const named = () => text(themeButton, {auto: '◐', light: '☀', dark: '☾'}[theme()]);
  window.addEventListener('themechange', named);
  named();

  const banner = h('div.banner', {role: 'status', hidden: true});
  place.after(banner);

  let where = '';
  return {
    show(known, route) {
      const name = known.rows.get(route.experiment)?.name || '';
      const next = `${route.experiment}/${route.trial}/${name}`;
      if (next !== where) {
        where = next;
        trail.replaceChildren(...crumbs(route, name));
      }
      const lab = known.lab;
      paused.hidden = !lab?.paused;
      whole.show(lab && known.line === 'live' ? [lab.paused ? 'resume' : 'pause'] : []);
      const told = [lab?.held && 'The lab waits: ' + lab.held, ...(lab?.notes || [])].filter(Boolean).join('\n');
      banner.hidden = !told;
      text(banner, told);
      if (lab) {
        showSlots(slots, lab);
        text(disk, lab.disk ? bytes(lab.disk.free) + ' free' : '');
        attribute(disk, 'title', lab.disk ? diskTitle(lab) : null);
      }
      attribute(line, 'data-line', known.line);
      text(line, {live: 'live', waiting: 'no answer', refused: 'not let in'}[known.line]);
      const up = lab ? ', lab ' + lab.version + ' in ' + lab.home : '';
      attribute(line, 'title', (known.lineMessage || 'What changes is shown as it changes') + up);
    },
  };
}

function crumbs(route, name) {
  const list = [h('a.brand', {href: '#'}, 'Symlab')];
  if (route.experiment) {
    list.push(h('a', {href: '#/' + route.experiment}, route.experiment + (name ? ' ' + name : '')));
  }
  if (route.trial) list.push(h('span', {}, 'trial ' + route.trial));
  return list;
}

function showSlots(place, lab) {
  const busy = lab.slots - lab.slots_free;
  const shape = JSON.stringify([busy, lab.slots, lab.slots_held, lab.device]);
  if (place.dataset.shape === shape) return;
  place.dataset.shape = shape;
  const boxes = Array.from({length: Math.min(lab.slots, 16)}, (none, i) => h(i < busy ? 'i.busy' : 'i', {}));
  const held = (lab.slots_held || []).map((one) => `${one.trial}: ${one.slots}`).join(', ');
  attribute(place, 'title', `${held ? 'held by ' + held : 'all free'}; tensors on ${lab.device}`);
  place.replaceChildren(...boxes, ` ${busy} of ${count(lab.slots, 'slot')}`);
}

function diskTitle(lab) {
  return `journal ${bytes(lab.disk.journal)}; up for ${seconds(lab.up_seconds)}`;
}
