import { html } from '../vendor/preact/preact.js';

// Strokes on a grid of 16.
const paths = {
  plus: 'M8 3v10M3 8h10',
  clock: 'M8 4.5V8l2.5 1.5M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  key: 'M9.5 6.5 14 2M12 4l1.5 1.5M10 9.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0z',
  gauge: 'M2.5 12a6 6 0 1 1 11 0M8 9.5 10.5 6',
  person: 'M8 8a2.7 2.7 0 1 0 0-5.4A2.7 2.7 0 0 0 8 8zM2.8 13.5c.6-2.4 2.6-3.7 5.2-3.7s4.6 1.3 5.2 3.7',
  book: 'M3 3.5c2-.8 3.7-.6 5 .5 1.3-1.1 3-1.3 5-.5v9c-2-.8-3.7-.6-5 .5-1.3-1.1-3-1.3-5-.5zM8 4v9',
  copy: 'M5.5 5.5V3a1 1 0 0 1 1-1H13a1 1 0 0 1 1 1v6.5a1 1 0 0 1-1 1h-2.5M3 5.5h6.5a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1z',
  check: 'M3 8.5 6.5 12 13 4.5',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M2.5 13.5h11',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14',
  close: 'M4 4l8 8M12 4l-8 8',
  right: 'M6 3.5 10.5 8 6 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  again: 'M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3',
  compare: 'M2.5 3h4v10h-4zM9.5 3h4v10h-4z',
  error: 'M8 4.8v3.7M8 11v.2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  warning: 'M8 6v3M8 11.2v.1M8 2.5 14.2 13.3H1.8z',
  info: 'M8 7.3v3.7M8 5v-.2M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z',
  file: 'M4 1.8h5L12.5 5.3v8.9H4zM9 1.8v3.5h3.5',
  folder: 'M2 4.5a1 1 0 0 1 1-1h3l1.5 1.5H13a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z',
  out: 'M6 3H3v10h3M10 5l3 3-3 3M6.5 8H13',
  keyboard: 'M2 4.5h12v7H2zM4.5 7h.1M7 7h.1M9.5 7h.1M12 7h-.1M5 9.3h6',
  mail: 'M2 4h12v8.5H2zM2 4.5 8 9l6-4.5',
  play: 'M4.5 3v10L13 8z',
  edit: 'M10.5 3 13 5.5 6 12.5l-3 .5.5-3zM9 4.5 11.5 7',
};

/** A picture beside words, which say the same: hidden from screen readers. */
export function Icon({ name }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${paths[name]} /></svg>`;
}

/** The mark of the product. */
export function Mark() {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M7 25V15a9 9 0 0 1 18 0v10h-4.5v-9.6a4.5 4.5 0 0 0-9 0V25z" />
    <path d="M16 25c-2 0-3.2-1.3-3.2-3 0-1.9 1.7-2.7 2.3-4.8 1.9 1 4.1 2.7 4.1 4.9 0 1.7-1.2 2.9-3.2 2.9z" />
  </svg>`;
}
