// What the reader is about to ask for: the draft, what is remembered of it for
// the next time, and the same request in other words.

import { remember, remembered } from './state.js';

// spec is JSON as it was typed; empty means that the prompt is read.
const empty = { prompt: '', spec: '', type: '', pattern: '', tcVersion: '', compiler: 'gcc', codePrefix: '', dryRun: false };

/** The draft as it was left in this tab, over what this org used last. */
export function loadDraft(orgId) {
  const draft = JSON.parse(sessionStorage.getItem('kiln.draft') ?? '{}');
  return { ...empty, ...remembered('target.' + orgId, {}), ...draft };
}

/** Keeps the draft in this tab. */
export function keepDraft(draft) {
  sessionStorage.setItem('kiln.draft', JSON.stringify(draft));
}

/** The draft has become a generation, which keeps it; the next one begins empty. */
export const forgetDraft = () => sessionStorage.removeItem('kiln.draft');

/** Remembers, for the org, what its projects have in common. */
export function rememberTarget(orgId, { tcVersion, compiler, codePrefix }) {
  remember('target.' + orgId, { tcVersion, compiler, codePrefix });
}

/** The draft that asks for the same again. */
export function draftOf({ prompt, projectContext: { tcVersion, compiler, codePrefix = '', spec }, options = {} }) {
  return {
    prompt, tcVersion, compiler, codePrefix, spec: spec ? asText(spec) : '',
    type: options.explicitType ?? '', pattern: options.explicitPattern ?? '', dryRun: options.dryRun ?? false,
  };
}

/** The draft that makes what a generation's Spec says, once that is corrected. */
export function correctionOf({ request, artifactType, buildManifest }) {
  return { ...draftOf(request), spec: asText(buildManifest.spec), type: artifactType, pattern: '' };
}

const asText = (spec) => JSON.stringify(spec, null, 2);

/** The Spec of a draft; undefined where there is none, or none that is JSON. */
export function specOf({ spec }) {
  try {
    return JSON.parse(spec);
  } catch {
    return undefined;
  }
}

/** The body of POST /v1/generations. */
export function bodyOf(draft) {
  const options = { explicitType: draft.type, explicitPattern: draft.pattern, dryRun: draft.dryRun };
  return {
    prompt: draft.prompt.trim(),
    projectContext: filled({ tcVersion: draft.tcVersion.trim(), compiler: draft.compiler, codePrefix: draft.codePrefix.trim(), spec: specOf(draft) }),
    options: filled(options),
  };
}

const filled = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value));

/** An id under which the request can be sent again without running twice. */
export function newRequestId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return 'console-' + Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('');
}

/** Keeps a request that is running, so that a reload finds it again; undefined forgets it. */
export const keepRun = (requestId, body) => remember('run.' + requestId, body);

/** The request that was kept. */
export const keptRun = (requestId) => remembered('run.' + requestId);

/** The request as a command for a shell that has curl. */
export function asCurl(body) {
  return `curl -s ${location.origin}/v1/generations \\
  -H "Authorization: Bearer $KILN_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${quote(JSON.stringify(body))}`;
}

/** The request as a command of kiln. */
export function asKiln({ prompt, projectContext: context, options }) {
  const flags = [['--tc-version', context.tcVersion], ['--compiler', context.compiler], ['--prefix', context.codePrefix],
    ['--type', options.explicitType], ['--pattern', options.explicitPattern], ['--spec', context.spec && 'spec.json'], ['--url', location.origin]];
  const words = flags.filter(([, value]) => value).map(([flag, value]) => `${flag} ${quoteIfNeeded(value)}`);
  const text = prompt.startsWith('-') ? '-- ' + quote(prompt) : quote(prompt);
  return ['kiln generate', ...words, ...(options.dryRun ? ['--dry-run'] : []), text].join(' \\\n  ');
}

const quote = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
const quoteIfNeeded = (text) => (/^[\w./:-]+$/.test(text) ? text : quote(text));
