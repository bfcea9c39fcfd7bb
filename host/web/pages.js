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
 * The pages of a list so far: {key, rows, cursor}, and height once it is known. more() gets the next one.
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
  const held = useRef(null);
  useLayoutEffect(() => {
    const { element, top } = held.current ?? {};
    held.current = null;
    if (element?.isConnected) scrollBy(0, element.getBoundingClientRect().top - top);
  }, [list]);
  /**
   * Keeps what is read where it is when rows come above it. Browsers do that themselves, but not while
   * what they hold on to is drawn anew, as it is when the list has just been found again.
   */
  const hold = () => {
    const element = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    if (scrollY > 0 && element) held.current = { element, top: element.getBoundingClientRect().top };
  };
  /** What began or ended while the list was left is put right; what cannot be asked for stays as it was. */
  const refresh = async (mine) => {
    const ask = (cursor) => load(cursor, mine.control.signal).catch(() => null);
    const fresh = await ask();
    if (!fresh) return;
    const pages = latest.current.pages;
    if (!overlap(fresh.rows, pages[0]?.rows ?? [])) {
      mine.cursor = fresh.cursor;
      return setList({ pages: [pageOf(fresh.rows)], done: fresh.done });
    }
    hold();
    change(0, (rows) => merged(fresh.rows, rows));
    const known = new Set(fresh.rows.map((row) => row.id));
    for (const [i, page] of pages.entries()) {
      if (!page.rows.some((row) => isOpen(row) && !known.has(row.id))) continue;
      // What is new has moved the end of the first page to where the fresh one ends.
      const again = await ask(i === 0 ? fresh.cursor : page.cursor);
      if (again) change(i, (rows) => settled(again.rows, rows));
    }
  };
  const change = (i, rowsAfter) => setList((before) => {
    const rows = rowsAfter(before.pages[i].rows);
    return rows === before.pages[i].rows ? before : { ...before, pages: before.pages.with(i, pageOf(rows, before.pages[i].cursor)) };
  });
  const more = async () => {
    const mine = current.current;
    if (mine.busy) return;
    mine.busy = true;
    setList((before) => ({ ...before, error: undefined }));
    try {
      const first = mine.cursor === undefined;
      const from = mine.cursor;
      const { rows, cursor, done } = await load(from, mine.control.signal);
      mine.cursor = cursor;
      setList((before) => ({ pages: [...(first ? [] : before.pages), pageOf(rows, from)], done }));
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
const pageOf = (rows, cursor) => ({ key: ++pagesMade, rows, cursor });

/** Whether a row can still change. */
const isOpen = ({ status }) => status === 'queued' || status === 'running';

/** Whether the two have a row in common. */
function overlap(fresh, before) {
  const known = new Set(before.map((row) => row.id));
  return fresh.some((row) => known.has(row.id));
}

/** The rows of before as they are now, under those that are new; the same where nothing is. */
function merged(fresh, before) {
  const known = new Set(before.map((row) => row.id));
  const news = fresh.slice(0, fresh.findIndex((row) => known.has(row.id)));
  const rows = settled(fresh, before);
  return news.length > 0 ? [...news, ...rows] : rows;
}

/** The rows with what has become of them, without those that the list has no more; the same where nothing has changed. */
function settled(fresh, rows) {
  const now = new Map(fresh.map((row) => [row.id, row]));
  const last = rows.findLastIndex((row) => now.has(row.id));
  const left = rows.filter((row, i) => now.has(row.id) || !isOpen(row) || i > last);
  const changed = left.some((row) => now.has(row.id) && now.get(row.id).status !== row.status);
  return changed || left.length < rows.length ? left.map((row) => now.get(row.id) ?? row) : rows;
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
