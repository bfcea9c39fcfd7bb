// What more than one view knows. A value tells those who use it when it changes.

import { useEffect, useState } from './vendor/preact/preact.js';
import { get, onRateLimit } from './api.js';

/** Holds one value for everybody. */
class Shared {
  #listeners = new Set();
  constructor(value) {
    this.value = value;
  }
  set(value) {
    this.value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }
  /** The value, for a component that is to follow it. */
  use() {
    const [value, setValue] = useState(this.value);
    useEffect(() => {
      setValue(this.value);
      this.#listeners.add(setValue);
      return () => this.#listeners.delete(setValue);
    }, []);
    return value;
  }
}

/** Who is signed in: the answer of GET /v1/auth/session; null is nobody, undefined not known yet. */
export const session = new Shared(undefined);

/** {limit, remaining, resetAt} of the last answer; null before the first. */
export const rateLimit = new Shared(null);
onRateLimit((limit) => rateLimit.set(limit));

/** Asks who is signed in. */
export async function loadSession() {
  try {
    session.set(await get('/v1/auth/session'));
    remember('signedIn', true);
  } catch (error) {
    if (error.status !== 401) throw error;
    signedOut();
  }
}

/** Nobody is signed in any more. */
export function signedOut() {
  remember('signedIn');
  session.set(null);
}

/** Whether it is worth asking who is signed in; early.js has found out. */
export const mayBeSignedIn = () => 'mayBeSignedIn' in document.documentElement.dataset;

let artifacts;

/** The artifact types that there are, asked for once. */
export function loadArtifacts() {
  artifacts ??= get('/v1/artifacts').then((list) => list.data);
  artifacts.catch(() => (artifacts = undefined));
  return artifacts;
}

/** Reads a setting that this browser keeps. */
export function remembered(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem('kiln.' + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Keeps a setting in this browser; undefined forgets it. */
export function remember(name, value) {
  if (value === undefined) localStorage.removeItem('kiln.' + name);
  else localStorage.setItem('kiln.' + name, JSON.stringify(value));
}

/**
 * Loads what a view shows. load gets an AbortSignal and runs again when one of the inputs changes.
 * @returns {{data?: any, error?: Error, loading: boolean, reload: () => void}}
 */
export function useLoad(load, inputs) {
  const [state, setState] = useState({ loading: true });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const control = new AbortController();
    setState((before) => ({ ...before, error: undefined, loading: true }));
    load(control.signal).then(
      (data) => control.signal.aborted || setState({ data, loading: false }),
      (error) => control.signal.aborted || setState({ error, loading: false }),
    );
    return () => control.abort();
  }, [...inputs, turn]);
  return { ...state, reload: () => setTurn((n) => n + 1) };
}
