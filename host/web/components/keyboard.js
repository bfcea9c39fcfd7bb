import { html } from '../vendor/preact/preact.js';
import { keyNames, shortcuts } from '../shortcuts.js';
import { t } from '../texts.js';
import { Dialog } from './dialog.js';

/** The keys that are in force. */
export const Keyboard = ({ onClose }) => html`<${Dialog} title=${t('nav.keyboard')} onClose=${onClose}>
  <dl class="keys">${shortcuts().map(({ keys, label }) => html`<div>
    <dt>${keyNames(keys).map((key) => html`<kbd>${key}</kbd>`)}</dt><dd>${label}</dd>
  </div>`)}</dl>
<//>`;
