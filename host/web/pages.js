// A list that is read page by page, and is found again as it was left.

import { useEffect, useLayoutEffect, useRef, useState } from './vendor/preact/preact.js';
import { arrival } from './router.js';

/** The list that was left last: {key, list, cursor, scroll}. Going back finds it. */
let left = null;

/** Where a list was when its page was left or reloaded; the session keeps it. */
const kept = 'kiln.list';

/** When the list has come to rest; asking for its place while it moves would cost a layout each time. */
const rest = 'onscrollend' in window ? 'scrollend' : 'scroll';

const nothing = { pages: [], done: false };

/**
 * The pages of a list so far: {key, rows}, and height once it is known. more() gets the next one.
 * @param {string} key what the list is of; another key is another list
 * @param {(cursor: string | undefined, signal: AbortSignal) => Promise<{rows: object[], cursor?: string, done: boolean}>} load
 */
export function usePages(key, load, { onFirst } = {}) {
  const back = () => (arrival() === 'back' && left?.key === key ? left : null);
  const [list, setList] = useState(() => back()?.list ?? nothing);
  const current = useRef();
  const latest = useRef();
  latest.current = list;
  useEffect(() => {
    const found = back();
    const mine = { control: new AbortController(), cursor: found?.cursor, busy: false, scroll: found?.scroll ?? 0 };
    current.current = mine;
    setList(found?.list ?? nothing);
    if (found) refresh(mine);
    const follow = () => (mine.scroll = scrollY);
    addEventListener(rest, follow, { passive: true });
    return () => {
      removeEventListener(rest, follow);
      mine.control.abort();
      left = { key, list: { ...latest.current, error: undefined }, cursor: mine.cursor, scroll: mine.scroll };
    };
  }, [key]);
  usePlace(key, list, back()?.scroll);
  /** What began or ended while the list was left is put right in its first page. */
  const refresh = async (mine) => {
    const fresh = await load(undefined, mine.control.signal).catch(() => null);
    if (!fresh) return; // the list stays as it was
    setList((before) => {
      const rows = merged(fresh.rows, before.pages[0]?.rows ?? []);
      if (rows) return { ...before, pages: rows === before.pages[0].rows ? before.pages : [pageOf(rows), ...before.pages.slice(1)] };
      mine.cursor = fresh.cursor;
      return { pages: [pageOf(fresh.rows)], done: fresh.done };
    });
  };
  const more = async () => {
    const mine = current.current;
    if (mine.busy) return;
    mine.busy = true;
    setList((before) => ({ ...before, error: undefined }));
    try {
      const first = mine.cursor === undefined;
      const { rows, cursor, done } = await load(mine.cursor, mine.control.signal);
      mine.cursor = cursor;
      setList((before) => ({ pages: [...(first ? [] : before.pages), pageOf(rows)], done }));
      if (first) onFirst?.(rows);
    } catch (error) {
      if (!mine.control.signal.aborted) setList((before) => ({ ...before, error }));
    } finally {
      mine.busy = false;
    }
  };
  return { ...list, more };
}

let pagesMade = 0;
const pageOf = (rows) => ({ key: ++pagesMade, rows });

/** The rows of before with what is fresh; null where too much is new, the same where nothing is. */
function merged(fresh, before) {
  const known = new Map(before.map((row) => [row.id, row]));
  const unknown = fresh.findIndex((row) => known.has(row.id));
  if (unknown < 0) return null;
  const news = new Map(fresh.map((row) => [row.id, row]));
  const same = unknown === 0 && before.every((row) => !news.has(row.id) || news.get(row.id).status === row.status);
  return same ? before : [...fresh.slice(0, unknown), ...before.map((row) => news.get(row.id) ?? row)];
}

/** Puts the list where it was: at once if its pages are there, or else, after a reload, as they come. */
function usePlace(key, list, scroll) {
  const wanted = useRef(0);
  useLayoutEffect(() => {
    if (scroll) scrollTo(0, scroll);
  }, []);
  useEffect(() => {
    const before = JSON.parse(sessionStorage.getItem(kept) ?? 'null');
    sessionStorage.removeItem(kept);
    if (arrival() === 'load' && before?.key === key) wanted.current = before.scroll;
    const keep = () => sessionStorage.setItem(kept, JSON.stringify({ key, scroll: scrollY }));
    const stop = () => (wanted.current = 0);
    const byReader = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
    addEventListener('pagehide', keep);
    for (const name of byReader) addEventListener(name, stop, { passive: true });
    return () => {
      removeEventListener('pagehide', keep);
      for (const name of byReader) removeEventListener(name, stop);
    };
  }, [key]);
  useEffect(() => {
    if (!wanted.current) return;
    scrollTo(0, wanted.current);
    if (scrollY >= wanted.current - 1 || list.done) wanted.current = 0;
  }, [list]);
}
