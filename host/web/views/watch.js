import { html, useEffect, useRef, useState } from '../vendor/preact/preact.js';
import { ApiError, post } from '../api.js';
import { follow } from '../stream.js';
import { forgetDraft, keepRun, keptRun } from '../request.js';
import { go } from '../router.js';
import { t } from '../texts.js';
import { announce } from '../components/live.js';
import { ErrorNotice, Notice } from '../components/notice.js';
import { Clock, Stages, noStages, withEvent } from '../components/stages.js';
import { Result } from '../components/result.js';

/** A request that runs under its requestId: also after a reload. */
export default function Run({ params }) {
  const { requestId } = params;
  const [body] = useState(() => keptRun(requestId));
  const [dry, setDry] = useState(null);
  useEffect(() => {
    if (!body) go('/generations', { replace: true });
  }, []);
  if (!body) return null;
  if (dry) return html`<${Result} generation=${{ ...dry, request: body }} />`;
  const finish = (id, result) => {
    if (!id) return setDry(result);
    keepRun(requestId);
    if (result) forgetDraft();
    go('/generations/' + id, { replace: true });
  };
  const refuse = (error) => {
    keepRun(requestId);
    const { status, code, message, param, details, trace, retryAfter, facts } = error;
    go('/', { replace: true, state: { refused: { status, code, message, param, details, trace, retryAfter, facts } } });
  };
  return html`<${Watch} source=${{ body: { ...body, requestId } }} prompt=${body.prompt} onFinish=${finish} onRefused=${refuse} />`;
}

/** Types of errors that mean that nothing ran, so that there is nothing to read. */
const refusals = ['invalid_request_error', 'quota_error', 'permission_error', 'rate_limit_error'];

/** How long the finished stages stay, so that the eye can follow. */
const afterglow = 600;

/** Watches a generation to its end. */
export function Watch({ source, prompt, onFinish, onRefused }) {
  const [stages, setStages] = useState(noStages);
  const [connection, setConnection] = useState('opening');
  const [error, setError] = useState(null);
  const [id, setId] = useState(source.id);
  const control = useRef();
  const begin = () => {
    setError(null);
    control.current = new AbortController();
    watch({ source, signal: control.current.signal, setStages, setConnection, setId, onFinish, onRefused }).catch(setError);
  };
  useEffect(() => {
    begin();
    return () => control.current.abort();
  }, []);
  return html`<div class="watch">
    <div class="row between"><h1>${t('watch.title')}</h1><span class="quiet elapsed">${!error && html`<${Clock} />`}</span></div>
    <blockquote class="asked">${prompt}</blockquote>
    <${Stages} stages=${stages} stopped=${error} />
    ${connection === 'broken' && !error && html`<div role="status"><${Notice} tone="warning" title=${t('watch.broken')}><p>${t('watch.brokenHint')}</p><//></div>`}
    ${error && html`<${ErrorNotice} error=${error} onRetry=${begin} />`}
    <${Cancel} id=${id} dry=${source.body?.options.dryRun} />
  </div>`;
}

async function watch({ source, signal, setStages, setConnection, setId, onFinish, onRefused }) {
  let id = source.id;
  let result;
  const learn = (found) => {
    if (!found || found === id) return;
    id = found;
    setId(found);
  };
  const onOpen = (response) => learn(response.headers.get('location')?.split('/').at(-1));
  try {
    for await (const { event, data } of follow(source, { signal, onConnection: setConnection, onOpen })) {
      if (event === 'stage') {
        learn(data.generationId);
        setStages((stages) => withEvent(stages, data));
        if (data.status === 'started') announce(t('stage.' + data.stage));
      } else if (event === 'result') {
        result = data;
        announce(t('watch.done'));
      } else if (event === 'error') throw new ApiError({ status: 200, body: data });
    }
  } catch (error) {
    if (signal.aborted) return;
    if (refusals.includes(error.type) && onRefused) return onRefused(error);
    if (id && error.status === 200) return onFinish(id); // the record says more
    throw error;
  }
  await new Promise((resolve) => setTimeout(resolve, afterglow));
  if (!signal.aborted) onFinish(result?.id ?? id, result);
}

/** Cancels what has a record, as soon as it has one; leaves a dry run, which ends it. */
function Cancel({ id, dry }) {
  const [wanted, setWanted] = useState(false);
  const [error, setError] = useState(null);
  useEffect(() => {
    if (!wanted || !id) return;
    post(`/v1/generations/${encodeURIComponent(id)}/cancel`).catch((refused) => {
      if (refused.code === 'already_finished') return; // its end is on its way
      setWanted(false);
      setError(refused);
    });
  }, [wanted, id]);
  const cancel = () => {
    if (dry) return go('/', { replace: true });
    setError(null);
    setWanted(true);
  };
  return html`<div class="row">
    <button type="button" onClick=${cancel} disabled=${wanted}>${wanted ? t('watch.canceling') : t('watch.cancel')}</button>
  </div>
  ${error && html`<${ErrorNotice} error=${error} onRetry=${cancel} />`}`;
}
