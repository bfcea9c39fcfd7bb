// Keys. A component says which it has; "?" lists all that are in force.

import { useEffect, useRef } from './vendor/preact/preact.js';

const active = [];

/** The keys that are in force now, the innermost last: {keys, label}. */
export const shortcuts = () => active.flatMap((set) => set.current).filter((shortcut) => shortcut.label);

/**
 * Puts keys in force while the component is there. "mod" is Ctrl, on a Mac Cmd.
 * @param {{keys: string, label?: string, run: (event: KeyboardEvent) => void, inFields?: boolean}[]} list
 */
export function useShortcuts(list) {
  const set = useRef(list);
  set.current = list;
  useEffect(() => {
    active.push(set);
    return () => active.splice(active.indexOf(set), 1);
  }, []);
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
  const inField = event.target.closest?.('input, textarea, select, [contenteditable]');
  const pressed = name(event);
  for (const set of active.toReversed()) {
    const found = set.current.find((s) => s.keys === pressed && (s.inFields || !inField));
    if (!found) continue;
    event.preventDefault();
    found.run(event);
    return;
  }
});

function name(event) {
  if (event.altKey) return '';
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  return mod + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

/** The keys as they stand on the reader's keyboard. */
export const keyNames = (keys) => keys.split('+').map((key) => (key === 'mod' ? (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl') : key));
