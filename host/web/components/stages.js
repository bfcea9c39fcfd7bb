import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { formatDuration } from '../format.js';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/** The stages in their order, which is the API's. */
export const stageNames = ['planning', 'selecting-pattern', 'loading-kb', 'generating', 'validating', 'packaging'];

/** No stage has begun. */
export const noStages = () => stageNames.map((name) => ({ name, status: 'waiting', message: '' }));

/** The stages after a stage event. */
export function withEvent(stages, { stage, status, at, elapsedMs, message }) {
  return stages.map((s) => {
    if (s.name !== stage) return s;
    if (status === 'completed') return { ...s, status: 'done', elapsedMs, message: message ?? s.message };
    return { ...s, status: 'working', startedAt: s.startedAt ?? at, message: message ?? s.message };
  });
}

/** The six stages and how far they are. */
export const Stages = ({ stages, stopped }) => html`<ol class="stages">
  ${stages.map((stage) => html`<li class=${stage.status} key=${stage.name} aria-current=${stage.status === 'working' ? 'step' : undefined}>
    <span class="dot">${stage.status === 'done' && html`<${Icon} name="check" />`}</span>
    <span class="stage-name">${t('stage.' + stage.name)}
      <span class="visually-hidden"> ${t('stage.is.' + stage.status)}</span>
      ${stage.message && html`<small lang="en">${stage.message}</small>`}</span>
    <span class="elapsed">${stage.status === 'done' && stage.elapsedMs !== undefined ? formatDuration(stage.elapsedMs)
      : stage.status === 'working' && !stopped ? html`<${Clock} />` : ''}</span>
  </li>`)}
</ol>`;

/** Time since it was first shown: the reader's own clock, so that no two clocks are compared. */
export function Clock() {
  const [began] = useState(() => performance.now());
  const [now, setNow] = useState(began);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100);
    return () => clearInterval(timer);
  }, []);
  return html`<span aria-hidden="true">${formatDuration(now - began)}</span>`;
}
