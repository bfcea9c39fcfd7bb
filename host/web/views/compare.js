import { html, useMemo, useState } from '../vendor/preact/preact.js';
import { get } from '../api.js';
import { useLoad } from '../state.js';
import { go } from '../router.js';
import { formatNumber, formatTime } from '../format.js';
import { t } from '../texts.js';
import { Empty, ErrorNotice } from '../components/notice.js';
import { Tree } from '../components/tree.js';
import { fold, pairLines } from '../components/diff.js';

export default function Compare({ place }) {
  const { a, b, file } = place.query;
  const recent = useLoad((signal) => get('/v1/generations', { query: { status: 'succeeded', limit: 100 }, signal }).then((page) => page.data), []);
  const left = useGeneration(a);
  const right = useGeneration(b);
  const choose = (members) => go('/compare?' + new URLSearchParams(Object.entries({ a, b, ...members }).filter(([, id]) => id)), { replace: true });
  const error = left.error ?? right.error ?? recent.error;
  return html`<div class="compare"><h1>${t('compare.title')}</h1>
    <div class="grid two sides">
      <${Side} label=${t('compare.left')} id=${a} chosen=${left.data} recent=${recent.data} onChoose=${(id) => choose({ a: id })} />
      <${Side} label=${t('compare.right')} id=${b} chosen=${right.data} recent=${recent.data} onChoose=${(id) => choose({ b: id })} />
    </div>
    ${error && html`<${ErrorNotice} error=${error} actions=${html`<a class="button small" href="/generations">${t('nav.history')}</a>`} />`}
    ${left.data && right.data && html`<${Files} left=${left.data} right=${right.data} path=${file} ids=${{ a, b }} />`}
    ${!error && !(a && b) && html`<${Empty} icon="compare" title=${t('compare.choose')}><p>${t('compare.chooseHint')}</p><//>`}
  </div>`;
}

const useGeneration = (id) => useLoad((signal) => (id ? get('/v1/generations/' + encodeURIComponent(id), { signal }) : Promise.resolve()), [id]);

function Side({ label, id, chosen, recent = [], onChoose }) {
  const known = recent.some((g) => g.id === id);
  return html`<label>${label}
    <select value=${id ?? ''} onChange=${(event) => onChoose(event.target.value)}>
      <option value="" disabled>${t('compare.pick')}</option>
      ${id && !known && html`<option value=${id}>${chosen?.request.prompt ?? id}</option>`}
      ${recent.map((g) => html`<option value=${g.id}>${formatTime(g.createdAt)} · ${g.request.prompt.slice(0, 80)}</option>`)}
    </select>
  </label>`;
}

const signs = { added: '+', removed: '−', changed: '~' };

/** The files of both, each with how it differs; those that do first. */
function changes(left, right) {
  const before = new Map(left.files.map((file) => [file.path, file]));
  const after = new Map(right.files.map((file) => [file.path, file]));
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.map((path) => {
    const [was, is] = [before.get(path), after.get(path)];
    const change = !was ? 'added' : !is ? 'removed' : was.sha256 === is.sha256 ? '' : 'changed';
    return { path, was, is, change, changeSign: signs[change], changeText: change && t('compare.' + change) };
  });
}

function Files({ left, right, path, ids }) {
  const all = useMemo(() => changes(left, right), [left, right]);
  const differing = all.filter((file) => file.change);
  const current = all.find((file) => file.path === path) ?? differing[0] ?? all[0];
  const href = (to) => '/compare?' + new URLSearchParams({ ...ids, file: to });
  if (differing.length === 0) return html`<${Empty} icon="check" title=${t('compare.same')}><p>${t('compare.sameHint')}</p><//>`;
  return html`<p class="meta" role="status">${t('compare.differ', { n: formatNumber(differing.length), of: formatNumber(all.length) })}</p>
    <section class="files" aria-label=${t('read.files')}>
      <${Tree} files=${differing} current=${current.path} href=${href} label=${t('compare.files')} />
      <div class="file">
        <div class="file-head row between"><h2>${current.path}</h2><span class="quiet">${current.changeText}</span></div>
        <${SideBySide} key=${current.path} file=${current} />
      </div>
    </section>`;
}

/** How many lines a file may have to be compared line by line. */
const mostLines = 20_000;

function SideBySide({ file }) {
  const text = (one) => (one === undefined ? '' : one.encoding === 'utf-8' ? one.content : null);
  const [before, after] = [text(file.was), text(file.is)];
  const parts = useMemo(() => {
    if (before === null || after === null) return null;
    if (before.split('\n').length + after.split('\n').length > mostLines) return null;
    return fold(pairLines(before, after));
  }, [before, after]);
  if (!parts) return html`<p class="quiet padded">${before === null || after === null ? t('compare.binary') : t('compare.long')}</p>`;
  return html`<div class="code" tabindex="0" role="region" aria-label=${t('read.code', { path: file.path })}>
    <table class="diff"><colgroup><col class="n" /><col /><col class="n" /><col /></colgroup><thead class="visually-hidden"><tr><th>${t('compare.line')}</th><th>${t('compare.left')}</th><th>${t('compare.line')}</th><th>${t('compare.right')}</th></tr></thead>
      ${parts.map((part, i) => (part.folded ? html`<${Folded} key=${i} rows=${part.folded} />` : html`<tbody key=${i}>${part.rows.map(row)}</tbody>`))}
    </table>
  </div>`;
}

function Folded({ rows }) {
  const [open, setOpen] = useState(false);
  if (open) return html`<tbody>${rows.map(row)}</tbody>`;
  return html`<tbody><tr class="folded"><td colspan="4"><button type="button" class="link" onClick=${() => setOpen(true)}>${t('compare.unfold', { n: formatNumber(rows.length) })}</button></td></tr></tbody>`;
}

const row = ({ left, right, changed }) => html`<tr class=${changed ? 'differs' : ''}>
  <td class="n">${left?.n}</td><td class=${changed && left ? 'removed' : ''}>${left && html`<span class="visually-hidden">${changed ? '− ' : ''}</span>`}${left?.text}</td>
  <td class="n">${right?.n}</td><td class=${changed && right ? 'added' : ''}>${right && html`<span class="visually-hidden">${changed ? '+ ' : ''}</span>`}${right?.text}</td>
</tr>`;
