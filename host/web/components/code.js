import { html, useEffect, useMemo, useRef, useState } from '../vendor/preact/preact.js';
import { whenIdle } from '../idle.js';
import { t } from '../texts.js';

/** In px; style/views.css has the same. Lines never wrap, so that a line's place is its number. */
const lineHeight = 20;

/** Lines that are drawn together. Only those in sight get colours and links; the others are not even laid out. */
const blockLines = 40;

/**
 * A file with line numbers. However long it is, the whole text is there for the browser's search.
 * @param {{path: string, text: string, line?: number, href: (line: number) => string, marks: Map<number, {severity: string, message: string}>}} props
 */
export function Code({ path, text, line, href, marks }) {
  const pane = useRef();
  const lines = useMemo(() => text.replace(/\n$/, '').split('\n'), [text]);
  const tokens = useTokens(path, text);
  useEffect(() => {
    pane.current.scrollTop = line ? Math.max(0, (line - 4) * lineHeight) : 0;
    pane.current.scrollLeft = 0;
    // Who came from a finding goes on reading here.
    if (line && document.activeElement?.closest('.findings')) {
      pane.current.focus({ preventScroll: true });
      pane.current.scrollIntoView({ block: 'nearest' });
    }
  }, [path, line]);
  const widest = useMemo(() => widthOf(lines), [lines]);
  const blocks = useMemo(() => Array.from({ length: Math.ceil(lines.length / blockLines) }, (_, i) => i * blockLines), [lines]);
  return html`<div class="code" ref=${pane} tabindex="0" role="region" aria-label=${t('read.code', { path })}>
    <div class="code-lines" style=${{ minWidth: `${widest}ch` }}>
      ${blocks.map((first) => html`<${Block} key=${path + first} first=${first} lines=${lines} tokens=${tokens} pane=${pane}
        line=${line} href=${href} marks=${marks} />`)}
    </div>
  </div>`;
}

/** How many letters wide the lines are, with the gutter: blocks out of sight do not say. A tab is at most four. */
const widthOf = (lines) => 12 + lines.reduce((widest, line) => Math.max(widest, line.length + 3 * (line.split('\t').length - 1)), 0);

/** The tokens of a file, null until they are there. */
function useTokens(path, text) {
  const [tokens, setTokens] = useState(null);
  useEffect(() => {
    let left = false;
    setTokens(null);
    const cancel = whenIdle(async () => {
      const { tokenize } = await import('./highlight.js');
      const found = await tokenize(path, text);
      if (!left) setTokens(found);
    });
    return () => {
      left = true;
      cancel();
    };
  }, [path, text]);
  return tokens;
}

function Block({ first, lines, tokens, pane, line, href, marks }) {
  const block = useRef();
  const opened = line ? Math.floor((line - 1) / blockLines) * blockLines : 0;
  const near = useNear(block, pane, first === opened);
  const numbers = Array.from({ length: Math.min(blockLines, lines.length - first) }, (_, i) => first + i + 1);
  const height = `${numbers.length * lineHeight}px`;
  if (!near) {
    return html`<div class="code-block" ref=${block} style=${{ height }}>
      <div class="gutter" aria-hidden="true"></div><pre>${lines.slice(first, first + blockLines).join('\n')}</pre>
    </div>`;
  }
  return html`<div class="code-block near" ref=${block} style=${{ height }}>
    <div class="gutter">${numbers.map((n) => html`<a href=${href(n)} tabindex="-1" data-mark=${marks.get(n)?.severity} aria-label=${t('read.line', { n })}>${n}</a>`)}</div>
    <pre>${numbers.map((n) => html`<span class=${lineClass(n, line, marks)} id=${n === line ? 'line' : undefined}>${
      tokens ? (tokens[n - 1] ?? []).map(([scope, piece]) => (scope ? html`<span class="hl-${scope}">${piece}</span>` : piece)) : lines[n - 1]}${marks.has(n) && html`<span class="says" lang="en" data-says=${marks.get(n).message}></span>`}${'\n'}</span>`)}</pre>
  </div>`;
}

function lineClass(n, line, marks) {
  const mark = marks.get(n);
  return `line${n === line ? ' linked' : ''}${mark ? ' marked ' + mark.severity : ''}`;
}

/** Whether the element is in sight of the pane, or nearly; first is what to take for true until that is known. */
function useNear(element, pane, first) {
  const [near, setNear] = useState(first);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1).isIntersecting), { root: pane.current, rootMargin: '400px 0px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return near;
}
