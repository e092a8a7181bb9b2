import type { Story } from './story.ts';

export interface Photograph {
  /** Relative to `out/demo/`. */
  readonly file: string;
  readonly caption: string;
}

export interface Played {
  readonly story: Story;
  readonly photographs: readonly Photograph[];
  readonly papers: readonly Photograph[];
  /** What the terminal said aloud, a sentence each; empty where it was silent. */
  readonly transcript: readonly string[];
  /** What the auditor's tool said. */
  readonly report: string;
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const figure = ({ file, caption }: Photograph, kind: string): string =>
  `<figure class="${kind}"><a href="${file}"><img src="${file}" alt="${escape(caption)}" loading="lazy"></a><figcaption>${escape(caption)}</figcaption></figure>`;

/** One page that tells the stories: screens in order, papers below, and what the ledger says at the end. */
export function storyPage(played: readonly Played[]): string {
  const sections = played.map(
    ({ story, photographs, papers, transcript, report }) => `<section id="${story.id}">
<h2>${escape(story.title)}</h2><p class="lead">${escape(story.lead)}</p>
<div class="row">${photographs.map((one) => figure(one, 'screen')).join('')}</div>
${transcript.length === 0 ? '' : `<h3>Ce qui s’entend</h3><ol class="heard">${transcript.map((sentence) => `<li>${escape(sentence)}</li>`).join('')}</ol>`}<h3>Les papiers</h3><div class="row">${papers.map((one) => figure(one, 'paper')).join('')}</div>
<h3>Le journal</h3><pre>${escape(report.trim())}</pre></section>`,
  );
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Moulin — des histoires</title><style>
body{margin:0;padding:3rem clamp(1rem,5vw,6rem);background:#faf6ec;color:#14203a;font:1.1rem/1.5 "Atkinson Hyperlegible Next","Atkinson Hyperlegible",system-ui,sans-serif}
h1{font-size:3rem;margin:0 0 .5rem}h2{font-size:2rem;margin:4rem 0 0}h3{margin:2rem 0 .5rem}.lead{margin:0 0 1.5rem;color:#46506a}
.row{display:flex;gap:1.5rem;overflow-x:auto;align-items:flex-start;padding-bottom:1rem}figure{margin:0;flex:none}
.screen{width:270px}.screen img{width:100%;border-radius:14px;border:1px solid #ddd3bc}.paper{width:220px}.paper img{width:100%;border:1px solid #ddd3bc;background:#fff}
figcaption{font-size:.9rem;color:#46506a;margin-top:.5rem}pre{background:#fff;border:1px solid #ddd3bc;border-radius:14px;padding:1rem;overflow:auto;font-size:.85rem}
.heard{background:#fff;border:1px solid #ddd3bc;border-radius:14px;padding:1rem 1rem 1rem 3rem;columns:2;font-size:.95rem}
nav a{margin-right:1.5rem;color:#1d4e9e}
</style><h1>Moulin</h1><p class="lead">Des histoires jouées sans personne, sur les vrais écrans, avec des appareils virtuels qui parlent leurs vrais protocoles.</p>
<nav>${played.map(({ story }) => `<a href="#${story.id}">${escape(story.title)}</a>`).join('')}</nav>
${sections.join('\n')}</html>
`;
}
