// Small helpers over the DOM: making elements, and lists whose rows are kept while their data changes.

/** h('td.num', {title: 'x'}, 'text', child): an element; texts are never read as markup. */
export function h(what, attributes, ...children) {
  const [tag, ...classes] = what.split('.');
  const element = document.createElement(tag || 'div');
  if (classes.length) element.className = classes.join(' ');
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

/** Sets an element's text if it is another. */
export function text(element, value) {
  if (element.textContent !== value) element.textContent = value;
}

/** Sets an attribute if it is another; null takes it away. */
export function attribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/**
 * Rows in a parent, one per key. make(item) gives {element, update(item)}; a row is updated only when its item is
 * another object than before, and moved only when the order has changed.
 */
export function keyedList(parent, make) {
  const rows = new Map();
  return function show(items, keyOf) {
    const wanted = new Set();
    let place = parent.firstChild;
    for (const item of items) {
      const key = keyOf(item);
      wanted.add(key);
      let row = rows.get(key);
      if (!row) {
        row = make(item);
        rows.set(key, row);
      }
      if (row.item !== item) {
        row.item = item;
        row.update(item);
      }
      if (row.element === place) place = place.nextSibling;
      else parent.insertBefore(row.element, place);
    }
    for (const [key, row] of rows) {
      if (!wanted.has(key)) {
        row.element.remove();
        rows.delete(key);
      }
    }
  };
}

/** A panel with a title. */
export function panel(title, ...children) {
  return h('section.panel', {'aria-label': title}, h('h2', {}, title), ...children);
}
