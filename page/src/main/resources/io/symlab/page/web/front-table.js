// The rules of a front, set as formulas; text to take along on demand.
import {attribute, h, keyedList, panel, text} from './dom.js';
import {number, share} from './format.js';
import {chosenComplexity} from './front-plot.js';
import {notice} from './notice.js';

export function makeFrontTable() {
  const body = h('tbody', {});
  const rows = keyedList(body, makeRow);
  const facts = h('p.soft', {});
  const heads = ['nodes', 'loss', 'R² train', 'R² val.', 'trial', 'formula', ''];
  const table = h('table.front', {}, h('thead', {}, h('tr', {}, heads.map((head) => h('th', {}, head)))), body);
  const element = panel('Formulas', facts, h('div.scroll', {}, table));
  const kept = new Map(); // rows as they were, so that formulas are not set anew with every event
  return {
    element,
    show(front) {
      const chosen = chosenComplexity(front);
      text(facts, `${front.final ? 'Final' : 'Growing'}: ${number(front.rounds)} rounds, ${number(front.evaluations)} evaluations.`);
      const items = front.rows.map((row) => {
        const item = {...row, chosen: row.complexity === chosen};
        const now = JSON.stringify(item);
        const before = kept.get(row.complexity);
        if (before?.now === now) return before.item;
        kept.set(row.complexity, {now, item});
        return item;
      });
      rows(items, (item) => item.complexity);
    },
  };
}

function makeRow() {
  const cells = ['nodes', 'loss', 'train', 'validation', 'tried'].map((name) => h(`td.${name}`, {}));
  const formula = h('td.formula', {});
  const copy = h('button.quiet', {title: 'Copy the formula as text'}, 'copy');
  const element = h('tr', {}, cells, formula, h('td', {}, copy));
  let expression = '';
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(expression);
      notice('Copied: ' + expression);
    } catch {
      notice(expression);
    }
  });
  return {
    element,
    update(row) {
      expression = row.expression;
      attribute(element, 'class', row.chosen ? 'chosen' : null);
      attribute(element, 'title', row.marks.join(', ') || null);
      const values = [String(row.complexity), number(row.loss), share(row.r2_train), share(row.r2_validation), 'held_out' in row ? number(row.held_out ?? Infinity) : ''];
      cells.forEach((cell, i) => text(cell, values[i]));
      formula.replaceChildren(mathOf(row));
    },
  };
}

/** The formula as the browser sets it; its text where that can't be read. */
function mathOf(row) {
  const read = new DOMParser().parseFromString(row.mathml, 'application/xml');
  if (read.querySelector('parsererror')) return h('code', {}, row.readable);
  const math = document.importNode(read.documentElement, true);
  for (const operator of math.getElementsByTagName('mo')) {
    if ('()'.includes(operator.textContent)) operator.setAttribute('stretchy', 'false');
    if (operator.textContent === '-') operator.textContent = '−';
  }
  for (const digits of math.getElementsByTagName('mn')) digits.textContent = digits.textContent.replace('-', '−');
  math.setAttribute('aria-label', row.readable);
  return math;
}
