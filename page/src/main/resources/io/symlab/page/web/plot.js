// uPlot in the page's colours: fitted to its panel, drawn anew when the theme changes.
import uPlot from '../uplot/uPlot.esm.js';
import {h} from './dom.js';
import {number} from './format.js';
import {colour} from './theme.js';

const HEIGHT = 240;
export const COLOURS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'];

/**
 * A plot in a panel. options(data) gives uPlot's options without size and colours; series name their colour by "ink".
 * show(data) draws columns of numbers, the first for x; null where there is none.
 */
export function makePlot(label, options) {
  const place = h('div.plot', {role: 'img', 'aria-label': label});
  let plot = null;
  let shape = '';
  let last = null;

  function build(data) {
    plot?.destroy();
    const grid = {stroke: colour('grid'), width: 1};
    const axis = {stroke: colour('soft'), grid, ticks: grid, font: '11px system-ui, sans-serif', values: (it, ticks) => ticks.map((tick) => (tick == null ? '' : number(tick)))};
    const own = options(data);
    own.series = own.series.map((series) => paint({value: (it, v) => number(v), points: {size: 5}, width: 1.5, ...series}));
    own.bands = own.bands?.map((band) => ({...band, fill: colour(band.ink) + '33'}));
    own.axes = (own.axes || [{}, {}]).map((one, i) => ({...axis, size: i === 1 ? 58 : 34, ...one}));
    plot = new uPlot({legend: {live: true}, cursor: {drag: {x: true, y: false}}, ...own, width: width(), height: HEIGHT}, data, place);
  }
  const paint = (series) => (series.ink ? {...series, stroke: colour(series.ink), points: {...series.points, ...(series.points?.show === true ? {fill: colour(series.ink)} : {})}} : series);
  const width = () => Math.max(200, place.clientWidth || 600);

  const watcher = new ResizeObserver(() => {
    if (plot && Math.abs(plot.width - width()) > 1) plot.setSize({width: width(), height: HEIGHT});
    else if (!plot && last) show(last);
  });
  watcher.observe(place);
  const rebuild = () => last && plot && build(last);
  window.addEventListener('themechange', rebuild);

  function show(data, newShape = '') {
    last = data;
    if (!place.isConnected || place.clientWidth === 0) return; // the watcher calls again
    if (!plot || newShape !== shape) {
      shape = newShape;
      build(data);
    } else {
      plot.setData(data);
    }
  }
  return {
    element: place,
    show,
    close() {
      watcher.disconnect();
      window.removeEventListener('themechange', rebuild);
      plot?.destroy();
      plot = null;
    },
  };
}

/** Whether losses are better seen on a logarithmic scale: all above 0, over more than a factor of 20. */
export function spread(...columns) {
  let low = Infinity;
  let high = -Infinity;
  for (const column of columns) {
    for (const value of column) {
      if (value == null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > 0 && high / low > 20;
}

/** uPlot's scale for values that may be spread. */
export const scaleFor = (isLog) => (isLog ? {distr: 3} : {distr: 1});
