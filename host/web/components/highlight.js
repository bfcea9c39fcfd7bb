// Colours for code. The highlighter's own output would be markup; this takes
// its tokens instead, so that code stays text on its way to the screen.

import highlighter from '../vendor/highlight/core.js';

const languageOf = {
  bash: ['sh', 'bash'], c: ['c', 'h'], cpp: ['cc', 'cpp', 'cxx', 'hpp', 'hxx'], dos: ['bat', 'cmd'], ini: ['ini', 'toml', 'properties', 'cfg'],
  java: ['java'], javascript: ['js', 'mjs', 'ts'], json: ['json'], makefile: ['mk', 'makefile', 'gnumakefile'], markdown: ['md'],
  powershell: ['ps1'], python: ['py'], sql: ['sql'], xml: ['xml', 'html', 'xsd', 'xsl', 'plmxml'], yaml: ['yaml', 'yml'],
};
const languageOfEnding = new Map(Object.entries(languageOf).flatMap(([language, endings]) => endings.map((ending) => [ending, language])));

/** Beyond it colouring would be felt: about a quarter of a second on a laptop. */
const mostBytes = 300_000;

/** Collects tokens by line: [scope, text], scope '' for plain text. */
class Lines {
  lines = [[]];
  scopes = [];
  addText(text) {
    const scope = this.scopes.findLast((name) => name !== 'emphasis' && name !== 'strong') ?? '';
    text.split('\n').forEach((piece, i) => {
      if (i > 0) this.lines.push([]);
      if (piece !== '') this.lines.at(-1).push([scope, piece]);
    });
  }
  openNode(scope) {
    this.scopes.push(scope.split('.')[0]);
  }
  closeNode() {
    this.scopes.pop();
  }
  startScope(scope) {
    this.openNode(scope);
  }
  endScope() {
    this.closeNode();
  }
  __addSublanguage(inner) {
    inner.lines.forEach((line, i) => {
      if (i > 0) this.lines.push([]);
      this.lines.at(-1).push(...line);
    });
  }
  finalize() {}
  toHTML() {
    return '';
  }
}
highlighter.configure({ __emitter: Lines });

/** Markdown's emphasis goes from one name_with_a_bar to the next, over code and headings; other grammars have none. */
const withoutEmphasis = (language) => ({ ...language, contains: language.contains.filter((mode) => mode.className !== 'emphasis' && mode.className !== 'strong') });

/**
 * Splits a text into lines of [scope, text].
 * @returns {Promise<[string, string][][] | null>} null where the language is not known or the text is too long
 */
export async function tokenize(path, text) {
  const ending = path.split('/').at(-1).split('.').at(-1).toLowerCase();
  const language = languageOfEnding.get(ending);
  if (!language || text.length > mostBytes) return null;
  if (!highlighter.getLanguage(language)) {
    const grammar = await import(`../vendor/highlight/languages/${language}.js`);
    highlighter.registerLanguage(language, (library) => withoutEmphasis(grammar.default(library)));
  }
  // The first use of a grammar builds it, which takes about as long as a file.
  highlighter.highlight('', { language });
  await new Promise((resolve) => setTimeout(resolve));
  return highlighter.highlight(text, { language, ignoreIllegals: true })._emitter.lines;
}
