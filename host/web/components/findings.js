import { html } from '../vendor/preact/preact.js';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/** Severities, the worst first. */
const order = ['error', 'warning', 'info'];

/** What was found, the worst first; each leads to its line. */
export function Findings({ diagnostics, href }) {
  if (diagnostics.length === 0) return html`<p class="quiet">${t('read.noFindings')}</p>`;
  const sorted = [...diagnostics].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return html`<ul class="findings">${sorted.map((finding) => html`<li class=${finding.severity}>
    <${Icon} name=${finding.severity} />
    <div>
      <p><span class="visually-hidden">${t('severity.' + finding.severity)}: </span><span lang="en">${finding.message}</span></p>
      ${finding.hint && html`<p class="quiet" lang="en">${finding.hint}</p>`}
      <p class="meta">${finding.file && html`<a href=${href(finding.file, finding.line)}>${finding.file}${finding.line ? ':' + finding.line : ''}</a> `}<code>${finding.code}</code></p>
    </div>
  </li>`)}</ul>`;
}

/** How many there are of each severity that occurs. */
export const countFindings = (diagnostics) => order
  .map((severity) => [severity, diagnostics.filter((d) => d.severity === severity).length])
  .filter(([, n]) => n > 0);

/** The worst severity of each file; the worst finding of each line of one file. */
export function marksOf(diagnostics, path) {
  const files = new Map();
  const lines = new Map();
  for (const severity of order.toReversed()) {
    for (const d of diagnostics.filter((d) => d.severity === severity && d.file)) {
      files.set(d.file, severity);
      if (d.file === path && d.line) lines.set(d.line, d);
    }
  }
  return { files, lines };
}
