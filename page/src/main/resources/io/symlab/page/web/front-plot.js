// The front: loss by complexity, the chosen rule marked.
import {panel} from './dom.js';
import {makePlot, scaleFor, spread} from './plot.js';

export function makeFrontPlot() {
  const plot = makePlot('Front: loss by complexity', (data) => ({
    scales: {x: {time: false}, y: scaleFor(spread(data[1]))},
    axes: [{label: 'nodes', labelSize: 16, size: 30}, {}],
    series: [
      {label: 'nodes'},
      {label: 'loss', ink: 'c1', points: {show: true, size: 7}},
      {label: 'chosen', ink: 'c2', width: 0, points: {show: true, size: 11}},
    ],
  }));
  const element = panel('Front', plot.element);
  return {
    element,
    show(front) {
      const nodes = front.rows.map((row) => row.complexity);
      const losses = front.rows.map((row) => row.loss);
      const chosen = chosenComplexity(front);
      const mark = front.rows.map((row) => (row.complexity === chosen ? row.loss : null));
      plot.show([nodes, losses, mark], String(spread(losses)));
    },
    close: plot.close,
  };
}

/** What was chosen by trials, else the best by score. */
export const chosenComplexity = (front) => front.chosen ?? front.best;
