import { html } from '../vendor/preact/preact.js';
import { formatNumber } from '../format.js';

/** How much of something is used. limit null is no limit. */
export function Meter({ label, used, limit, unlimited, note }) {
  const share = limit ? Math.min(1, used / limit) : 0;
  const tone = share >= 1 ? 'full' : share >= 0.8 ? 'high' : '';
  return html`<div class="meter ${tone}">
    <div class="row between"><h2>${label}</h2><span>${formatNumber(used)}${limit ? ` / ${formatNumber(limit)}` : ` · ${unlimited}`}</span></div>
    ${limit > 0 && html`<div class="bar" role="meter" aria-label=${label} aria-valuemin="0" aria-valuemax=${limit} aria-valuenow=${Math.min(used, limit)}>
      <i style=${{ width: `${share * 100}%` }}></i></div>`}
    ${note && html`<p class="meta">${note}</p>`}
  </div>`;
}
