// One line at the foot of the page: what was done, or why it was not.
let timer = 0;

export function notice(message, bad) {
  const place = document.getElementById('notice');
  place.textContent = message;
  place.className = bad ? 'bad shown' : 'shown';
  clearTimeout(timer);
  timer = setTimeout(() => (place.className = ''), bad ? 12000 : 4000);
}
