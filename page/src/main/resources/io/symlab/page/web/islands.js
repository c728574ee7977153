// The islands of a search: how old each is, what it has found, and who sends elites to whom.
import {attribute, h, keyedList, panel, text} from './dom.js';
import {number} from './format.js';

export function makeIslands() {
  const body = h('tbody', {});
  const rows = keyedList(body, makeRow);
  const heads = ['island', 'age in rounds', 'best loss', 'rules', 'better since', 'took elites of'];
  const table = h('table.islands', {}, h('thead', {}, h('tr', {}, heads.map((head) => h('th', {}, head)))), body);
  const note = h('p.soft', {}, 'Elites go round the ring: after each round an island takes those of the one before it, of an earlier round.');
  const element = panel('Islands', h('div.scroll', {}, table), note);
  element.hidden = true;
  return {
    element,
    show(islands) {
      element.hidden = !islands?.length;
      if (islands?.length) {
        const many = islands.length;
        rows(islands.map((island) => ({...island, before: (island.island + many - 1) % many})), (item) => item.island);
      }
    },
  };
}

function makeRow(first) {
  const round = h('span', {});
  const bar = h('progress', {max: 1});
  const cells = ['best', 'rules', 'improved', 'from'].map((name) => h(`td.${name}`, {}));
  const element = h('tr', {}, h('td', {}, String(first.island)), h('td', {}, round, ' ', bar), cells);
  return {
    element,
    update(item) {
      text(round, `${number(item.round)}${item.rounds ? ' of ' + number(item.rounds) : ''}`);
      bar.value = item.rounds ? item.round / item.rounds : 0;
      const took = item.took == null ? '–' : `island ${item.before}, round ${number(item.took + 1)}`;
      [number(item.best_loss), number(item.rules), `round ${number(item.improved)}`, took].forEach((value, i) => text(cells[i], value));
      attribute(element, 'title', `${number(item.evaluations)} evaluations`);
    },
  };
}
