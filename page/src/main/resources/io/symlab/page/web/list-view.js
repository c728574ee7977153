// All experiments: filtered, newest first, each with its trials by state and what can be done with it.
import {attribute, h, keyedList, text} from './dom.js';
import {moment, number, seconds} from './format.js';
import {ORDER, ended, verbs} from './states.js';
import {actionBar} from './actions.js';
import {makeFilter} from './filter.js';
import {makeAtWork} from './at-work.js';

export function makeListView(main) {
  const filter = makeFilter('name, id or state', () => last && show(last));
  const body = h('tbody', {});
  const rows = keyedList(body, makeRow);
  const empty = h('p.soft', {hidden: true});
  const work = makeAtWork();
  let last = null;
  main.replaceChildren(
    h('div.tools', {}, h('h1', {}, 'Experiments'), filter.element),
    h(
      'table.experiments',
      {},
      h('thead', {}, h('tr', {}, ...['', 'name', 'state', 'trials', 'submitted', 'took', ''].map((head) => h('th', {}, head)))),
      body,
    ),
    empty,
    work.element,
  );

  function show(known) {
    last = known;
    work.show(known.lab);
    const all = [...known.rows.values()].sort((a, b) => idNumber(b) - idNumber(a));
    const chosen = all.filter((row) => filter.takes(row.state, `${row.id} ${row.name} ${row.state} ${(row.tags || []).join(' ')}`));
    filter.counts(all.map((row) => row.state));
    rows(chosen, (row) => row.id);
    empty.hidden = chosen.length > 0;
    text(empty, all.length ? 'No experiment fits the filter.' : known.line === 'live' ? 'No experiment yet: ./lab submit RECIPE begins one.' : 'Loading …');
  }
  return {show};
}

const idNumber = (row) => Number(row.id.slice(1));

function makeRow(first) {
  const link = h('a.row', {href: '#/' + first.id}, first.id);
  const name = h('td.name', {});
  const state = h('span.state', {});
  const trials = h('td.trials', {});
  const submitted = h('td.when', {});
  const took = h('td.took', {});
  const actions = actionBar(`api/experiments/${first.id}`, first.id);
  const element = h('tr', {}, h('td', {}, link), name, h('td', {}, state), trials, submitted, took, h('td', {}, actions.element));
  element.addEventListener('click', (event) => {
    if (!event.target.closest('a, button')) location.hash = '#/' + first.id;
  });
  return {
    element,
    update(row) {
      const tags = (row.tags || []).map((tag) => h('span.tag', {}, tag));
      const priority = row.priority ? h('span.tag', {title: 'priority'}, `priority ${row.priority}`) : '';
      name.replaceChildren(row.name, ...tags, priority);
      attribute(element, 'title', row.held || null);
      text(state, row.state);
      attribute(state, 'data-state', row.state);
      trials.replaceChildren(stateBar(row.trials_by_state));
      text(submitted, moment(row.submitted));
      text(took, row.ended ? seconds((row.ended - row.submitted) / 1000) : ended(row.state) ? '–' : '');
      actions.show(verbs(row.state, row.trials_by_state));
    },
  };
}

/** A bar with one part per state, and the counts in words. */
export function stateBar(byState) {
  const all = Object.values(byState).reduce((sum, many) => sum + many, 0);
  const states = ORDER.filter((state) => byState[state] > 0);
  const bar = h('span.bar', {'aria-hidden': true}, states.map((state) => {
    const part = h('i', {'data-state': state});
    part.style.flexGrow = byState[state];
    return part;
  }));
  const words = states.map((state) => `${number(byState[state])} ${state}`).join(', ');
  return h('span.statebar', {title: words}, all > 1 ? bar : null, h('span.words', {}, all === 1 ? '1 trial' : words));
}
