import { html } from '../vendor/preact/preact.js';
import { get } from '../api.js';
import { useLoad } from '../state.js';
import { t } from '../texts.js';
import { ErrorNotice } from '../components/notice.js';
import { Result } from '../components/result.js';
import { Watch } from './watch.js';

/** A generation by its id: read once it has ended, watched until then. */
export default function Read({ params }) {
  const { data: g, error, loading, reload } = useLoad((signal) => get('/v1/generations/' + encodeURIComponent(params.id), { signal }), [params.id]);
  if (error) return html`<h1 class="visually-hidden">${t('read.title')}</h1><${ErrorNotice} error=${error} onRetry=${error.status === 404 ? undefined : reload}
    actions=${html`<a class="button small" href="/generations">${t('nav.history')}</a>`} />`;
  if (!g || (loading && g.id !== params.id)) return html`<p class="quiet" aria-busy="true">${t('loading')}</p>`;
  if (g.status === 'queued' || g.status === 'running') {
    return html`<${Watch} key=${g.id} source=${{ id: g.id }} prompt=${g.request.prompt} onFinish=${reload} />`;
  }
  return html`<${Result} generation=${g} />`;
}
