// Where the page begins: which view, which events, and what keys do.
import {follow, takeToken} from './lab.js';
import {makeStore} from './store.js';
import {makeTop} from './top.js';
import {makeListView} from './list-view.js';
import {makeExperimentView} from './experiment-view.js';
import {listenForKeys} from './keyboard.js';
import {applyTheme} from './theme.js';

const main = document.getElementById('main');
const top = makeTop(document.getElementById('top'));
const store = makeStore(draw);
let view = null;
let route = {experiment: '', trial: 0};
let stop = () => {};

/** #/e3/2 */
function readRoute() {
  const [, experiment = '', trial = '0'] = location.hash.split('/').map(decodeURIComponent);
  return {experiment, trial: Number.parseInt(trial, 10) || 0};
}

function draw(known) {
  top.show(known, route);
  if (known.line === 'refused') {
    main.replaceChildren(refusal(known.lineMessage));
    view = null;
    return;
  }
  view?.show(known);
}

function refusal(message) {
  const box = document.createElement('section');
  box.className = 'refused';
  box.append(Object.assign(document.createElement('h1'), {textContent: 'Not let in'}));
  box.append(Object.assign(document.createElement('p'), {textContent: message}));
  box.append(
    Object.assign(document.createElement('p'), {
      textContent: 'In a terminal: ./lab dashboard. The token is new with every start of the lab.',
    }),
  );
  return box;
}

function open() {
  const next = readRoute();
  store.forget(next.experiment !== route.experiment);
  view?.close?.();
  route = next;
  document.title = route.experiment ? route.experiment + ' · Symlab' : 'Symlab';
  view = route.experiment ? makeExperimentView(main, route, store) : makeListView(main);
  connect();
  store.redraw();
}

function connect() {
  stop();
  const query = new URLSearchParams();
  if (route.experiment) query.set('experiment', route.experiment);
  if (route.experiment) query.set('trial', route.trial || 1);
  const words = query.toString();
  stop = follow(words ? '?' + words : '', store.event, store.line);
}

// A page that nobody looks at asks nothing.
document.addEventListener('visibilitychange', () => (document.hidden ? stop() : connect()));
window.addEventListener('hashchange', open);

applyTheme();
takeToken();
listenForKeys();
open();
