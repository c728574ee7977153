// Buttons that tell the lab to do something with an experiment or one of its trials.
import {h} from './dom.js';
import {tell} from './lab.js';
import {notice} from './notice.js';

const ASK_FIRST = {cancel: (what) => `Cancel ${what}? What it has found stays; it does not go on.`};
const TITLES = {
  pause: 'Stop at the next slice, with a checkpoint; slots become free',
  resume: 'Go on from the checkpoint',
  retry: 'Try what failed again, from its last checkpoint',
  cancel: 'End it before its time',
};

/** A row of buttons; show(verbs) says which of them make sense now. */
export function actionBar(path, what) {
  const bar = h('span.actions', {});
  let shown = '';
  return {
    element: bar,
    show(verbs) {
      if (verbs.join() === shown) return;
      shown = verbs.join();
      bar.replaceChildren(...verbs.map((verb) => button(path, what, verb)));
    },
  };
}

function button(path, what, verb) {
  const made = h('button', {class: verb, title: TITLES[verb], 'data-verb': verb}, verb);
  made.addEventListener('click', async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (ASK_FIRST[verb] && !(await confirmed(ASK_FIRST[verb](what), verb))) return;
    await act(made, `${path}/${verb}`, {}, `${what}: ${verb} is done.`);
  });
  return made;
}

/** Tells the lab, with the control shut meanwhile, and says how it went. */
export async function act(control, path, body, done) {
  control.disabled = true;
  try {
    await tell(path, body);
    notice(done);
  } catch (trouble) {
    notice(trouble.message, true);
  } finally {
    control.disabled = false;
  }
}

function confirmed(question, verb) {
  return new Promise((decide) => {
    const dialog = h(
      'dialog',
      {},
      h('p', {}, question),
      h('p.choices', {}, choice('Leave it', 'no'), choice(verb[0].toUpperCase() + verb.slice(1), 'yes', verb)),
    );
    function choice(words, value, style) {
      return h('button', {class: style, 'data-choice': value, onclick: () => dialog.close(value)}, words);
    }
    dialog.addEventListener('close', () => {
      dialog.remove();
      decide(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
