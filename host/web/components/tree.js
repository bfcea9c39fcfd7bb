import { html, useMemo } from '../vendor/preact/preact.js';
import { Icon } from './icon.js';

/** Folders of {name, folders, files}, in the order of the paths. */
function treeOf(files) {
  const root = { folders: new Map(), files: [] };
  for (const file of files) {
    let folder = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      if (!folder.folders.has(name)) folder.folders.set(name, { folders: new Map(), files: [] });
      folder = folder.folders.get(name);
    }
    folder.files.push(file);
  }
  return root;
}

/** The files as links in their folders. marks has the worst severity by path. */
export function Tree({ files, current, href, marks, label }) {
  const tree = useMemo(() => treeOf(files), [files]);
  return html`<nav class="tree" aria-label=${label}><${Folder} folder=${tree} current=${current} href=${href} marks=${marks} /></nav>`;
}

const Folder = ({ folder, current, href, marks }) => html`<ul>
  ${[...folder.folders].map(([name, inner]) => html`<li key=${name + '/'}><details open>
    <summary><${Icon} name="right" /><span>${name}</span></summary>
    <${Folder} folder=${inner} current=${current} href=${href} marks=${marks} />
  </details></li>`)}
  ${folder.files.map((file) => html`<li key=${file.path}>
    <a href=${href(file.path)} aria-current=${file.path === current ? 'true' : undefined} title=${file.path}>
      <${Icon} name="file" /><span>${file.path.split('/').at(-1)}</span>
      ${marks?.has(file.path) && html`<i class="mark-dot ${marks.get(file.path)}"></i>`}
      ${file.change && html`<b class="change ${file.change}" title=${file.changeText}>${file.changeSign}<span class="visually-hidden"> ${file.changeText}</span></b>`}
    </a></li>`)}
</ul>`;
