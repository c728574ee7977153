// How the rules did on the held-out half: curves with bands, and a table.
import {h, panel, text} from './dom.js';
import {number} from './format.js';
import {COLOURS, makePlot, scaleFor, spread} from './plot.js';

export function makeEvaluationPlot() {
  let names = [];
  const plot = makePlot('Evaluation: loss by step', (data) => ({
    scales: {x: {time: false}, y: scaleFor(spread(...data.slice(1)))},
    series: [
      {label: 'step'},
      ...names.flatMap((name, i) => [
        {label: name, ink: COLOURS[i % COLOURS.length], points: {show: false}},
        {label: name + ' 90 %', ink: COLOURS[i % COLOURS.length], width: 0, points: {show: false}, class: 'edge'},
        {label: name + ' 10 %', ink: COLOURS[i % COLOURS.length], width: 0, points: {show: false}, class: 'edge'},
      ]),
    ],
    bands: names.map((name, i) => ({series: [3 * i + 2, 3 * i + 3], ink: COLOURS[i % COLOURS.length]})),
  }));
  const body = h('tbody', {});
  const facts = h('p.soft', {});
  const heads = ['rule', 'last-10 loss', 'accuracy', 'diverged'];
  const table = h('table.rules', {}, h('thead', {}, h('tr', {}, heads.map((head) => h('th', {}, head)))), body);
  const element = panel('Evaluation', plot.element, facts, table);
  element.hidden = true;
  let seen = null;
  return {
    element,
    show(evaluation) {
      if (evaluation === seen) return;
      seen = evaluation;
      element.hidden = !evaluation;
      if (!evaluation) return;
      names = evaluation.rules.map((rule) => rule.name);
      const data = [evaluation.at, ...evaluation.rules.flatMap((rule) => [rule.mean, rule.high, rule.low])];
      plot.show(data, names.join());
      text(facts, `${evaluation.runs} runs of ${number(evaluation.steps)} steps, the same for every rule; bands hold 80 % of the runs.`);
      const ranked = [...evaluation.rules].sort((a, b) => (a.last_10 ?? Infinity) - (b.last_10 ?? Infinity));
      body.replaceChildren(...ranked.map(ruleRow));
    },
    close: plot.close,
  };
}

function ruleRow(rule) {
  const accuracy = rule.accuracy == null ? '' : (100 * rule.accuracy).toFixed(1) + ' %';
  return h('tr', {}, h('td', {}, rule.name), h('td.num', {}, number(rule.last_10 ?? Infinity)), h('td.num', {}, accuracy), h('td.num', {}, rule.diverged ? String(rule.diverged) : ''));
}
