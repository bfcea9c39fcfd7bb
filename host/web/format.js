// Numbers and times as the reader writes them, in the reader's zone.

import { language } from './texts.js';

/** Makes a format when it is first used: each costs milliseconds, and few views use all. */
const onDemand = (make) => {
  let format;
  return () => (format ??= make());
};

const number = onDemand(() => new Intl.NumberFormat(language));
const when = onDemand(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }));
const exact = onDemand(() => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' }));
const day = onDemand(() => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }));
const relative = onDemand(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));

/** An amount as the API gives it, a decimal, in a currency's code of three letters. */
export const formatMoney = (amount, currency) => new Intl.NumberFormat(language, { style: 'currency', currency }).format(amount);

export const formatNumber = (n) => number().format(n);
export const formatTime = (time) => when().format(new Date(time));
export const formatExactTime = (time) => exact().format(new Date(time));
export const formatDay = (time) => day().format(new Date(time));

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** "5 minutes ago", "in 3 days"; further away than a month, the day. */
export function formatAgo(time, now = Date.now()) {
  const seconds = (new Date(time) - now) / 1000;
  if (Math.abs(seconds) > 30 * 86_400) return formatDay(time);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  return relative().format(Math.trunc(seconds / size), unit);
}

/** "12 ms", "3.4 s", "2 min 5 s". */
export function formatDuration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${formatNumber(Math.round(ms / 100) / 10)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** "812 B", "3.4 KB", "2 MB". */
export function formatSize(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${formatNumber(Math.round(bytes / 100) / 10)} KB`;
  return `${formatNumber(Math.round(bytes / 100_000) / 10)} MB`;
}
