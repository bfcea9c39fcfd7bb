// Tries of the reference's calls against this very host.

for (const form of document.querySelectorAll('.try form')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(form);
  });
}

async function attempt(form) {
  const [button, said, shown] = [form.querySelector('button'), form.querySelector('[role=status]'), form.querySelector('pre')];
  button.disabled = true;
  said.textContent = '…';
  shown.hidden = true;
  const began = performance.now();
  try {
    const answer = await fetch(...request(form));
    const trace = answer.headers.get('x-request-id');
    said.textContent = `${answer.status} ${answer.statusText} · ${Math.round(performance.now() - began)} ms · ${trace}`;
    await show(answer, shown);
  } catch (error) {
    said.textContent = `No answer: ${error.message}`;
  } finally {
    button.disabled = false;
  }
}

/** The arguments of fetch for what the form has in it. */
function request(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  const headers = {};
  const key = document.getElementById('key').value.trim();
  if (key) headers.Authorization = `Bearer ${key}`;
  for (const field of form.querySelectorAll('[data-in]')) {
    const value = field.value.trim();
    if (field.dataset.in === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(value));
    else if (value && field.dataset.in === 'query') query.set(field.name, value);
    else if (value) headers[field.name] = value;
  }
  const options = { method: form.dataset.method, headers };
  const body = form.querySelector('[name=body]');
  if (body) {
    headers['Content-Type'] = 'application/json';
    options.body = body.value;
  }
  return [path + (query.size > 0 ? '?' + query : ''), options];
}

/** Shows text as it comes in, JSON in lines, and of other bodies how long they are. */
async function show(answer, shown) {
  const type = answer.headers.get('content-type') ?? '';
  const write = (text) => {
    shown.textContent = text;
    shown.hidden = text === '';
  };
  if (/json/.test(type)) {
    const text = await answer.text();
    write(text && JSON.stringify(JSON.parse(text), null, 2));
  } else if (/^text\//.test(type)) {
    let text = '';
    for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) write((text += piece));
  } else {
    const bytes = (await answer.arrayBuffer()).byteLength;
    write(bytes > 0 ? `${bytes} bytes of ${type}` : '');
  }
}
