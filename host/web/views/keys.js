import { html, useState } from '../vendor/preact/preact.js';
import { del, get, post } from '../api.js';
import { session, useLoad } from '../state.js';
import { formatAgo, formatDay } from '../format.js';
import { t } from '../texts.js';
import { announce } from '../components/live.js';
import { CopyButton } from '../components/copy.js';
import { Dialog } from '../components/dialog.js';
import { Icon } from '../components/icon.js';
import { Empty, ErrorNotice, Notice, Time } from '../components/notice.js';

const scopes = ['generations:write', 'generations:read', 'artifacts:read'];

export default function Keys() {
  const list = useLoad((signal) => get('/v1/keys', { signal }).then((answer) => answer.data), []);
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState(null);
  const owner = session.value.org.role === 'owner';
  const make = html`<button type="button" class="primary" onClick=${() => setMaking(true)}><${Icon} name="plus" />${t('keys.make')}</button>`;
  return html`<div class="row between"><h1>${t('nav.keys')}</h1>${owner && make}</div>
    <p class="lead">${t('keys.lead')}</p>
    ${!owner && html`<${Notice}><p>${t('keys.owners')}</p><//>`}
    ${list.error && html`<${ErrorNotice} error=${list.error} onRetry=${list.reload} />`}
    ${list.data?.length === 0 && html`<${Empty} icon="key" title=${t('keys.empty')}><p>${t('keys.emptyHint')}</p>${owner && make}<//>`}
    ${list.data?.length > 0 && html`<${Table} keys=${list.data} owner=${owner} onRevoke=${setRevoking} />`}
    ${making && html`<${Make} onMade=${list.reload} onClose=${() => setMaking(false)} />`}
    ${revoking && html`<${Revoke} which=${revoking} onRevoked=${list.reload} onClose=${() => setRevoking(null)} />`}`;
}

function Table({ keys, owner, onRevoke }) {
  const columns = ['name', 'key', 'status', 'lastUsed', 'expires'];
  return html`<div class="table"><table>
    <thead><tr>${columns.map((name) => html`<th scope="col">${t('keys.' + name)}</th>`)}<th><span class="visually-hidden">${t('keys.revoke')}</span></th></tr></thead>
    <tbody>${keys.map((key) => html`<tr key=${key.id}>
      <td data-label=${t('keys.name')}><span><b>${key.name}</b><small class="block">${key.scopes.map(scopeName).join(', ')}</small></span></td>
      <td data-label=${t('keys.key')}><code>${key.prefix}…${key.last4}</code></td>
      <td data-label=${t('keys.status')}><span class="badge ${key.status}">${t('keys.is.' + key.status)}</span></td>
      <td data-label=${t('keys.lastUsed')}>${key.lastUsedAt ? html`<${Time} at=${key.lastUsedAt} as=${formatAgo} />` : html`<span class="quiet">${t('keys.never')}</span>`}</td>
      <td data-label=${t('keys.expires')}>${key.expiresAt ? html`<${Time} at=${key.expiresAt} as=${formatDay} />` : html`<span class="quiet">${t('keys.never')}</span>`}</td>
      <td class="end">${owner && key.status === 'active' && html`<button type="button" class="small danger" onClick=${() => onRevoke(key)}>${t('keys.revoke')}<span class="visually-hidden"> ${key.name}</span></button>`}</td>
    </tr>`)}</tbody>
  </table></div>`;
}

const scopeName = (scope) => (scopes.includes(scope) ? t('scope.' + scope) : scope);

/** Days that a key can be good for; 0 is for ever. */
const lives = [30, 90, 365, 0];
const day = 86_400_000;

function Make({ onMade, onClose }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(scopes);
  const [life, setLife] = useState(90);
  const [state, setState] = useState({});
  if (state.made) return html`<${Show} made=${state.made} onClose=${onClose} />`;
  const submit = async (event) => {
    event.preventDefault();
    setState({ busy: true });
    const body = { name: name.trim(), scopes: chosen };
    if (life > 0) body.expiresAt = new Date(Date.now() + life * day).toISOString();
    try {
      setState({ made: await post('/v1/keys', body) });
      onMade();
    } catch (error) {
      setState({ error });
    }
  };
  const toggle = (scope) => setChosen(scopes.filter((s) => chosen.includes(s) !== (s === scope)));
  return html`<${Dialog} title=${t('keys.make')} onClose=${onClose}>
    <form class="grid" onSubmit=${submit}>
      <label>${t('keys.name')}<input name="name" required maxlength="64" autofocus placeholder="Jenkins" value=${name} onInput=${(event) => setName(event.target.value)} /></label>
      <fieldset><legend>${t('keys.may')}</legend>
        ${scopes.map((scope) => html`<label class="check"><input type="checkbox" checked=${chosen.includes(scope)} onChange=${() => toggle(scope)} />${t('scope.' + scope)}</label>`)}
      </fieldset>
      <label>${t('keys.expires')}
        <select value=${life} onChange=${(event) => setLife(Number(event.target.value))}>
          ${lives.map((days) => html`<option value=${days}>${days ? t('keys.days', { n: days }) : t('keys.never')}</option>`)}
        </select></label>
      ${state.error && html`<${ErrorNotice} error=${state.error} />`}
      <div class="row end"><button type="button" onClick=${onClose}>${t('cancel')}</button>
        <button class="primary" disabled=${state.busy || chosen.length === 0}>${t('keys.make')}</button></div>
    </form>
  <//>`;
}

/** The one time that the key itself is seen. */
const Show = ({ made, onClose }) => html`<${Dialog} title=${made.name} locked onClose=${onClose}>
  <p>${t('keys.once')}</p>
  <pre class="secret" tabindex="0" aria-label=${t('keys.key')}>${made.key}</pre>
  <div class="row between"><${CopyButton} text=${() => made.key} kind="" />
    <button type="button" class="primary" onClick=${onClose}>${t('keys.stored')}</button></div>
<//>`;

function Revoke({ which, onRevoked, onClose }) {
  const [state, setState] = useState({});
  const revoke = async () => {
    setState({ busy: true });
    try {
      await del('/v1/keys/' + encodeURIComponent(which.id));
      announce(t('keys.revoked', { name: which.name }));
      onRevoked();
      onClose();
    } catch (error) {
      setState({ error });
    }
  };
  return html`<${Dialog} title=${t('keys.revokeTitle', { name: which.name })} onClose=${onClose}>
    <p>${t('keys.revokeHint')}</p>
    ${state.error && html`<${ErrorNotice} error=${state.error} />`}
    <div class="row end"><button type="button" autofocus onClick=${onClose}>${t('cancel')}</button>
      <button type="button" class="danger" disabled=${state.busy} onClick=${revoke}>${t('keys.revoke')}</button></div>
  <//>`;
}
