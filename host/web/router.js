// Paths and views. A link is an ordinary <a>; this follows it without a load.

import { useEffect, useState } from './vendor/preact/preact.js';

const moved = new Set();

let arrived = 'load';

/** How the reader came here: 'load' of the page, 'go' by a link, or 'back' (or forth) in the history. */
export const arrival = () => arrived;

addEventListener('popstate', () => (arrived = 'back'));

/** Goes to a path of the console. */
export function go(path, { replace = false, state = null } = {}) {
  arrived = 'go';
  history[replace ? 'replaceState' : 'pushState'](state, '', path);
  for (const listener of [...moved]) listener();
}

/** Where the reader is, for a component that is to follow it. */
export function useLocation() {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const update = () => setPlace(read());
    moved.add(update);
    addEventListener('popstate', update);
    addEventListener('hashchange', update);
    update();
    return () => {
      moved.delete(update);
      removeEventListener('popstate', update);
      removeEventListener('hashchange', update);
    };
  }, []);
  return place;
}

const read = () => ({
  path: location.pathname,
  query: Object.fromEntries(new URLSearchParams(location.search)),
  hash: location.hash.slice(1),
  state: history.state,
});

/**
 * Finds the first route that fits: ["/generations/:id", value].
 * @returns {{value: any, params: object} | undefined}
 */
export function match(routes, path) {
  for (const [pattern, value] of routes) {
    const names = [];
    const expression = pattern.replace(/:(\w+)/g, (_, name) => (names.push(name), '([^/]+)'));
    const found = new RegExp(`^${expression}/?$`).exec(path);
    if (found) return { value, params: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1])])) };
  }
  return undefined;
}

/** Follows links to paths that the console has itself. */
export function followLinks(routes) {
  addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const elsewhere = !link || link.origin !== location.origin || link.target || link.hasAttribute('download');
    if (elsewhere || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (!match(routes, link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}
