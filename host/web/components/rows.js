// Rows of a long list. Only those near to what is seen exist; the others are
// gaps of the same height.

import { Component, html, render, useEffect, useRef, useState } from '../vendor/preact/preact.js';
import { formatAgo, formatExactTime } from '../format.js';
import { t } from '../texts.js';

/** How far from sight rows exist, in px: what a fast wheel turns in a few frames. */
const near = '1200px 0px';

/** The rows of a page: {id, prompt, pattern, target, status, createdAt}. */
export function Page({ page }) {
  const element = useRef();
  const [gap, setGap] = useState(page.height ?? 0); // its height; 0 while the rows are there
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      const entry = entries.at(-1); // a busy page is told of several moments at once
      page.height = entry.boundingClientRect.height;
      setGap(entry.isIntersecting ? 0 : page.height);
    }, { rootMargin: near });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return html`<div ref=${element} class="history-page" role="presentation" style=${gap ? { height: `${gap}px` } : undefined}>
    ${gap === 0 && html`<${Rows} rows=${page.rows} />`}
  </div>`;
}

/** Rows never change, so they are copies of one that is filled in: a fast scroll makes dozens in a frame. */
class Rows extends Component {
  shouldComponentUpdate() {
    return false;
  }
  componentDidMount() {
    this.base.append(...this.props.rows.map(rowElement));
  }
  render() {
    return html`<div role="presentation"></div>`;
  }
}

const Row = () => html`<div role="listitem"><a class="history-row">
  <span class="history-prompt"></span><span class="quiet history-pattern"></span><span class="quiet history-target"></span>
  <span class="badge"></span><time class="quiet history-time"></time>
</a></div>`;

let model;

function rowElement({ id, prompt, pattern, target, status, createdAt }) {
  if (!model) {
    const parent = document.createElement('div');
    render(html`<${Row} />`, parent);
    model = parent.firstChild;
  }
  const item = model.cloneNode(true);
  const link = item.firstChild;
  link.href = '/generations/' + id;
  const [promptAt, patternAt, targetAt, statusAt, timeAt] = link.children;
  promptAt.textContent = prompt;
  patternAt.textContent = pattern ?? '';
  targetAt.textContent = target;
  statusAt.textContent = t('status.' + status);
  statusAt.classList.add(status);
  timeAt.textContent = formatAgo(createdAt);
  timeAt.dateTime = createdAt;
  return item;
}

/** Gives a time its exact form once it is pointed at. */
export function tellTime(event) {
  const time = event.target.closest('time');
  if (time) time.title = formatExactTime(time.dateTime);
}
