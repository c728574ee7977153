// A sweep: one figure of its trials by one swept setting; a point leads to its trial.
import {h, panel} from './dom.js';
import {number} from './format.js';
import {figureNames, figureOf, settingsOf, usualFigure} from './figures.js';
import {makePlot, scaleFor, spread} from './plot.js';

export function makeSweepPlot(route) {
  const key = h('select', {'aria-label': 'Setting', onchange: again});
  const figure = h('select', {'aria-label': 'Figure', onchange: again});
  let trials = new Map();
  let points = [];
  let named = null; // the setting's values where they are no numbers
  const plot = makePlot('Sweep', (data) => ({
    legend: {show: false},
    scales: {x: {time: false, ...(named ? {range: [-0.5, named.length - 0.5]} : scaleFor(spread(data[0])))}, y: scaleFor(spread(data[1]))},
    axes: [named ? {splits: () => named.map((none, i) => i), values: () => named.map((name) => name.slice(0, 14))} : {}, {}],
    series: [{label: key.value}, {label: figure.value, ink: 'c1', width: 0, paths: () => null, points: {show: true, size: 8}}],
    cursor: {drag: {x: false, y: false}, dataIdx: (it, series, hovered) => hovered},
  }));
  const best = h('p.soft', {});
  const element = panel('Sweep', h('div.tools', {}, figure, ' by ', key), plot.element, best);
  element.hidden = true;
  plot.element.addEventListener('click', () => {
    const index = points.hovered;
    if (index != null && points[index]) location.hash = `#/${route.experiment}/${points[index].trial}`;
  });

  function show(known) {
    trials = known;
    const all = [...known.values()];
    const keys = sweptKeys(all);
    options(key, keys, keys[0]);
    const figures = figureNames(all);
    options(figure, figures, usualFigure(figures));
    again();
  }

  function again() {
    element.hidden = !has();
    if (!has()) return;
    const read = [];
    for (const trial of trials.values()) {
      const value = settingsOf(trial.label)[key.value];
      const y = figureOf(trial, figure.value);
      if (value !== undefined && y != null) read.push({trial: trial.trial, value, y});
    }
    const numeric = read.every((point) => !Number.isNaN(Number(point.value)));
    named = numeric ? null : [...new Set(read.map((point) => point.value))].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
    for (const point of read) point.x = numeric ? Number(point.value) : named.indexOf(point.value);
    points = read.sort((a, b) => a.x - b.x);
    const data = [points.map((point) => point.x), points.map((point) => point.y)];
    plot.show(data, [key.value, figure.value, named, spread(data[0]), spread(data[1])].join('|'));
    best.replaceChildren(...bestLinks());
  }

  function bestLinks() {
    const ranked = [...points].sort((a, b) => a.y - b.y).slice(0, 3);
    if (!ranked.length) return ['No trial has reported it yet.'];
    return ['Lowest: ', ...ranked.flatMap((point, i) => [i ? ', ' : '', h('a', {href: `#/${route.experiment}/${point.trial}`}, `trial ${point.trial}`), ` ${number(point.y)}`])];
  }
  const has = () => key.options.length > 0 && figure.options.length > 0;
  return {element, show, has, close: plot.close};
}

function options(select, names, usual) {
  if (names.join('\n') === [...select.options].map((one) => one.value).join('\n')) return;
  const before = select.value;
  select.replaceChildren(...names.map((name) => h('option', {value: name}, name)));
  select.value = names.includes(before) ? before : usual ?? '';
}

/** The settings in which trials differ. */
function sweptKeys(trials) {
  const values = new Map();
  for (const trial of trials) {
    for (const [key, value] of Object.entries(settingsOf(trial.label))) {
      if (!values.has(key)) values.set(key, new Set());
      values.get(key).add(value);
    }
  }
  return [...values].filter(([, seen]) => seen.size > 1).map(([key]) => key);
}
