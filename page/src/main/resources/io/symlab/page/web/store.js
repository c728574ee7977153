// What the page knows: filled by events, read by views. Views are drawn once per frame, however many events came.

export function makeStore(draw) {
  const known = {
    lab: null,
    rows: new Map(), // experiments by id
    trials: new Map(), // of the experiment that is looked at, by number
    curves: null,
    front: null,
    evaluation: null,
    log: '',
    trouble: '',
    line: 'waiting',
    lineMessage: '',
  };
  let asked = false;

  function redraw() {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw(known);
      });
    }
  }

  const LONGEST_LOG = 200_000;
  const take = {
    lab: (data) => (known.lab = data),
    row: (data) => known.rows.set(data.id, data),
    gone: (data) => known.rows.delete(data.id),
    trial: (data) => known.trials.set(data.trial, data),
    curves: (data) => (known.curves = data),
    front: (data) => (known.front = data),
    evaluation: (data) => (known.evaluation = data),
    log: (data) => (known.log = (known.log + data.text).slice(-LONGEST_LOG)),
    trouble: (data) => (known.trouble = data.error),
  };

  return {
    known,
    redraw,
    event(kind, data) {
      take[kind]?.(data);
      redraw();
    },
    line(state, message) {
      // A line that begins again tells everything again; a log would otherwise be there twice.
      if (state === 'live') known.log = '';
      known.line = state;
      known.lineMessage = message;
      redraw();
    },
    /** Another experiment or trial is looked at. */
    forget(experimentToo) {
      if (experimentToo) known.trials.clear();
      Object.assign(known, {curves: null, front: null, evaluation: null, log: '', trouble: ''});
    },
  };
}
