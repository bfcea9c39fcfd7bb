import { html, useEffect, useMemo, useRef, useState } from '../vendor/preact/preact.js';
import { get } from '../api.js';
import { loadArtifacts, session, useLoad } from '../state.js';
import { asCurl, asKiln, bodyOf, correctionOf, draftOf, keepDraft, keepRun, loadDraft, newRequestId, rememberTarget } from '../request.js';
import { go } from '../router.js';
import { keyNames, useShortcuts } from '../shortcuts.js';
import { t } from '../texts.js';
import { CopyButton } from '../components/copy.js';
import { Icon } from '../components/icon.js';
import { ErrorNotice } from '../components/notice.js';

export default function Generate({ place }) {
  const { org } = session.value;
  const [draft, setDraft] = useState(() => loadDraft(org.id));
  const catalog = useLoad(loadArtifacts, []);
  const form = useRef();
  // Keys can be faster than drawing: what is sent is what was typed last.
  const latest = useRef(draft);
  const change = (members) => {
    latest.current = { ...latest.current, ...members };
    keepDraft(latest.current);
    setDraft(latest.current);
  };
  const from = useEarlier(place.query, change);
  const run = (event) => {
    event?.preventDefault();
    if (!form.current.reportValidity()) return;
    rememberTarget(org.id, latest.current);
    const requestId = newRequestId();
    keepRun(requestId, bodyOf(latest.current));
    go('/runs/' + requestId);
  };
  useShortcuts([{ keys: 'mod+Enter', label: t('generate.run'), run, inFields: true }]);
  const refused = place.state?.refused;
  return html`<h1>${t('generate.title')}</h1>
    <p class="lead">${t('generate.lead')}</p>
    ${refused && html`<${Refused} error=${refused} onPattern=${(pattern) => change({ pattern })} />`}
    ${from.error && html`<${ErrorNotice} error=${from.error} />`}
    <form ref=${form} class="generate" onSubmit=${run}>
      <${Prompt} draft=${draft} change=${change} />
      ${draft.spec && html`<${Spec} spec=${draft.spec} change=${change} refused=${refused?.code === 'validation_failed' && refused.message.includes('projectContext.spec')} />`}
      <${Examples} artifacts=${catalog.data} change=${change} empty=${draft.prompt === ''} />
      ${catalog.error && html`<${ErrorNotice} error=${catalog.error} onRetry=${catalog.reload} />`}
      <${Target} draft=${draft} change=${change} param=${refused?.param} />
      ${!draft.spec && html`<${What} draft=${draft} change=${change} artifacts=${catalog.data ?? []} />`}
      <div class="row actions">
        <button class="primary">${draft.dryRun ? t('generate.dry') : t('generate.run')}
          <span class="on-key" aria-hidden="true">${keyNames('mod+↵').map((key) => html`<kbd>${key}</kbd>`)}</span></button>
        <label class="check"><input type="checkbox" checked=${draft.dryRun} onChange=${(event) => change({ dryRun: event.target.checked })} />
          <span>${t('generate.dryRun')} <small>${t('generate.dryRunHint')}</small></span></label>
      </div>
    </form>
    <${Commands} draft=${draft} />`;
}

/** Fills the draft with the request of an earlier generation, or with its Spec to be corrected, once. */
function useEarlier({ from: id, correct }, change) {
  return useLoad(async (signal) => {
    if (!id) return;
    const earlier = await get('/v1/generations/' + encodeURIComponent(id), { signal });
    change(correct && earlier.buildManifest?.spec ? correctionOf(earlier) : draftOf(earlier.request));
    go('/', { replace: true });
  }, [id]);
}

/** Why the last try was refused; what would have been possible is one click away. */
function Refused({ error, onPattern }) {
  const candidates = error.details.filter(isCandidate).map((detail) => detail.message.split(':')[0]);
  const actions = error.code === 'quota_exceeded' || error.code.startsWith('trial_')
    ? html`<a class="button small" href="/plan">${t('nav.plan')}</a>`
    : candidates.map((code) => html`<button type="button" class="small" onClick=${() => onPattern(code)}>${t('generate.take', { pattern: code })}</button>`);
  const title = error.code === 'no_matching_pattern' && error.message.startsWith('projectContext.spec') ? t('generate.specRefused') : undefined;
  return html`<${ErrorNotice} title=${title} error=${{ ...error, details: error.details.filter((detail) => !isCandidate(detail)) }} actions=${actions.length === 0 ? null : actions} />`;
}

const isCandidate = (detail) => detail.code === 'candidate';

function Prompt({ draft, change }) {
  const field = useRef();
  useEffect(() => {
    if (!matchMedia('(pointer: coarse)').matches) field.current.focus(); // on a phone it would open the keyboard
  }, []);
  return html`<label class="prompt">
    <span class="visually-hidden">${t('generate.prompt')}</span>
    <textarea ref=${field} name="prompt" rows="5" maxlength="32768" required placeholder=${t('generate.placeholder')}
      value=${draft.prompt} onInput=${(event) => change({ prompt: event.target.value })}></textarea>
  </label>`;
}

