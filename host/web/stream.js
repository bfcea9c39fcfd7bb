// Server-sent events over fetch, which unlike EventSource can post and shows
// refusals. A broken stream goes on where it was, until its end has been seen.

import { ApiError, send } from './api.js';

/** How long a stream may say nothing, comments included, before it counts as broken. */
const silence = 40_000;

/** What reconnecting waits, in ms: longer each time, never for ever. */
const pauses = [250, 500, 1000, 2000, 4000, 8000];

/**
 * Follows a generation to its end: yields {id, event, data} for each stage,
 * result, usage and error. Reconnects by itself; throws what the API refuses.
 * @param {{body: object} | {id: string}} source a request with a requestId, or a generation that exists
 * @param {{signal?: AbortSignal, onConnection?: (state: 'open'|'broken') => void, onOpen?: (r: Response) => void}} [options]
 */
export async function* follow(source, { signal, onConnection, onOpen } = {}) {
  let last = '';
  for (let failures = 0; ;) {
    try {
      const response = await open(source, last, signal);
      onConnection?.('open');
      onOpen?.(response);
      if (response.status === 204) return;
      for await (const event of frames(response.body, signal)) {
        // Without an id an error is about this connection, not about the generation.
        if (event.event === 'error' && !event.id) break;
        if (event.id) last = event.id;
        failures = 0;
        yield { ...event, data: JSON.parse(event.data) };
        if (event.event === 'usage' || event.event === 'error') return;
      }
    } catch (error) {
      if (signal?.aborted || !canResume(error)) throw error;
      if (error.retryAfter) await pause(error.retryAfter * 1000, signal);
    }
    onConnection?.('broken');
    await pause(pauses[Math.min(failures++, pauses.length - 1)], signal);
  }
}

function canResume(error) {
  if (!(error instanceof ApiError)) return error instanceof TypeError; // the body broke off
  return error.status === 0 || error.status === 502 || error.status === 503 || error.status === 504;
}

function open(source, last, signal) {
  const options = { signal, header: { Accept: 'text/event-stream, application/json' } };
  if (last) options.header['Last-Event-ID'] = last;
  if (source.id) return send('GET', `/v1/generations/${encodeURIComponent(source.id)}/events`, options);
  return send('POST', '/v1/generations/stream', { ...options, body: source.body });
}

/** Waits, but no longer than until the network is back. */
function pause(ms, signal) {
  return new Promise((resolve, reject) => {
    const done = (settle, value) => () => {
      clearTimeout(timer);
      removeEventListener('online', finish);
      signal?.removeEventListener('abort', stop);
      settle(value);
    };
    const finish = done(resolve);
    const stop = done(reject, new DOMException('aborted', 'AbortError'));
    const timer = setTimeout(finish, ms);
    addEventListener('online', finish);
    signal?.addEventListener('abort', stop);
  });
}

/** Reads frames off a body, as the HTML standard says; a frame that is not finished is dropped. */
async function* frames(body, signal) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let frame = { data: [] };
  try {
    for (;;) {
      const { done, value } = await readInTime(reader, signal);
      if (done) return;
      text += value;
      const lines = text.split(/\r\n|\n|\r(?!$)/);
      text = lines.pop();
      for (const line of lines) {
        if (line !== '') {
          take(frame, line);
          continue;
        }
        if (frame.data.length > 0) yield { id: frame.id, event: frame.event ?? 'message', data: frame.data.join('\n') };
        frame = { data: [] };
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function take(frame, line) {
  const colon = line.indexOf(':');
  if (colon === 0) return; // a comment: the heartbeat
  const field = colon < 0 ? line : line.slice(0, colon);
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
  if (field === 'data') frame.data.push(value);
  else if (field === 'event' || field === 'id') frame[field] = value;
}

async function readInTime(reader, signal) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new ApiError({ status: 0 })), silence);
  });
  try {
    return await Promise.race([reader.read(), late]);
  } catch (error) {
    if (signal?.aborted || error instanceof ApiError) throw error;
    throw new ApiError({ status: 0, cause: error });
  } finally {
    clearTimeout(timer);
  }
}
