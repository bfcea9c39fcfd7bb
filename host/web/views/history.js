import { html, useEffect, useRef, useState } from '../vendor/preact/preact.js';
import { get } from '../api.js';
import { loadArtifacts, useLoad } from '../state.js';
import { go } from '../router.js';
import { usePages } from '../pages.js';
import { useShortcuts } from '../shortcuts.js';
import { t } from '../texts.js';
import { announce } from '../components/live.js';
import { Icon } from '../components/icon.js';
import { Empty, ErrorNotice } from '../components/notice.js';
import { Page, tellTime } from '../components/rows.js';

const pageSize = 50;

export default function History({ place }) {
  const { status, artifactType, pattern, q } = place.query;
  const filters = { status, artifactType, pattern, q };
  const filtered = Object.values(filters).some(Boolean);
  const list = usePages(JSON.stringify(filters), async (cursor, signal) => {
    const page = await get('/v1/generations', { query: { ...filters, limit: pageSize, cursor }, signal });
    return { rows: page.data.map(rowOf), cursor: page.nextCursor, done: !page.hasMore };
  }, { onFirst: (rows) => announce(t(rows.length === 0 ? 'history.none' : 'history.shown')) });
  const empty = list.pages.every((page) => page.rows.length === 0);
  const table = useRef();
  useShortcuts([
    { keys: 'j', label: t('key.next'), run: () => step(table.current, 1) },
    { keys: 'k', label: t('key.previous'), run: () => step(table.current, -1) },
  ]);
  return html`<div class="row between"><h1>${t('nav.history')}</h1><a class="button primary" href="/"><${Icon} name="plus" />${t('nav.generate')}</a></div>
    <${Filters} filters=${filters} focus=${place.state?.search} />
    ${!empty && html`<div class="history" ref=${table} role="list" aria-label=${t('nav.history')} onPointerOver=${tellTime}>
      ${list.pages.map((page) => html`<${Page} key=${page.key} page=${page} />`)}
    </div>`}
    ${list.error && html`<${ErrorNotice} error=${list.error} onRetry=${list.more} />`}
    ${list.done && empty && html`<${Nothing} filtered=${filtered} />`}
    ${!list.done && !list.error && html`<${Sentinel} onSeen=${list.more} round=${list.pages.length + JSON.stringify(filters)} />`}`;
}

/** Moves the focus from row to row; the first time to one that is in sight. */
function step(table, by) {
  const rows = [...(table?.querySelectorAll('a.history-row') ?? [])];
  const at = rows.includes(document.activeElement) ? rows.indexOf(document.activeElement)
    : rows.findIndex((row) => row.getBoundingClientRect().top >= 0) - by;
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

/** Asks for more when it comes in sight. */
function Sentinel({ onSeen, round }) {
  const end = useRef();
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => entries.at(-1).isIntersecting && onSeen(), { rootMargin: '800px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [round]);
  return html`<p ref=${end} class="quiet more" aria-busy="true">${t('loading')}</p>`;
}

/** What a row shows of a generation. The rest is not kept: prompts can be long, and lists too. */
const rowOf = ({ id, status, pattern, createdAt, request: { prompt, projectContext } }) => (
  { id, status, pattern, createdAt, prompt: prompt.slice(0, 300), target: `${projectContext.tcVersion} · ${projectContext.compiler}` });

/** Filters live in the address, so that a list can be shared and gone back to. */
function Filters({ filters, focus }) {
  const { data: artifacts = [] } = useLoad(loadArtifacts, []);
  const field = useRef();
  const timer = useRef();
  useEffect(() => {
    if (focus) field.current.focus();
    return () => clearTimeout(timer.current);
  }, []);
  const set = (members) => {
    const query = new URLSearchParams(Object.entries({ ...filters, ...members }).filter(([, value]) => value));
    go('/generations' + (query.size > 0 ? '?' + query : ''), { replace: true });
  };
  const type = (event) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(set, 250, { q: event.target.value.trim() });
  };
  const patterns = artifacts.flatMap((artifact) => artifact.patterns);
  return html`<form class="filters row" role="search" onSubmit=${(event) => event.preventDefault()}>
    <label class="search"><span class="visually-hidden">${t('history.search')}</span><${Icon} name="search" />
      <input ref=${field} type="search" placeholder=${t('history.search')} defaultValue=${filters.q ?? ''} maxlength="200" onInput=${type} /></label>
    <label><span class="visually-hidden">${t('history.status')}</span>
      <select value=${filters.status ?? ''} onChange=${(event) => set({ status: event.target.value })}>
        <option value="">${t('history.anyStatus')}</option>
        ${['succeeded', 'failed', 'running', 'queued', 'canceled'].map((status) => html`<option value=${status}>${t('status.' + status)}</option>`)}
      </select></label>
    ${artifacts.length > 1 && html`<label><span class="visually-hidden">${t('generate.type')}</span>
      <select value=${filters.artifactType ?? ''} onChange=${(event) => set({ artifactType: event.target.value })}>
        <option value="">${t('history.anyType')}</option>
        ${artifacts.map((artifact) => html`<option value=${artifact.type} lang="en">${artifact.title}</option>`)}
      </select></label>`}
    <label><span class="visually-hidden">${t('generate.pattern')}</span>
      <select value=${filters.pattern ?? ''} onChange=${(event) => set({ pattern: event.target.value })}>
        <option value="">${t('history.anyPattern')}</option>
        ${patterns.map(({ id, title }) => html`<option value=${id} lang="en">${title}</option>`)}
      </select></label>
  </form>`;
}

const Nothing = ({ filtered }) => filtered
  ? html`<${Empty} icon="search" title=${t('history.noMatch')}><p>${t('history.noMatchHint')}</p><a class="button" href="/generations">${t('history.clear')}</a><//>`
  : html`<${Empty} icon="clock" title=${t('history.empty')}><p>${t('history.emptyHint')}</p><a class="button primary" href="/">${t('nav.generate')}</a><//>`;
