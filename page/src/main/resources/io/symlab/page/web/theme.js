// Light or dark: as the system has it, until somebody chooses.
const STORED = 'symlab-theme';
const ORDER = ['auto', 'light', 'dark'];

export const theme = () => localStorage.getItem(STORED) || 'auto';

export function applyTheme() {
  const root = document.documentElement;
  if (theme() === 'auto') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme());
  window.dispatchEvent(new Event('themechange'));
}

export function nextTheme() {
  localStorage.setItem(STORED, ORDER[(ORDER.indexOf(theme()) + 1) % ORDER.length]);
  applyTheme();
}

/** A colour of the style sheet, for what is drawn on a canvas. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyTheme);
