// What trials have reported of themselves.

/** Where a trial is, or got to: {name, share}. */
export function stageNow(trial) {
  const running = trial.stages.find((stage) => stage.state === 'running');
  if (running) return {name: running.stage, share: running.total > 0 ? running.done / running.total : null};
  const next = trial.stages.find((stage) => stage.state !== 'done');
  const begun = trial.stages.some((stage) => stage.state === 'done');
  if (next) return {name: begun ? next.stage : '', share: 0};
  return {name: '', share: 1};
}

/**
 * All figures of a trial, the latest stage's winning: {'held-out': 0.3, best: 0.28}. What one reported at a rung before it was
 * tried again says nothing of it any more.
 */
export function figuresOf(trial) {
  const rung = trial.rungs?.length && !trial.retries ? {'last rung': trial.rungs.at(-1).value} : {};
  return Object.assign({}, rung, trial.figures, ...trial.stages.map((stage) => stage.figures));
}

export const figureOf = (trial, name) => figuresOf(trial)[name] ?? null;

export function figureNames(trials) {
  const names = new Set();
  for (const trial of trials) for (const [name, value] of Object.entries(figuresOf(trial))) if (value != null) names.add(name);
  return [...names].sort();
}

/** The figure that is shown before another is chosen. */
export const usualFigure = (names) => ['best', 'held-out'].find((name) => names.includes(name)) ?? names[0] ?? '';

/** A sweep's settings from a label "meta-train.learning-rate=0.001, seed=2": {key: value as text}. */
export function settingsOf(label) {
  const settings = {};
  const parts = label.matchAll(/([A-Za-z][\w.-]*)\s*=\s*("[^"]*"|\[[^=]*\]|[^,\s]+)/g);
  for (const [, key, value] of parts) settings[key] = value;
  return settings;
}
