import { html } from '../vendor/preact/preact.js';
import { t } from '../texts.js';
import { Empty } from '../components/notice.js';

export default () => html`<h1 class="visually-hidden">${t('nowhere.title')}</h1>
  <${Empty} icon="search" title=${t('nowhere.title')}>
    <p>${t('nowhere.text')}</p>
    <a class="button primary" href="/">${t('nav.generate')}</a>
  <//>`;
