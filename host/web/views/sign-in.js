import { html, useEffect, useRef, useState } from '../vendor/preact/preact.js';
import { post } from '../api.js';
import { loadSession } from '../state.js';
import { go } from '../router.js';
import { t } from '../texts.js';
import { announce } from '../components/live.js';
import { Mark } from '../components/icon.js';
import { ErrorNotice } from '../components/notice.js';

/** How long until another mail can be asked for, in seconds. */
const patience = 60;

export default function SignIn() {
  const [email, setEmail] = useState('');
  const [sentAt, setSentAt] = useState(0);
  return html`<section class="sign-in">
    <${Mark} />
    ${sentAt
      ? html`<${EnterCode} email=${email} sentAt=${sentAt} onSent=${() => setSentAt(Date.now())} onOther=${() => setSentAt(0)} />`
      : html`<${AskForMail} email=${email} setEmail=${setEmail} onSent=${() => setSentAt(Date.now())} />`}
  </section>`;
}

/** Runs a call, and keeps whether it is going on and what was refused. */
function useCall(action) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const run = async (...args) => {
    setBusy(true);
    setError(null);
    try {
      await action(...args);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run, setError };
}

const sendMail = (email) => post('/v1/auth/magic-link', { email });

function AskForMail({ email, setEmail, onSent }) {
  const { busy, error, run } = useCall(async () => {
    await sendMail(email.trim());
    onSent();
  });
  const submit = (event) => {
    event.preventDefault();
    run();
  };
  return html`<h1>${t('signin.title')}</h1>
    <p class="quiet">${t('signin.lead')}</p>
    <form onSubmit=${submit}>
      <label>${t('signin.email')}
        <input type="email" name="email" autocomplete="email" required autofocus value=${email} placeholder="you@example.com"
          onInput=${(event) => setEmail(event.target.value)} />
      </label>
      ${error && html`<${ErrorNotice} error=${error} />`}
      <button class="primary" disabled=${busy}>${busy ? t('signin.sending') : t('signin.send')}</button>
    </form>`;
}

function EnterCode({ email, sentAt, onSent, onOther }) {
  const [code, setCode] = useState('');
  const field = useRef();
  useEffect(() => {
    announce(t('signin.sent', { email }));
    field.current.focus();
  }, [sentAt]);
  const verify = useCall(async (digits) => {
    try {
      await post('/v1/auth/verify', { email: email.trim(), code: digits });
    } catch (error) {
      setCode('');
      field.current?.focus();
      throw error;
    }
    if (location.pathname === '/sign-in') go('/', { replace: true });
    await loadSession();
  });
  const resend = useCall(async () => {
    verify.setError(null);
    await sendMail(email.trim());
    onSent();
  });
  const type = (event) => {
    const digits = event.target.value.replace(/\D/g, '').slice(0, 6);
    event.target.value = digits;
    setCode(digits);
    if (digits.length === 6 && !verify.busy) verify.run(digits);
  };
  const submit = (event) => {
    event.preventDefault();
    if (code.length === 6) verify.run(code);
  };
  const error = verify.error ?? resend.error;
  return html`<h1>${t('signin.look')}</h1>
    <p class="quiet">${t('signin.sent', { email })}</p>
    <form onSubmit=${submit}>
      <label>${t('signin.code')}
        <input ref=${field} class="code-field" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required
          pattern="[0-9]{6}" value=${code} onInput=${type} readonly=${verify.busy} />
      </label>
      ${error && html`<${ErrorNotice} error=${error} title=${error.code === 'link_invalid' ? t('signin.invalid') : undefined} />`}
      <button class="primary" disabled=${verify.busy}>${verify.busy ? t('signin.checking') : t('signin.verify')}</button>
    </form>
    <div class="row between">
      <button type="button" class="link" onClick=${onOther}>${t('signin.other')}</button>
      <${Resend} sentAt=${sentAt} busy=${resend.busy} onClick=${resend.run} />
    </div>`;
}

function Resend({ sentAt, busy, onClick }) {
  const [left, setLeft] = useState(patience);
  useEffect(() => {
    const count = () => setLeft(Math.max(0, patience - Math.floor((Date.now() - sentAt) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [sentAt]);
  return html`<button type="button" class="link" disabled=${left > 0 || busy} onClick=${() => onClick()}>
    ${left > 0 ? t('signin.resendIn', { seconds: left }) : t('signin.resend')}
  </button>`;
}
