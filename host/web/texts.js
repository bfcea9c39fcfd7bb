// Words in the reader's language. The languages are files of their own, of
// which one is loaded.

export const languages = { en: 'English', de: 'Deutsch' };

const key = 'kiln.language';

/** The reader's language, which early.js has found out. */
export const language = document.documentElement.lang;

const { texts } = await import(`./texts.${language}.js`);

/** Returns the text of that name with each {member} of values in its place. */
export function t(name, values) {
  const text = texts[name];
  if (text === undefined) throw new Error(`no text is called ${name}`);
  if (typeof text === 'function') return text(values);
  return values ? text.replace(/\{(\w+)\}/g, (_, member) => values[member] ?? '') : text;
}

/** Whether there is a text of that name. */
export const hasText = (name) => Object.hasOwn(texts, name);

/** Takes another language, from the next load on, which is now. */
export function chooseLanguage(tag) {
  localStorage.setItem(key, tag);
  location.reload();
}
