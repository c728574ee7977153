// The trials of an experiment: filtered and sorted, hundreds of them without lag.
import {attribute, h, keyedList, text} from './dom.js';
import {number, seconds} from './format.js';
import {ORDER} from './states.js';
import {makeFilter} from './filter.js';
import {figureOf, figureNames, stageNow, usualFigure} from './figures.js';

const MOST = 300;

export function makeTrialTable(route, redraw) {
  const filter = makeFilter('number, label or state', redraw);
  const figure = h('select', {'aria-label': 'Figure to show', onchange: redraw});
  const body = h('tbody', {});
  const rows = keyedList(body, (first) => makeRow(route, first));
  const more = h('button.more', {hidden: true});
  const heads = {};
  let sort = {by: 'trial', down: false};
  let shown = MOST;
  more.addEventListener('click', () => {
    shown += MOST * 4;
    redraw();
  });
  const columns = [['trial', '#'], ['state', 'state'], ['label', 'settings'], ['stage', 'at'], ['figure', ''], ['attempt', 'attempt'], ['seconds', 'worked']];
  const headRow = h('tr', {}, columns.map(([key, words]) => {
    heads[key] = h('button.sort', {onclick: () => {
      sort = {by: key, down: sort.by === key && !sort.down};
      redraw();
    }}, words);
    return h('th', {class: key}, heads[key]);
  }));
  const element = h('section.panel.trials', {'aria-label': 'Trials'}, h('div.tools', {}, h('h2', {}, 'Trials'), filter.element, figure), h('table.trials', {}, h('thead', {}, headRow), body), more);

  function show(trials) {
    const all = [...trials.values()];
    showFigures(all);
    const items = all.map((trial) => view(trial, figure.value));
    const chosen = items.filter((item) => filter.takes(item.state, `${item.trial} ${item.label} ${item.state} ${item.why}`));
    filter.counts(all.map((trial) => trial.state));
    chosen.sort(compare(sort));
    rows(chosen.slice(0, shown), (item) => item.trial);
    more.hidden = chosen.length <= shown;
    text(more, `Show more of ${number(chosen.length)}`);
    text(heads.figure, figure.value || '–');
    for (const [key, head] of Object.entries(heads)) {
      attribute(head, 'data-sorted', sort.by === key ? (sort.down ? 'down' : 'up') : null);
    }
  }

  function showFigures(all) {
    const names = figureNames(all);
    if (names.join() !== [...figure.options].map((one) => one.value).join()) {
      const before = figure.value;
      figure.replaceChildren(...names.map((name) => h('option', {value: name}, name)));
      figure.value = names.includes(before) ? before : usualFigure(names);
    }
    figure.hidden = names.length === 0;
  }
  return {element, show};
}

const views = new WeakMap(); // the same object for a trial that has not changed, so that its row is left alone

function view(trial, figure) {
  let known = views.get(trial);
  if (!known || known.figureName !== figure) {
    known = {
      trial: trial.trial,
      state: trial.state,
      label: trial.label,
      stage: stageNow(trial),
      figureName: figure,
      figure: figureOf(trial, figure),
      attempt: trial.attempt,
      seconds: trial.stages.reduce((sum, stage) => sum + stage.seconds, 0),
      why: trial.failure_kind ? `${trial.failure_kind}: ${trial.failure_cause || ''}` : trial.note || '',
      brief: trial.state === 'pruned' ? (trial.failure_cause || '').split(',')[0] : '',
    };
    views.set(trial, known);
  }
  return known;
}

function compare({by, down}) {
  const rank = (item) => {
    if (by === 'state') return ORDER.indexOf(item.state);
    if (by === 'stage') return item.stage.share;
    if (by === 'figure') return item.figure ?? Infinity;
    return item[by];
  };
  return (a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const order = typeof x === 'string' ? x.localeCompare(y, 'en', {numeric: true}) : x - y;
    return (down ? -order : order) || a.trial - b.trial;
  };
}

function makeRow(route, first) {
  const link = h('a.row', {href: `#/${route.experiment}/${first.trial}`}, String(first.trial));
  const state = h('span.state', {});
  const reason = h('span.reason', {});
  const label = h('td.label', {});
  const stage = h('span', {});
  const progress = h('progress', {max: 1});
  const figure = h('td.figure', {});
  const attempt = h('td.attempt', {});
  const worked = h('td.seconds', {});
  const element = h('tr', {}, h('td.trial', {}, link), h('td.state', {}, state, reason), label, h('td.stage', {}, stage, progress), figure, attempt, worked);
  element.addEventListener('click', (event) => {
    if (!event.target.closest('a, button')) link.click();
  });
  return {
    element,
    update(item) {
      text(state, item.state);
      attribute(state, 'data-state', item.state);
      text(label, brief(item.label));
      attribute(label, 'title', item.label);
      const why = item.state === 'running' ? '' : item.brief || item.why;
      text(stage, why || item.stage.name);
      attribute(stage.parentNode, 'title', item.why || null);
      text(reason, why); // where there is no room for the column
      attribute(reason, 'title', item.why || null);
      progress.hidden = item.stage.share == null || item.state !== 'running';
      progress.value = item.stage.share ?? 0;
      text(figure, item.figure == null ? '' : number(item.figure));
      text(attempt, item.attempt > 1 ? String(item.attempt) : '');
      text(worked, item.seconds ? seconds(item.seconds) : '');
    },
  };
}

/** meta-train.learning-rate=0.001 as learning-rate=0.001: the whole is in its title. */
const brief = (label) => label.replace(/(^|[\s,])[\w.-]+\.([\w-]+=)/g, '$1$2');
