import { html, useEffect, useMemo, useState } from '../vendor/preact/preact.js';
import { useLocation } from '../router.js';
import { correctionOf, draftOf, keepDraft } from '../request.js';
import { t } from '../texts.js';
import { formatDuration, formatNumber, formatSize } from '../format.js';
import { Code } from './code.js';
import { CopyButton } from './copy.js';
import { Facts } from './facts.js';
import { Findings, countFindings, marksOf } from './findings.js';
import { Icon } from './icon.js';
import { ErrorNotice, Notice, Time } from './notice.js';
import { Tree } from './tree.js';

/** A generation that has ended, to be read: the record, or the result of a dry run with its request. */
export function Result({ generation: g }) {
  const files = useMemo(() => (g.files ?? []).map(readable), [g]);
  const step = useSteps(5);
  return html`<article class="result">
    <${Head} g=${g} files=${files} />
    ${g.dryRun && html`<${Notice} title=${t('read.dry')}><p>${t('read.dryHint')}</p><//>`}
    ${g.error && html`<${ErrorNotice} error=${g.error} id=${g.id} />`}
    <div class=${files.length > 0 ? 'result-body' : 'result-body bare-result'}>
      ${files.length > 0 && html`<${Files} g=${g} files=${files} step=${step} />`}
      ${step >= 3 && html`<${Rail} g=${g} step=${step} />`}
    </div>
  </article>`;
}

/** Counts up to last, once for each time that the page was painted: a view in steps never keeps the reader waiting for all of it. */
function useSteps(last) {
  const [step, setStep] = useState(0);
  useEffect(() => {
    if (step < last) setStep(step + 1);
  }, [step]);
  return step;
}

/** A file with its text; a binary one has none. */
const readable = (file) => ({ ...file, text: file.encoding === 'utf-8' ? file.content : null });

function Head({ g, files }) {
  const all = () => files.filter((file) => file.text !== null).map((file) => `==> ${file.path} <==\n${file.text}`).join('\n');
  return html`<header class="result-head">
    <div>
      <h1 class="prompt-title">${g.request.prompt}</h1>
      <p class="meta row">
        <${Badge} status=${g.status} />
        ${g.artifactType && html`<span>${[g.artifactType, g.pattern].filter(Boolean).join(' · ')}</span>`}
        ${g.createdAt && html`<${Time} at=${g.createdAt} />`}
        ${g.usage && html`<span>${formatDuration(g.usage.durationMs)}</span>`}
        <span>Teamcenter ${g.request.projectContext.tcVersion} · ${g.request.projectContext.compiler}</span>
      </p>
    </div>
    <div class="row">
      <${Again} g=${g} />
      ${g.id && files.length > 0 && html`<a class="button" href=${'/compare?a=' + g.id}><${Icon} name="compare" />${t('read.compare')}</a>`}
      ${files.length > 0 && html`<${CopyButton} text=${all} label=${t('read.copyAll')} kind="" />`}
      ${g.id && g.status === 'succeeded' && html`<a class="button primary" href=${`/v1/generations/${g.id}/download`} download><${Icon} name="download" />${t('read.zip')}</a>`}
    </div>
  </header>`;
}

/** The same request in the prompt box, to be changed. */
function Again({ g }) {
  if (g.id) return html`<a class="button" href=${'/?from=' + g.id}><${Icon} name="again" />${t('read.again')}</a>`;
  return html`<a class="button" href="/" onClick=${() => keepDraft(draftOf(g.request))}><${Icon} name="again" />${t('read.again')}</a>`;
}

export const Badge = ({ status }) => html`<span class="badge ${status}">${t('status.' + status)}</span>`;

/** One file, which is read first, and the tree, in steps from 0 to 2. */
function Files({ g, files, step }) {
  const place = useLocation();
  const current = files.find((file) => file.path === place.query.file) ?? firstToRead(files);
  const line = place.query.file ? Number(/^L(\d+)$/.exec(place.hash)?.[1]) || undefined : undefined;
  const marks = useMemo(() => marksOf(g.diagnostics, current.path), [g, current]);
  return html`<section class="files" aria-label=${t('read.files')}>
    ${step >= 2 ? html`<${Tree} files=${files} current=${current.path} marks=${marks.files} href=${fileLink} label=${t('read.files')} />` : html`<div class="tree"></div>`}
    <div class="file">
      <div class="file-head row between">
        <h2>${current.path}</h2>
        <span class="row"><span class="quiet">${formatSize(current.size)}</span>
          ${current.text !== null && html`<${CopyButton} text=${() => current.text} />`}</span>
      </div>
      ${step < 1 ? null : current.text === null
        ? html`<p class="quiet padded">${t('read.binary')}</p>`
        : html`<${Code} path=${current.path} text=${current.text} line=${line} marks=${marks.lines} href=${(n) => fileLink(current.path, n)} />`}
    </div>
  </section>`;
}

/** The file that explains the others, if there is one. */
const firstToRead = (files) => files.find((file) => /^readme(\.\w+)?$/i.test(file.path)) ?? files[0];

const fileLink = (path, line) => `${location.pathname}?file=${encodeURIComponent(path)}${line ? '#L' + line : ''}`;

/** What is beside the files, in steps from 3 to 5. */
function Rail({ g, step }) {
  return html`<aside class="rail" aria-label=${t('read.about')}>
    ${g.summary && html`<section><h2>${t('read.summary')}</h2><p lang="en">${g.summary}</p></section>`}
    ${g.buildManifest && html`<${Understood} g=${g} />`}
    ${step >= 4 && (g.diagnostics.length > 0 || !g.error) && html`<section><h2>${t('read.findings')} ${countFindings(g.diagnostics).map(([severity, n]) => html`<span class="count ${severity}">${n}<span class="visually-hidden"> ${t('severity.' + severity)}</span></span> `)}</h2>
      <${Findings} diagnostics=${g.diagnostics} href=${fileLink} /></section>`}
    ${step >= 5 && g.buildManifest && html`<${Manifest} manifest=${g.buildManifest} g=${g} />`}
  </aside>`;
}

/** What the plugin understood: in its own words, or else read out; as the JSON that it is on demand. */
function Understood({ g }) {
  const { understood, spec } = g.buildManifest;
  const words = Array.isArray(understood) ? understood.filter((sentence) => typeof sentence === 'string') : [];
  if (words.length === 0 && !spec) return null;
  return html`<section class="understood"><h2>${t('read.understood')}</h2>
    ${words.length > 0 ? html`<ul lang="en">${words.map((sentence) => html`<li>${sentence}</li>`)}</ul>` : html`<${Facts} value=${spec} />`}
    ${spec && html`<${Spec} g=${g} spec=${spec} />`}
  </section>`;
}

/** The Spec to be corrected, and as it is once that is asked for. */
function Spec({ g, spec }) {
  const [text, setText] = useState('');
  const open = (event) => event.currentTarget.open && setText(JSON.stringify(spec, null, 2));
  const keep = g.id ? undefined : () => keepDraft(correctionOf(g));
  return html`<div class="row">
      <a class="button small" href=${g.id ? `/?from=${g.id}&correct=spec` : '/'} onClick=${keep}><${Icon} name="edit" />${t('read.correct')}</a>
    </div>
    <details onToggle=${open}><summary><${Icon} name="right" />${t('read.spec')}</summary>
      <div class="copyable"><pre tabindex="0" aria-label=${t('read.spec')}>${text}</pre><${CopyButton} text=${() => text} /></div>
    </details>`;
}

function Manifest({ manifest: { files, spec, understood, inputs, ...rest }, g }) {
  const { toolchain, build, run, ...made } = rest;
  const commands = [...(build ?? []), ...(run ?? [])].filter((command) => typeof command === 'string');
  return html`${(toolchain || commands.length > 0) && html`<section><h2>${t('read.build')}</h2>
    ${toolchain && html`<p lang="en">${typeof toolchain === 'string' ? toolchain : html`<${Facts} value=${toolchain} />`}</p>`}
    ${commands.length > 0 && html`<pre tabindex="0" aria-label=${t('read.build')}>${commands.join('\n')}</pre>`}
  </section>`}
  <section><h2>${t('read.manifest')}</h2><${Facts} value=${made} />
    <p class="meta">${t(files?.length === 1 ? 'read.hashed.one' : 'read.hashed', { n: formatNumber(files?.length ?? 0) })} <a href=${fileLink('build-manifest.json')}>build-manifest.json</a></p>
    ${g.engineVersion && html`<p class="meta breakable">${g.engineVersion}</p>`}
  </section>`;
}
