// The console: which view answers which path, and what is around all of them.

import { html, render, useEffect, useErrorBoundary, useRef, useState } from './vendor/preact/preact.js';
import { onSignedOut } from './api.js';
import { loadSession, mayBeSignedIn, session, signedOut } from './state.js';
import { arrival, followLinks, match, useLocation } from './router.js';
import { Mark } from './components/icon.js';
import { Shell } from './components/shell.js';
import { ErrorNotice } from './components/notice.js';

/** Each path's view, which is loaded when it is first needed. */
const routes = [
  ['/', () => import('./views/generate.js')],
  ['/runs/:requestId', () => import('./views/watch.js')],
  ['/generations', () => import('./views/history.js')],
  ['/generations/:id', () => import('./views/read.js')],
  ['/compare', () => import('./views/compare.js')],
  ['/keys', () => import('./views/keys.js')],
  ['/plan', () => import('./views/plan.js')],
  ['/account', () => import('./views/account.js')],
  ['/sign-in', () => import('./views/sign-in.js')],
];
const signIn = () => import('./views/sign-in.js');
const nowhere = () => import('./views/nowhere.js');

function App() {
  const who = session.use();
  const [error, setError] = useState(null);
  const start = () => {
    setError(null);
    loadSession().catch(setError);
  };
  useEffect(() => {
    if (mayBeSignedIn()) start();
    else signedOut();
    return onSignedOut(signedOut);
  }, []);
  if (error) return html`<main class="alone"><${ErrorNotice} error=${error} onRetry=${start} /></main>`;
  if (who === undefined) return html`<main class="alone" aria-busy="true"><p class="splash"><${Mark} />Kiln</p></main>`;
  return html`<${Here} signedIn=${who !== null} />`;
}

/** The view for where the reader is; signing in comes first. */
function Here({ signedIn }) {
  const place = useLocation();
  const route = match(routes, place.path);
  const load = signedIn ? (route?.value ?? nowhere) : signIn;
  const view = html`<${Loaded} key=${place.path} load=${load} place=${place} params=${route?.params ?? {}} />`;
  return signedIn ? html`<${Shell} path=${place.path}>${view}<//>` : html`<main class="alone" id="main">${view}</main>`;
}

function Loaded({ load, place, params }) {
  const [View, setView] = useState(null);
  const [error, setError] = useState(null);
  const [broken, reset] = useErrorBoundary((cause) => console.error(cause));
  useEffect(() => {
    let left = false;
    setError(null);
    load().then((module) => left || setView(() => module.default), (cause) => left || setError(cause));
    return () => (left = true);
  }, [load]);
  const heading = useHeadingFocus(View);
  if (broken) return html`<${ErrorNotice} error=${broken} onRetry=${reset} />`;
  // Files of another version, or none without a network: a new page has the right ones.
  if (error) return html`<${ErrorNotice} error=${error} onRetry=${() => location.reload()} />`;
  return html`<div class="view" ref=${heading}>${View && html`<${View} place=${place} params=${params} />`}</div>`;
}

/** After the first view, a new one takes the focus to its heading, where a screen reader goes on. */
function useHeadingFocus(View) {
  const root = useRef();
  useEffect(() => {
    if (!View) return;
    const h1 = root.current?.querySelector('h1');
    if (arrival() === 'go') scrollTo(0, 0);
    document.title = h1 ? `${h1.textContent} · Kiln` : 'Kiln';
    if (useHeadingFocus.moved && h1 && !root.current.contains(document.activeElement)) {
      h1.tabIndex = -1;
      h1.focus({ preventScroll: true });
    }
    useHeadingFocus.moved = true;
  }, [View]);
  return root;
}

followLinks(routes);
render(html`<${App} />`, document.getElementById('app'));
