// The one place that calls fetch. Every failure becomes an ApiError, which has
// what a view shows: a text, a code to branch on, a trace and how to go on.

/** What the API, or the way to it, refused. */
export class ApiError extends Error {
  /** @param {{status: number, body?: object, header?: Headers, cause?: unknown}} facts */
  constructor({ status, body, header, cause }) {
    const error = body?.error ?? {};
    super(error.message ?? '', { cause });
    this.status = status;
    this.code = error.code ?? (status === 0 ? 'offline' : 'internal_error');
    this.type = error.type ?? '';
    this.param = error.param ?? '';
    this.details = error.details ?? [];
    this.facts = error; // a refused quota says what is used of it
    this.retryable = error.retryable ?? status === 0;
    this.trace = body?.traceId ?? header?.get('x-request-id') ?? '';
    this.retryAfter = Number(header?.get('retry-after')) || 0; // seconds
  }
}

const signedOut = new Set();
const limited = new Set();

/** Calls listener whenever the API says that nobody is signed in. Returns how to stop. */
export const onSignedOut = (listener) => subscribe(signedOut, listener);

/** Calls listener with the rate limit that each answer carries. Returns how to stop. */
export const onRateLimit = (listener) => subscribe(limited, listener);

function subscribe(listeners, listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Sends a request and returns the response once its status says that all is well.
 * @param {string} method
 * @param {string} path
 * @param {{query?: object, body?: object, header?: object, signal?: AbortSignal}} [options]
 * @returns {Promise<Response>}
 */
export async function send(method, path, { query, body, header, signal } = {}) {
  const init = { method, signal, credentials: 'same-origin', headers: { Accept: 'application/json', ...header } };
  if (body !== undefined) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path + queryString(query), init);
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, cause });
  }
  noteRateLimit(response.headers);
  if (response.ok) return response;
  const error = new ApiError({ status: response.status, header: response.headers, body: await response.json().catch(() => undefined) });
  if (error.status === 401 && !path.startsWith('/v1/auth/verify')) for (const listener of signedOut) listener(error);
  throw error;
}

/** Sends a request and returns the answer's JSON; undefined where there is none. */
export async function call(method, path, options) {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined;
  try {
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  } catch (cause) {
    if (options?.signal?.aborted) throw cause;
    throw new ApiError({ status: 0, header: response.headers, cause });
  }
}

export const get = (path, options) => call('GET', path, options);
export const post = (path, body, options) => call('POST', path, { ...options, body });
export const del = (path, options) => call('DELETE', path, options);

function queryString(query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length > 0 ? '?' + new URLSearchParams(given) : '';
}

function noteRateLimit(header) {
  if (!header.has('x-ratelimit-limit')) return;
  const limit = {
    limit: Number(header.get('x-ratelimit-limit')),
    remaining: Number(header.get('x-ratelimit-remaining')),
    resetAt: new Date(Number(header.get('x-ratelimit-reset')) * 1000),
  };
  for (const listener of limited) listener(limit);
}
