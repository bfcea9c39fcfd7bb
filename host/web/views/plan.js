import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { post } from '../api.js';
import { loadSession, rateLimit, session } from '../state.js';
import { formatTime } from '../format.js';
import { hasText, t } from '../texts.js';
import { Icon } from '../components/icon.js';
import { Meter } from '../components/meter.js';
import { ErrorNotice, Notice } from '../components/notice.js';

export default function Plan({ place }) {
  const { tier, quota, billing, org } = session.use() ?? session.value;
  const limit = rateLimit.use();
  const [error, setError] = useState(null);
  useEffect(() => {
    loadSession().catch(setError); // what was used since the page was opened
  }, []);
  return html`<h1>${t('nav.plan')}</h1>
    <p class="lead">${t('plan.lead', { tier: nameOf(tier.name), org: org.name })}</p>
    ${place.query.checkout === 'success' && html`<${Notice} tone="good" title=${t('plan.thanks')}><p>${t('plan.thanksHint')}</p><//>`}
    ${error && html`<${ErrorNotice} error=${error} />`}
    <div class="sections">
      <section class="card grid">
        <${Meter} label=${t('plan.quota')} used=${quota.used} limit=${quota.limit} unlimited=${t('plan.unlimited')}
          note=${quota.resetAt && t('plan.resets', { time: formatTime(quota.resetAt) })} />
        ${tier.endsAt && html`<p class="meta">${t('plan.trialEnds', { time: formatTime(tier.endsAt) })}</p>`}
        ${limit && html`<${Meter} label=${t('plan.rate')} used=${Math.max(0, limit.limit - limit.remaining)} limit=${limit.limit}
          note=${t('plan.rateHint')} />`}
      </section>
      ${billing.enabled && html`<${Billing} billing=${billing} tier=${tier.name} owner=${org.role === 'owner'} onError=${setError} />`}
    </div>`;
}

const nameOf = (tier) => (hasText('tier.' + tier) ? t('tier.' + tier) : tier);

/**
 * Paying happens at the payment provider; this only leads there: who has a tier
 * that is bought to what they bought, everybody else to what can be.
 */
function Billing({ billing, tier, owner, onError }) {
  const [busy, setBusy] = useState(false);
  const [unknown, setUnknown] = useState(false); // at the provider, although the tier is one that is bought
  const leave = (path, body) => async () => {
    setBusy(true);
    onError(null);
    try {
      location.assign((await post(path, body)).url);
    } catch (error) {
      setBusy(false);
      if (error.code === 'not_found') setUnknown(true);
      else onError(error);
    }
  };
  if (!owner) return html`<section class="card"><h2>${t('plan.billing')}</h2><p class="quiet">${t('plan.owners')}</p></section>`;
  const prices = billing.prices ?? [];
  const bought = prices.some((price) => price.tier === tier);
  const upgrade = ({ id, tier }) => html`<button type="button" class="primary" disabled=${busy}
    onClick=${leave('/v1/checkout', { priceId: id, successPath: '/plan?checkout=success', cancelPath: '/plan' })}>${t('plan.upgrade', { tier: nameOf(tier) })}</button>`;
  return html`<section class="card"><h2>${t('plan.billing')}</h2>
    ${unknown && html`<p role="status">${t('plan.nothingPaid')}</p>`}
    <div class="row">
      ${bought && !unknown
        ? html`<button type="button" disabled=${busy} onClick=${leave('/v1/billing-portal', {})}><${Icon} name="out" />${t('plan.portal')}</button>`
        : prices.filter((price) => price.tier !== tier).map(upgrade)}
    </div>
    <p class="meta">${bought && !unknown ? t('plan.portalHint') : t('plan.billingHint')}</p>
  </section>`;
}
