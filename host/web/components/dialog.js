import { html, useLayoutEffect, useRef } from '../vendor/preact/preact.js';
import { t } from '../texts.js';
import { Icon } from './icon.js';

/** A modal dialog: it takes the focus, gives it back, and Escape closes it. */
export function Dialog({ title, onClose, children, locked = false }) {
  const dialog = useRef();
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    return () => before?.focus?.();
  }, []);
  const cancel = (event) => {
    event.preventDefault();
    if (!locked) onClose();
  };
  return html`<dialog ref=${dialog} onCancel=${cancel} aria-labelledby="dialog-title">
    <header>
      <h2 id="dialog-title">${title}</h2>
      ${!locked && html`<button type="button" class="bare" aria-label=${t('close')} onClick=${onClose}><${Icon} name="close" /></button>`}
    </header>
    ${children}
  </dialog>`;
}
