// One experiment: its trials, its sweep, and one trial in full (the only one, or the one that was chosen).
import {attribute, h, text} from './dom.js';
import {moment, seconds} from './format.js';
import {ended, verbs} from './states.js';
import {actionBar} from './actions.js';
import {priorityField} from './priority.js';
import {stateBar} from './list-view.js';
import {makeTrialTable} from './trial-table.js';
import {makeSweepPlot} from './sweep-plot.js';
import {makeTrialView} from './trial-view.js';

export function makeExperimentView(main, route, store) {
  const path = `api/experiments/${route.experiment}`;
  const title = h('h1', {}, route.experiment);
  const state = h('span.state', {});
  const facts = h('span.soft', {});
  const trials = h('span', {});
  const actions = actionBar(path, route.experiment);
  const priority = priorityField(path, route.experiment);
  const trouble = h('p.trouble', {hidden: true});
  const held = h('p.banner', {hidden: true});
  const table = makeTrialTable(route, () => store.redraw());
  const sweep = makeSweepPlot(route);
  const trialPlace = h('div.trial', {});
  const head = h('div.head', {}, title, state, trials, facts, priority.element, actions.element);
  let trial = null;
  main.replaceChildren(head, trouble, held, route.trial ? '' : h('div.columns', {}, table.element, sweep.element), trialPlace);

  function show(known) {
    const row = known.rows.get(route.experiment);
    trouble.hidden = !known.trouble || Boolean(row);
    text(trouble, known.trouble);
    if (!row) return;
    text(title, `${row.id} ${row.name}`);
    text(state, row.state);
    attribute(state, 'data-state', row.state);
    trials.replaceChildren(stateBar(row.trials_by_state));
    const took = row.ended ? `, took ${seconds((row.ended - row.submitted) / 1000)}` : '';
    const after = row.after?.length && !ended(row.state) ? `, after ${row.after.join(', ')}` : '';
    const tags = row.tags?.length ? `, ${row.tags.join(', ')}` : '';
    text(facts, `submitted ${moment(row.submitted)}${took}${after}${tags}`);
    held.hidden = !row.held;
    text(held, row.held ? 'Waits: ' + row.held : '');
    actions.show(verbs(row.state, row.trials_by_state));
    priority.show(row.priority, ended(row.state));
    if (!known.trials.size) return;
    const single = known.trials.size === 1;
    table.element.hidden = single;
    if (!route.trial && !single) {
      table.show(known.trials);
      sweep.show(known.trials);
    }
    sweep.element.hidden = single || !sweep.has();
    if (route.trial || single) {
      if (!trial) {
        trial = makeTrialView(trialPlace, route.experiment, route.trial || 1, known.trials.size);
      }
      trial.show(known);
    }
  }

  function close() {
    trial?.close();
    sweep.close();
  }
  return {show, close};
}
