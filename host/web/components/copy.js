import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { t } from '../texts.js';
import { announce } from './live.js';
import { Icon } from './icon.js';

/** Puts a text on the clipboard, also where only an old way is allowed: on plain http. */
export async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement('textarea'), { value: text, className: 'visually-hidden' });
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error(t('copy.refused'));
}

/** A button that copies what text() returns and says so. */
export function CopyButton({ text, label = t('copy'), kind = 'small' }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async () => {
    const words = await copyText(text()).then(() => t('copied'), () => t('copy.refused'));
    setSaid(words);
    announce(words);
  };
  return html`<button type="button" class=${kind} onClick=${copy}><${Icon} name=${said ? 'check' : 'copy'} />${said || label}</button>`;
}
