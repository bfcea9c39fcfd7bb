import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { post } from '../api.js';
import { loadSession, rateLimit, session } from '../state.js';
import { formatMoney, formatTime } from '../format.js';
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

/** What a price is called: its tier and what it costs, or, where that is not known, what tells it from the others. */
function labelOf({ id, tier, amount, currency, interval, intervalCount }, prices) {
  const upgrade = t('plan.upgrade', { tier: nameOf(tier) });
  if (amount) return `${upgrade} · ${t('cost.' + interval + (intervalCount > 1 ? 's' : ''), { amount: formatMoney(amount, currency), n: intervalCount })}`;
  return prices.some((other) => other.tier === tier && other.id !== id) ? `${upgrade} (${id})` : upgrade;
}

/**
 * Paying happens at the payment provider; this only leads there: who has ever
 * begun to subscribe to their invoices, who has no subscription to what can be bought.
 */
function Billing({ billing, tier, owner, onError }) {
  const [busy, setBusy] = useState(false);
  const leave = (path, body) => async () => {
    setBusy(true);
    onError(null);
    try {
      location.assign((await post(path, body)).url);
    } catch (error) {
      setBusy(false);
      onError(error);
    }
  };
  if (!owner) return html`<section class="card"><h2>${t('plan.billing')}</h2><p class="quiet">${t('plan.owners')}</p></section>`;
  const prices = billing.prices ?? [];
  const given = !billing.customer && prices.some((price) => price.tier === tier);
  const upgrade = (price) => html`<button type="button" class="primary" disabled=${busy}
    onClick=${leave('/v1/checkout', { priceId: price.id, successPath: '/plan?checkout=success', cancelPath: '/plan' })}>${labelOf(price, prices)}</button>`;
  return html`<section class="card"><h2>${t('plan.billing')}</h2>
    ${given && html`<p>${t('plan.nothingPaid')}</p>`}
    <div class="row">
      ${!billing.subscribed && prices.filter((price) => price.tier !== tier).map(upgrade)}
      ${billing.customer && html`<button type="button" disabled=${busy} onClick=${leave('/v1/billing-portal', {})}><${Icon} name="out" />${t('plan.portal')}</button>`}
    </div>
    <p class="meta">${billing.customer ? t('plan.portalHint') : t('plan.billingHint')}</p>
  </section>`;
}
