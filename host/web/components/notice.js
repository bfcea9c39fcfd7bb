import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { hasText, t } from '../texts.js';
import { formatExactTime, formatTime } from '../format.js';
import { CopyButton } from './copy.js';
import { announce } from './live.js';
import { Icon } from './icon.js';

/** A framed remark; tone is info, warning, error or good. */
export function Notice({ tone = 'info', title, children, actions }) {
  const picture = tone === 'good' ? 'check' : tone;
  return html`<div class="notice ${tone}" role=${tone === 'error' ? 'alert' : undefined}>
    <${Icon} name=${picture} />
    <div class="notice-text">
      ${title && html`<p class="notice-title">${title}</p>`}
      ${children}
      ${actions && html`<div class="row">${actions}</div>`}
    </div>
  </div>`;
}

/**
 * What went wrong, in the API's words, which are English; what the operator finds it by, the call's trace or the
 * generation's id; and a way on: another try, or what the view offers.
 */
export function ErrorNotice({ error, id, onRetry, actions, title }) {
  const heading = title ?? (hasText('error.' + error.code) ? t('error.' + error.code) : t('error'));
  const retry = onRetry && html`<button type="button" class="small" onClick=${onRetry}><${Icon} name="again" />${t('retry')}</button>`;
  return html`<${Notice} tone="error" title=${heading} actions=${(retry || actions) && html`${retry}${actions}`}>
    ${error.message && html`<p lang="en">${error.message}</p>`}
    <${Details} details=${(error.details ?? []).filter((detail) => !error.message?.includes(detail.message))} />
    ${error.facts?.quota?.resetAt && html`<p>${t('limit.until', { time: formatTime(error.facts.quota.resetAt) })}</p>`}
    ${error.retryAfter > 0 && html`<${Wait} key=${error.trace} seconds=${error.retryAfter} />`}
    ${error.trace && html`<${Reference} name=${t('trace')} value=${error.trace} />`}
    ${id && html`<${Reference} name=${t('read.title')} value=${id} />`}
  <//>`;
}

const Reference = ({ name, value }) => html`<p class="trace">${name} <code>${value}</code> <${CopyButton} text=${() => value} kind="link" /></p>`;

/** Counts down to when a limit ends. Only the end is told to those who cannot see it. */
function Wait({ seconds }) {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const end = performance.now() + seconds * 1000;
    const timer = setInterval(() => {
      const now = Math.ceil((end - performance.now()) / 1000);
      setLeft(Math.max(0, now));
      if (now > 0) return;
      clearInterval(timer);
      announce(t('limit.over'));
    }, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return html`<p aria-live="off">${left > 0 ? t('limit.wait', { seconds: left }) : t('limit.over')}</p>`;
}

const Details = ({ details }) => details.length > 0 && html`<ul class="details" lang="en">
  ${details.map((d) => html`<li>${d.path && html`<code>${d.path}</code>`} ${d.message}</li>`)}
</ul>`;

/** A time as people say it, exactly on demand. */
export const Time = ({ at, as = formatTime }) => html`<time dateTime=${at} onPointerEnter=${(event) => (event.currentTarget.title = formatExactTime(at))}>${as(at)}</time>`;

/** What a list shows when it is empty, and how to begin. */
export const Empty = ({ icon, title, children }) => html`<div class="empty">
  <span class="empty-icon"><${Icon} name=${icon} /></span>
  <h2>${title}</h2>
  ${children}
</div>`;
