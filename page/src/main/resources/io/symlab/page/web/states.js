// The words for how things stand, and what can be done about them.

export const ORDER = ['running', 'backing-off', 'held', 'paused', 'waiting', 'failed', 'pruned', 'cancelled', 'stopped', 'done'];
const ENDED = new Set(['done', 'failed', 'cancelled', 'pruned']);

export const ended = (state) => ENDED.has(state);

/** Which verbs make sense for an experiment or a trial in this state. */
export function verbs(state, trialsByState) {
  const can = [];
  if (!ended(state) && state !== 'paused') can.push('pause');
  if (state === 'paused' || trialsByState?.paused > 0) can.push('resume');
  const some = (word) => (trialsByState ? trialsByState[word] > 0 : state === word);
  if (some('failed') || some('pruned')) can.push('retry');
  if (trialsByState && !ended(state)) can.push('cancel'); // of a whole experiment
  return can;
}
