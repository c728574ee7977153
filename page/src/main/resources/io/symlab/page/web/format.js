// Numbers, times and amounts for reading.

/** 0.0123, 1.2e-7, 12,345: four digits. */
export function number(value) {
  if (value == null || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return value.toLocaleString('en');
  const shown = size >= 1e5 || size < 1e-3 ? value.toExponential(2) : Number(value.toPrecision(4)).toString();
  return shown.replace('-', '−').replace('e+', 'e');
}

/** 0.953 as it is usual for R²; – where it is not known. */
export function share(value) {
  return value == null ? '–' : value.toFixed(4).replace('-', '−');
}

/** 4.2 s, 12 min, 3 h 5 min. */
export function seconds(value) {
  if (value == null || value < 0) return '–';
  if (value < 10) return value.toFixed(1) + ' s';
  if (value < 120) return Math.round(value) + ' s';
  if (value < 7200) return Math.round(value / 60) + ' min';
  if (value < 172800) return Math.floor(value / 3600) + ' h ' + Math.round((value % 3600) / 60) + ' min';
  return Math.round(value / 86400) + ' days';
}

/** 12.3 GB. */
export function bytes(value) {
  if (value == null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return (unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)) + ' ' + units[unit];
}

/** Today's clock, else the date too. */
export function moment(millis) {
  if (millis == null) return '–';
  const date = new Date(millis);
  const clock = date.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});
  return date.toDateString() === new Date().toDateString()
    ? clock
    : date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'}) + ' ' + clock;
}

/** 12 trials, 1 trial. */
export function count(many, what) {
  return number(many) + ' ' + what + (many === 1 ? '' : 's');
}
