// A search field and a chip per state: what is to be seen of a long list.
import {h, keyedList, text} from './dom.js';
import {ORDER} from './states.js';

/** changed() is called when something else is to be shown. */
export function makeFilter(hint, changed) {
  const chosen = new Set();
  const search = h('input', {type: 'search', placeholder: 'Filter: ' + hint, 'aria-label': 'Filter by ' + hint, oninput: changed});
  const place = h('span.chips', {});
  const chips = keyedList(place, (first) => {
    const chip = h('button.chip', {'aria-pressed': 'false', 'data-state': first.state});
    chip.addEventListener('click', () => {
      if (!chosen.delete(first.state)) chosen.add(first.state);
      chip.setAttribute('aria-pressed', chosen.has(first.state));
      changed();
    });
    return {element: chip, update: (item) => text(chip, `${item.state} ${item.many}`)};
  });
  return {
    element: h('span.filter', {}, search, place),
    /** Whether something in this state, with these words about it, is to be seen. */
    takes(state, words) {
      const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const all = words.toLowerCase();
      return (chosen.size === 0 || chosen.has(state)) && wanted.every((word) => all.includes(word));
    },
    /** How many there are of each state. */
    counts(states) {
      const many = new Map();
      for (const state of states) many.set(state, (many.get(state) || 0) + 1);
      for (const state of chosen) if (!many.has(state)) many.set(state, 0);
      chips(
        ORDER.filter((state) => many.has(state)).map((state) => ({state, many: many.get(state)})),
        (item) => item.state,
      );
    },
  };
}
