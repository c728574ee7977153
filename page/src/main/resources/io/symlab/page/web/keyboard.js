// What keys do. None of them ends or changes anything in the lab.
import {h} from './dom.js';
import {nextTheme} from './theme.js';

const KEYS = [
  ['/', 'filter'],
  ['j k ↓ ↑', 'next, previous row'],
  ['Enter', 'open the row'],
  ['u Backspace', 'up: from a trial to its experiment, from there to the list'],
  ['n p', 'next, previous trial'],
  ['t', 'light, dark, as the system'],
  ['?', 'this list'],
];

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest?.('input, select, textarea');
    if (typing && event.key === 'Escape') event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const act = actions[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
}

const actions = {
  '/': () => document.querySelector('input[type=search]')?.focus(),
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  u: up,
  Backspace: up,
  n: () => document.querySelector('a[rel=next]')?.click(),
  p: () => document.querySelector('a[rel=prev]')?.click(),
  t: nextTheme,
  '?': showKeys,
};

function up() {
  const parts = location.hash.split('/');
  if (parts.length > 1) location.hash = parts.length > 2 ? parts.slice(0, 2).join('/') : '';
}

function step(by) {
  const rows = [...document.querySelectorAll('main tbody a.row')];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, now + by));
  rows[next].focus();
}

export function showKeys() {
  const close = h('button', {onclick: () => dialog.close()}, 'Close');
  const rows = KEYS.map(([key, what]) => h('tr', {}, h('td', {}, h('kbd', {}, key)), h('td', {}, what)));
  const dialog = h('dialog', {}, h('h2', {}, 'Keys'), h('table.keys', {}, h('tbody', {}, rows)), close);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
