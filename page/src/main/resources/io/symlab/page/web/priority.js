// An experiment's place in the queue, as a number that can be changed while it has not ended.
import {h} from './dom.js';
import {act} from './actions.js';

export function priorityField(path, what) {
  const field = h('input', {type: 'number', step: '1', 'aria-label': 'Priority'});
  const element = h('label.priority', {title: 'Whose is higher begins first', hidden: true}, 'priority ', field);
  field.addEventListener('change', () =>
    act(field, `${path}/priority`, {priority: Number(field.value)}, `${what}: priority ${field.value}.`),
  );
  return {
    element,
    /** undefined where the lab knows no priorities. */
    show(priority, hasEnded) {
      element.hidden = priority === undefined || hasEnded;
      if (document.activeElement !== field) field.value = priority;
    },
  };
}
