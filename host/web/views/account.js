import { html, useState } from '../vendor/preact/preact.js';
import { del, get, post } from '../api.js';
import { session, signedOut, useLoad } from '../state.js';
import { go } from '../router.js';
import { formatAgo } from '../format.js';
import { chooseLanguage, language, languages, t } from '../texts.js';
import { Icon } from '../components/icon.js';
import { ErrorNotice, Time } from '../components/notice.js';

export default function Account() {
  const { user, org } = session.value;
  return html`<h1>${t('nav.account')}</h1>
    <p class="lead">${user.email} · ${org.name} · ${t('role.' + org.role)}</p>
    <div class="sections">
      <${Looks} />
      <${Sessions} />
    </div>`;
}

/** How this browser shows the console. */
function Looks() {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme);
  const chooseTheme = (event) => {
    const chosen = event.target.value;
    setTheme(chosen);
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem('kiln.theme', chosen);
  };
  return html`<section class="card">
    <h2>${t('account.looks')}</h2>
    <div class="grid two">
      <label>${t('account.theme')}
        <select value=${theme} onChange=${chooseTheme}>
          ${['system', 'light', 'dark'].map((name) => html`<option value=${name}>${t('theme.' + name)}</option>`)}
        </select></label>
      <label>${t('account.language')}
        <select value=${language} onChange=${(event) => chooseLanguage(event.target.value)}>
          ${Object.entries(languages).map(([tag, name]) => html`<option value=${tag} lang=${tag}>${name}</option>`)}
        </select></label>
    </div>
  </section>`;
}

/** Where the reader is signed in, and how to end that. */
function Sessions() {
  const list = useLoad((signal) => get('/v1/auth/sessions', { signal }), []);
  const [refused, setRefused] = useState(null);
  const attempt = async (action) => {
    setRefused(null);
    await action().catch(setRefused);
  };
  const leave = () => {
    signedOut();
    go('/sign-in', { replace: true });
  };
  const signOut = () => attempt(() => post('/v1/auth/logout').then(leave));
  const signOutEverywhere = () => attempt(() => del('/v1/auth/sessions').then(leave));
  const end = (one) => attempt(() => del('/v1/auth/sessions/' + encodeURIComponent(one.id)).then(list.reload));
  return html`<section class="card">
    <h2>${t('account.sessions')}</h2>
    ${list.error && html`<${ErrorNotice} error=${list.error} onRetry=${list.reload} />`}
    ${refused && html`<${ErrorNotice} error=${refused} />`}
    <ul class="sessions">${list.data?.data.map((one) => html`<li key=${one.id} class="row between">
      <span><b>${browserOf(one.userAgent)}</b>${one.current && html` <span class="badge active">${t('account.here')}</span>`}
        <small>${one.address ? one.address + ' · ' : ''}${t('account.lastUsed')} <${Time} at=${one.lastUsedAt} as=${formatAgo} /></small></span>
      ${!one.current && html`<button type="button" class="small" onClick=${() => end(one)}>${t('account.end')}<span class="visually-hidden"> ${browserOf(one.userAgent)}</span></button>`}
    </li>`)}</ul>
    <div class="row">
      <button type="button" onClick=${signOut}><${Icon} name="out" />${t('account.signOut')}</button>
      <button type="button" class="danger" onClick=${signOutEverywhere}>${t('account.signOutEverywhere')}</button>
    </div>
  </section>`;
}

const browsers = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']];
const systems = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']];

/** What a person calls the browser that said this of itself. */
function browserOf(userAgent) {
  const name = (list) => list.find(([token]) => userAgent.includes(token))?.[1];
  const known = [name(browsers), name(systems)].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : userAgent || t('account.unknown');
}