/** What to make, as a plugin's own JSON in place of what the prompt says. */
function Spec({ spec, change, refused }) {
  const field = useRef();
  const problem = useMemo(() => mistakeIn(spec), [spec]);
  useEffect(() => {
    field.current.setCustomValidity(problem);
    field.current.setSelectionRange(0, 0);
    field.current.focus();
    field.current.scrollTop = 0;
  }, []);
  const type = ({ target }) => {
    target.setCustomValidity(mistakeIn(target.value)); // before a key can send it
    change({ spec: target.value || ' ' });
  };
  return html`<section class="spec card" aria-labelledby="spec-title">
    <div class="row between"><h2 id="spec-title">${t('generate.spec')}</h2>
      <button type="button" class="small" onClick=${() => change({ spec: '' })}><${Icon} name="close" />${t('generate.dropSpec')}</button></div>
    <p class="quiet" id="spec-hint">${t('generate.specHint')}</p>
    <textarea ref=${field} name="spec" rows="16" maxlength="65536" spellcheck="false" aria-labelledby="spec-title"
      aria-describedby="spec-hint spec-problem" aria-invalid=${problem || refused ? 'true' : undefined}
      value=${spec} onInput=${type}></textarea>
    <p class="problem" id="spec-problem">${problem}</p>
  </section>`;
}

/** Why the text is no JSON object; empty when it is one. */
function mistakeIn(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? '' : t('generate.specObject');
  } catch (error) {
    return t('generate.specBroken', { reason: error.message });
  }
}

/** Prompts that work, from the patterns themselves. */
function Examples({ artifacts, change, empty }) {
  const examples = useMemo(() => spread(artifacts ?? []), [artifacts]);
  if (examples.length === 0) return null;
  return html`<div class="examples" aria-label=${t('generate.examples')} role="group">
    <span class="quiet">${empty ? t('generate.try') : t('generate.or')}</span>
    ${examples.map((text) => html`<button type="button" class="chip" lang="en" onClick=${() => change({ prompt: text, spec: '', pattern: '', type: '' })}>${text}</button>`)}
  </div>`;
}

const examplesShown = 5;

/** The first examples of many patterns rather than many of the first. */
function spread(artifacts) {
  const lists = artifacts.flatMap((artifact) => artifact.patterns.map((pattern) => pattern.examples ?? []));
  const deep = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: deep }, (_, i) => lists.map((list) => list[i]).filter(Boolean)).flat().slice(0, examplesShown);
}

function Target({ draft, change, param }) {
  const wrong = (member) => (param === 'projectContext.' + member ? 'true' : undefined);
  return html`<fieldset class="grid three">
    <legend class="visually-hidden">${t('generate.target')}</legend>
    <label>${t('generate.tcVersion')}
      <input name="tcVersion" required placeholder="14.3" pattern="[0-9]{1,2}([.][0-9]{1,4}){1,3}|[0-9]{4}([.][0-9]{1,4})?"
        title=${t('generate.tcVersionHint')} value=${draft.tcVersion} aria-invalid=${wrong('tcVersion')} spellcheck="false"
        onInput=${(event) => change({ tcVersion: event.target.value })} />
    </label>
    <label>${t('generate.compiler')}
      <select name="compiler" value=${draft.compiler} onChange=${(event) => change({ compiler: event.target.value })}>
        <option value="gcc">gcc · Linux</option>
        <option value="msvc">msvc · Windows</option>
      </select>
    </label>
    <label>${t('generate.prefix')} <small>${t('optional')}</small>
      <input name="codePrefix" placeholder="PNX" pattern="[A-Za-z][A-Za-z0-9_]{0,15}" title=${t('generate.prefixHint')} spellcheck="false"
        value=${draft.codePrefix} aria-invalid=${wrong('codePrefix')} onInput=${(event) => change({ codePrefix: event.target.value })} />
    </label>
  </fieldset>`;
}

/** Type and pattern: left open, the prompt decides. */
function What({ draft, change, artifacts }) {
  const type = artifacts.find((artifact) => artifact.type === draft.type);
  const patterns = (type ? [type] : artifacts).flatMap((artifact) => artifact.patterns);
  const pattern = patterns.find(({ id }) => id === draft.pattern);
  const onlyType = artifacts.length === 1 ? artifacts[0] : type;
  return html`<fieldset class="grid two">
    <legend class="visually-hidden">${t('generate.what')}</legend>
    <label>${t('generate.type')}
      <select name="type" value=${draft.type} onChange=${(event) => change({ type: event.target.value, pattern: '' })}>
        <option value="">${t('generate.anyType')}</option>
        ${artifacts.map((artifact) => html`<option value=${artifact.type} lang="en">${artifact.title}</option>`)}
      </select>
    </label>
    <label>${t('generate.pattern')}
      <select name="pattern" value=${draft.pattern} onChange=${(event) => change({ pattern: event.target.value })}>
        <option value="">${t('generate.anyPattern')}</option>
        ${patterns.map(({ id, title }) => html`<option value=${id} lang="en">${title}</option>`)}
      </select>
    </label>
    <p class="hint" lang=${pattern || onlyType ? 'en' : undefined}>${pattern ? pattern.description : (onlyType?.description ?? t('generate.whatHint'))}</p>
  </fieldset>`;
}

/** The same request for a shell. */
function Commands({ draft }) {
  const body = bodyOf(draft);
  const command = (name, text) => html`<div class="command">
    <div class="row between"><h3>${name}</h3><${CopyButton} text=${() => text} label=${t('copy')} /></div>
    <pre tabindex="0" aria-label=${name}>${text}</pre>
  </div>`;
  return html`<details class="commands">
    <summary><${Icon} name="right" />${t('generate.commands')}</summary>
    <p class="quiet">${t('generate.commandsHint')} <a href="/keys">${t('nav.keys')}</a></p>
    ${command('curl', asCurl(body))}
    ${command('kiln', asKiln(body))}
    ${draft.spec && html`<p class="quiet">${t('generate.specFile')}</p>`}
  </details>`;
}
