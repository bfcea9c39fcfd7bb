// Work that can wait until nobody waits for anything else.

/**
 * Calls back once the browser has nothing more urgent to do, such as drawing what is there.
 * @returns {() => void} takes that back
 */
export function whenIdle(callback) {
  if (!window.requestIdleCallback) { // Safari
    const timer = setTimeout(callback, 100);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(callback, { timeout: 1000 });
  return () => cancelIdleCallback(idle);
}
