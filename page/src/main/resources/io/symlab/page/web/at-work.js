// Who works on what: slots, by the trials that hold them, and the lab's device.
import {h, keyedList, panel, text} from './dom.js';
import {count} from './format.js';

export function makeAtWork() {
  const place = h('ul.work', {});
  const rows = keyedList(place, makeHolder);
  const facts = h('p.soft', {});
  const element = panel('At work', place, facts);
  return {
    element,
    show(lab) {
      element.hidden = !lab;
      if (!lab) return;
      rows(lab.slots_held, (holder) => holder.trial);
      text(facts, `${lab.slots_free} of ${count(lab.slots, 'slot')} free; tensors on ${lab.device}.`);
    },
  };
}

function makeHolder(first) {
  const boxes = h('span.slots', {});
  const link = h('a', {href: '#/' + first.trial}, first.trial);
  return {
    element: h('li', {}, boxes, ' ', link),
    update(holder) {
      boxes.replaceChildren(...Array.from({length: Math.min(holder.slots, 16)}, () => h('i.busy', {})));
      boxes.title = count(holder.slots, 'slot');
    },
  };
}
