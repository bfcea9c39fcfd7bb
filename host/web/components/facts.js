import { html } from '../vendor/preact/preact.js';
import { formatNumber } from '../format.js';

// What a plugin understood is its own: any JSON. Here it is read out as words,
// whatever it is, so that no artifact type needs a page of its own. Plugins speak English.

/** An object as a list of what is true of it. */
export function Facts({ value, skip = [] }) {
  const entries = Object.entries(value).filter(([name, v]) => !skip.includes(name) && says(v));
  return html`<dl class="facts" lang="en">${entries.map(([name, v]) => html`<div key=${name}>
    <dt>${words(name)}</dt><dd><${Fact} value=${v} /></dd>
  </div>`)}</dl>`;
}

function Fact({ value }) {
  if (Array.isArray(value)) {
    const items = value.filter(says);
    if (items.every(isScalar)) return items.map(scalar).join(', ');
    return html`<ul>${items.map((item) => html`<li>${isScalar(item) ? scalar(item) : sentence(item)}</li>`)}</ul>`;
  }
  if (isScalar(value)) return scalar(value);
  return isFlat(value) ? sentence(value) : html`<${Facts} value=${value} />`;
}

const isScalar = (value) => value === null || typeof value !== 'object';
const isFlat = (value) => Object.values(value).every((v) => !says(v) || isScalar(v) || (Array.isArray(v) && v.every(isScalar)));

/** False, zero and nothing are what is not there. */
const says = (value) => Boolean(value) && (typeof value !== 'object' || Object.values(value).some((v) => says(v) || typeof v === 'number'));

/** {field: "owner", op: "is", values: ["smith"]} → "owner is smith". */
function sentence(object) {
  if (typeof object.text === 'string') return object.text;
  const said = Object.entries(object).filter(([, v]) => says(v)).map(([name, v]) => (v === true ? words(name) : flat(v)));
  return [...new Set(said)].join(' ');
}

const flat = (value) => (isScalar(value) ? scalar(value) : Object.values(value).filter(says).map(flat).join(', '));

function scalar(value) {
  if (value === true) return '✓';
  if (typeof value === 'number') return formatNumber(value);
  return /^\s|\s$|^[^\w]$/.test(value) ? `“${value}”` : String(value);
}

/** "stopAfter" → "stop after". */
const words = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ').toLowerCase();
