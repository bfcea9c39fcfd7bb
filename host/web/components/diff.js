// Two files side by side: the library finds which lines differ, this pairs them.

import { diffLines } from '../vendor/diff/diff/line.js';

/** Equal lines that stay in sight around a change. */
const context = 3;

/**
 * Pairs the lines of two texts. Each row is [left, right] of {n, text}, null for nothing; changed tells them apart.
 * @returns {{left: object|null, right: object|null, changed: boolean}[]}
 */
export function pairLines(before, after) {
  const rows = [];
  const numbers = { left: 0, right: 0 };
  const line = (side, text) => (text === undefined ? null : { n: ++numbers[side], text });
  let removed = [];
  const flush = (added) => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      rows.push({ left: line('left', removed[i]), right: line('right', added[i]), changed: true });
    }
    removed = [];
  };
  for (const part of diffLines(before, after)) {
    const lines = part.value.replace(/\n$/, '').split('\n');
    if (part.removed) {
      flush([]);
      removed = lines;
    } else if (part.added) flush(lines);
    else {
      flush([]);
      for (const text of lines) rows.push({ left: line('left', text), right: line('right', text), changed: false });
    }
  }
  flush([]);
  return rows;
}

/**
 * Splits rows into those to show and runs of equal ones to fold: {rows} or {folded: rows}.
 */
export function fold(rows) {
  const near = new Uint8Array(rows.length);
  rows.forEach((row, i) => {
    if (row.changed) near.fill(1, Math.max(0, i - context), i + context + 1);
  });
  const parts = [];
  for (let i = 0; i < rows.length;) {
    let end = i;
    while (end < rows.length && near[end] === near[i]) end++;
    const run = rows.slice(i, end);
    parts.push(near[i] || run.length <= 2 ? { rows: run } : { folded: run });
    i = end;
  }
  return parts;
}
