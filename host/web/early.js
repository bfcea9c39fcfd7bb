// Runs before the first paint: a chosen theme never flashes, and what only this
// browser can tell to be needed is on its way while the modules come. They run
// once the page as it came has been painted.
const root = document.documentElement;
root.dataset.theme = localStorage.getItem('kiln.theme') ?? 'system';

/** The language that the reader chose, or else the first one of the browser's that there is. */
root.lang = [localStorage.getItem('kiln.language'), ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => tag === 'en' || tag === 'de') ?? 'en';
ask('modulepreload', new URL(`texts.${root.lang}.js`, document.currentScript.src));

/**
 * Whether it is worth asking who is signed in: somebody was, or comes from the
 * page behind the link in the mail. A stranger's first visit starts without a refusal.
 */
if (localStorage.getItem('kiln.signedIn') === 'true' || document.referrer.startsWith(location.origin + '/')) {
  root.dataset.mayBeSignedIn = '';
  ask('preload', '/v1/auth/session');
  // The first format of a browser takes it as long as a view: better now, while the style is on its way.
  setTimeout(() => new Intl.DateTimeFormat(root.lang, { dateStyle: 'medium', timeStyle: 'short' }));
  if (/^\/(keys|generations\/gen_\w+)$/.test(location.pathname)) ask('preload', '/v1' + location.pathname);
}

const begin = () => import('./app.js');
if (document.hidden) begin(); // where nothing is painted
else requestAnimationFrame(() => setTimeout(begin));

/** Lets the browser load it now; whoever needs it later finds it there. */
function ask(rel, href) {
  const link = document.createElement('link');
  link.rel = rel;
  link.href = href;
  link.crossOrigin = 'anonymous'; // which credentials fetch sends: those for the same origin
  if (rel === 'preload') link.as = 'fetch';
  else link.fetchPriority = 'low'; // as that of the modules that need it
  document.head.append(link);
}
