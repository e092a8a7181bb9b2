import type { Picture } from './pictures.ts';

/** The contact sheet: all pictures in one page, by screen, each a link to itself; nothing is fetched before it is scrolled to. */
export function contactSheet(pictures: readonly Picture[]): string {
  const screens = [...new Set(pictures.map(({ look }) => look.screen))];
  const sections = screens.map((screen) => {
    const own = pictures.filter(({ look }) => look.screen === screen);
    return `<section id="${screen}"><h2>${screen} <small>${own.length}</small></h2><div>${own.map(figure).join('')}</div></section>`;
  });
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Moulin: every screen, every theme, every size, every language</title>
<style>
body { margin: 0; font: 15px/1.4 'Atkinson Hyperlegible Next', sans-serif; background: #f1ead9; color: #14203a; }
nav { position: sticky; top: 0; padding: 12px 24px; background: #faf6ec; border-bottom: 2px solid #ddd3bc; columns: 8 120px; }
section { padding: 8px 24px 24px; }
h2 { font-size: 22px; }
small { color: #46506a; font-weight: 400; }
section div { display: flex; flex-wrap: wrap; gap: 16px; align-items: start; }
figure { margin: 0; }
img { display: block; height: 300px; border: 1px solid #ddd3bc; border-radius: 6px; }
.landscape img { height: 190px; }
figcaption { max-width: 340px; font-size: 12px; }
</style>
<nav>${screens.map((screen) => `<a href="#${screen}">${screen}</a><br>`).join('')}</nav>
${sections.join('\n')}
</html>
`;
}

function figure({ look: { fixture, locale, wording, theme, text, reach, standing }, file }: Picture): string {
  const worn = [fixture, wording === 'easy' ? `${locale}, easy` : locale, theme, text, ...(reach === 'low' ? ['low reach'] : [])].join(' · ');
  return `<figure class="${standing}"><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${worn}</figcaption></figure>`;
}
