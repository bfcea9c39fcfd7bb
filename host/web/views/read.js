import { html, useEffect, useState } from '../vendor/preact/preact.js';
import { get } from '../api.js';
import { useLoad } from '../state.js';
import { t } from '../texts.js';
import { ErrorNotice } from '../components/notice.js';
import { Result } from '../components/result.js';

/** A generation by its id: read once it has ended, watched until then. */
export default function Read({ params }) {
  const { data: g, error, loading, reload } = useLoad((signal) => get('/v1/generations/' + encodeURIComponent(params.id), { signal }), [params.id]);
  if (error) return html`<h1 class="visually-hidden">${t('read.title')}</h1><${ErrorNotice} error=${error} onRetry=${error.status === 404 ? undefined : reload}
    actions=${html`<a class="button small" href="/generations">${t('nav.history')}</a>`} />`;
  if (!g || (loading && g.id !== params.id)) return html`<p class="quiet" aria-busy="true">${t('loading')}</p>`;
  if (g.status === 'queued' || g.status === 'running') {
    return html`<${Watching} key=${g.id} source=${{ id: g.id }} prompt=${g.request.prompt} onFinish=${reload} />`;
  }
  return html`<${Result} generation=${g} />`;
}

/** Most generations have ended when they are opened, so what watches them comes on demand. */
function Watching(props) {
  const [Watch, setWatch] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    import('./watch.js').then((module) => setWatch(() => module.Watch), setError);
  }, []);
  if (error) return html`<${ErrorNotice} error=${error} onRetry=${() => location.reload()} />`;
  return Watch && html`<${Watch} ...${props} />`;
}
