// One trial in full.
import {number as digits} from './format.js';
import {attribute, h, text} from './dom.js';
import {verbs} from './states.js';
import {actionBar} from './actions.js';
import {makeStages} from './stages.js';
import {makeCurvePlot} from './curve-plot.js';
import {makeFrontPlot} from './front-plot.js';
import {makeFrontTable} from './front-table.js';
import {makeEvaluationPlot} from './evaluation-plot.js';
import {makeIslands} from './islands.js';
import {makeLogTail} from './log-tail.js';

export function makeTrialView(place, experiment, number, many) {
  const state = h('span.state', {});
  const label = h('span.label', {});
  const actions = actionBar(`api/experiments/${experiment}/trials/${number}`, `${experiment}, trial ${number}`);
  const why = h('p.trouble', {hidden: true});
  const note = h('p.soft', {hidden: true});
  const reportPath = h('p.soft', {hidden: true});
  const stages = makeStages();
  const training = makeCurvePlot('Meta-loss');
  const tuning = makeCurvePlot('Tuning');
  const frontPlot = makeFrontPlot();
  const frontTable = makeFrontTable();
  const evaluation = makeEvaluationPlot();
  const islands = makeIslands();
  const log = makeLogTail();
  const neighbours = [
    number > 1 ? h('a', {rel: 'prev', href: `#/${experiment}/${number - 1}`, title: 'previous (p)'}, '‹') : '',
    number < many ? h('a', {rel: 'next', href: `#/${experiment}/${number + 1}`, title: 'next (n)'}, '›') : '',
  ];
  const head = h('div.head', {}, h('h2', {}, `Trial ${number}`), ...neighbours, state, label, many > 1 ? actions.element : '');
  place.replaceChildren(
    many > 1 ? head : '',
    why,
    note,
    stages.element,
    h('div.panels', {}, training.element, frontPlot.element, evaluation.element, tuning.element, islands.element, log.element),
    frontTable.element,
    reportPath,
  );

  return {
    show(known) {
      const trial = known.trials.get(number);
      if (!trial) return;
      text(state, trial.state);
      attribute(state, 'data-state', trial.state);
      text(label, trial.label);
      actions.show(verbs(trial.state));
      why.hidden = !trial.failure_kind;
      text(why, trial.failure_kind ? `attempt ${trial.attempt} ${trial.failure_kind}: ${trial.failure_cause || ''}` : '');
      const rungs = (trial.rungs || []).map((rung) => `${rung.at}: ${rung.value == null ? '∞' : digits(rung.value)}`).join(', ');
      note.hidden = !trial.note && !rungs;
      text(note, [trial.note, rungs && `rungs ${rungs}`].filter(Boolean).join('; '));
      stages.show(trial.stages);
      training.show(known.curves?.['meta-loss']);
      tuning.show(known.curves?.['tune-loss']);
      const front = known.front?.rows.length ? known.front : null;
      frontPlot.element.hidden = frontTable.element.hidden = !front;
      if (front) {
        frontPlot.show(front);
        frontTable.show(front);
      }
      evaluation.show(known.evaluation);
      islands.show(trial.stages.find((stage) => stage.islands?.length)?.islands);
      log.show(known.log);
      reportPath.hidden = !trial.report;
      text(reportPath, trial.report ? `Report: ${trial.report}` : '');
    },
    close() {
      for (const part of [training, tuning, frontPlot, evaluation]) part.close();
    },
  };
}
