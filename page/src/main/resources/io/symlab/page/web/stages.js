// A trial's stages: how far each is, how fast, and what it has found.
import {attribute, h, keyedList, text} from './dom.js';
import {number, seconds} from './format.js';

export function makeStages() {
  const place = h('ol.stages', {});
  const rows = keyedList(place, makeStage);
  return {element: place, show: (stages) => rows(stages, (stage) => stage.stage)};
}

function makeStage() {
  const name = h('b', {});
  const time = h('span.soft', {});
  const progress = h('progress', {max: 1});
  const detail = h('span.detail', {});
  const figures = h('span.figures', {});
  const element = h('li', {}, h('span', {}, name, ' ', time), progress, detail, figures);
  return {
    element,
    update(stage) {
      text(name, stage.stage);
      attribute(element, 'data-state', stage.state);
      text(time, stage.seconds ? seconds(stage.seconds) : '');
      const running = stage.state === 'running';
      progress.hidden = stage.state === 'waiting';
      progress.value = stage.state === 'done' ? 1 : stage.total > 0 ? stage.done / stage.total : 0;
      text(detail, running && stage.total > 0 ? running_detail(stage) : '');
      text(figures, Object.entries(stage.figures).filter(([, value]) => value != null).map(([key, value]) => `${key} ${number(value)}`).join('  '));
    },
  };
}

function running_detail(stage) {
  const left = stage.seconds_left == null ? '' : `, ${seconds(stage.seconds_left)} left`;
  const rate = stage.rate ? `, ${number(stage.rate)}/s` : '';
  return `${number(stage.done)} of ${number(stage.total)} ${stage.unit}${rate}${left}`;
}
