// Losses by step while a stage works: what was trained on, and what was held out.
import {panel, h} from './dom.js';
import {makePlot, scaleFor, spread} from './plot.js';

const INKS = {'meta-loss': 'c1', 'final-loss': 'c3', 'held-out': 'c2', best: 'c4'};

export function makeCurvePlot(title) {
  const plot = makePlot(title, (data) => ({
    scales: {x: {time: false}, y: scaleFor(spread(...data.slice(1)))},
    series: [
      {label: names[0]},
      ...names.slice(1).map((name) => ({label: name, ink: INKS[name] || 'c5', spanGaps: true, points: {show: name === 'held-out', size: 4}})),
    ],
  }));
  let names = [];
  const element = panel(title, plot.element);
  element.hidden = true;
  return {
    element,
    show(curve) {
      const all = Object.keys(curve || {});
      const known = all.filter((name, i) => i === 0 || curve[name].some((value) => value != null));
      const some = known.length > 1 && curve[known[0]].length > 0;
      element.hidden = !some;
      if (!some) return;
      names = known;
      const data = known.map((name) => curve[name]);
      plot.show(data, known.join() + spread(...data.slice(1)));
    },
    close: plot.close,
  };
}
