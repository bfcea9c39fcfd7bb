import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { whenIdle } from '../idle.js';
import { session } from '../state.js';
import { useShortcuts } from '../shortcuts.js';
import { go } from '../router.js';
import { t } from '../texts.js';
import { Icon, Mark } from './icon.js';

const places = [
  ['/', 'plus', 'nav.generate'],
  ['/generations', 'clock', 'nav.history'],
  ['/keys', 'key', 'nav.keys'],
  ['/plan', 'gauge', 'nav.plan'],
];

const keyboard = () => import('./keyboard.js');

/** What is around every view of somebody who is signed in. */
export function Shell({ path, children }) {
  const [open, setOpen] = useState(false);
  const [Help, setHelp] = useState(null);
  const help = () => keyboard().then((module) => setHelp(() => module.Keyboard));
  useEffect(() => setOpen(false), [path]);
  useEffect(() => whenIdle(() => keyboard().catch(() => {})), []); // there also once the network has gone
  useShortcuts([
    { keys: '?', label: t('key.help'), run: help },
    { keys: 'n', label: t('nav.generate'), run: () => go('/') },
    { keys: 'h', label: t('nav.history'), run: () => go('/generations') },
    { keys: '/', label: t('key.search'), run: search },
  ]);
  return html`<a class="skip" href="#main">${t('skip')}</a>
    <div class="shell">
      <header class="top">
        <a class="brand" href="/"><${Mark} />Kiln</a>
        <button type="button" class="bare menu" aria-expanded=${open} aria-controls="side" onClick=${() => setOpen(!open)}>
          <${Icon} name=${open ? 'close' : 'menu'} /><span class="visually-hidden">${t('menu')}</span>
        </button>
      </header>
      <${Side} path=${path} open=${open} onHelp=${help} />
      <main id="main" tabindex="-1">${children}</main>
    </div>
    ${Help && html`<${Help} onClose=${() => setHelp(null)} />`}`;
}

function Side({ path, open, onHelp }) {
  const who = session.use();
  const link = ([to, icon, text]) => html`<li>
    <a href=${to} aria-current=${here(to, path) ? 'page' : undefined}><${Icon} name=${icon} />${t(text)}</a>
  </li>`;
  return html`<nav id="side" class=${open ? 'side open' : 'side'} aria-label=${t('nav')}>
    <a class="brand" href="/"><${Mark} />Kiln</a>
    <ul>${places.map(link)}</ul>
    <ul class="side-end">
      <li><a href="/docs"><${Icon} name="book" />${t('nav.docs')}</a></li>
      <li><button type="button" onClick=${onHelp}><${Icon} name="keyboard" />${t('nav.keyboard')}</button></li>
      <li><a href="/account" class="who" aria-current=${here('/account', path) ? 'page' : undefined}>
        <${Icon} name="person" /><span><b>${who?.org?.name}</b><small>${who?.user?.email}</small></span>
      </a></li>
    </ul>
  </nav>`;
}

const here = (to, path) => (to === '/' ? path === '/' : path === to || path.startsWith(to + '/'));

/** "/" goes to the view's search field, or to the view that has one. */
function search() {
  const field = document.querySelector('[type=search]');
  if (field) field.focus();
  else go('/generations', { state: { search: true } });
}
