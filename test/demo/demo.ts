import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { obtainChromium } from '../../electron/browser.ts';
import { Customer } from '../customer.ts';
import { Kiosk } from '../kiosk.ts';
import { Listener } from '../listener.ts';
import { storyPage, type Photograph, type Played } from './page.ts';
import { keepForReadme } from './readme-pictures.ts';
import { stories } from './stories.ts';
import type { Story } from './story.ts';

/**
 * `npm run demo`: plays whole customer journeys without anybody, in a real browser, on the real screens, with virtual
 * devices behind real connections. Leaves a picture of every screen and every paper, and a page that tells the stories,
 * in `out/demo/`. Ends with an error when anything is missing, or when the ledger does not account for every cent.
 * `--readme` also renews the pictures of the README; names of stories play those alone.
 */

const out = 'out/demo';

async function main(): Promise<void> {
  if (!existsSync('out/main/serve.js') || !existsSync('out/renderer/index.html')) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  const found = await obtainChromium();
  if (!found.ok) throw new Error(found.error);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: found.value.executable, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking'] });
  try {
    const played: Played[] = [];
    for (const story of wanted()) played.push(await play(browser, story));
    writeFileSync(join(out, 'index.html'), storyPage(played));
    const missing = played.flatMap(({ photographs, papers }) => [...photographs, ...papers]).filter(({ file }) => !existsSync(join(out, file)) || statSync(join(out, file)).size === 0);
    if (missing.length > 0) throw new Error(`pictures are missing: ${missing.map(({ file }) => file).join(', ')}`);
    if (process.argv.includes('--readme')) await keepForReadme(out);
    console.log(`\nevery story ended well; open ${out}/index.html`);
  } finally {
    await browser.close();
  }
}

function wanted(): readonly Story[] {
  const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  return named.length === 0 ? stories : named.map((name) => stories.find(({ id }) => id === name) ?? unknownStory(name));
}

function unknownStory(name: string): never {
  throw new Error(`there is no story ${name}: ${stories.map(({ id }) => id).join(', ')}`);
}

async function play(browser: Browser, story: Story): Promise<Played> {
  console.log(`\n${story.title}`);
  const directory = join(out, story.id);
  mkdirSync(directory, { recursive: true });
  const kiosk = await Kiosk.start(story.configuration === undefined ? {} : { configuration: story.configuration });
  const context = await browser.newContext({ viewport: { width: 1080, height: 1920 }, hasTouch: true, locale: 'fr-FR', timezoneId: 'Europe/Paris' });
  const page = await context.newPage();
  const photographs: Photograph[] = [];
  const listener = new Listener(page);
  try {
    await listener.listens();
    await page.goto(kiosk.address);
    await story.play({
      kiosk,
      customer: new Customer(page),
      listener,
      async photograph(name, caption) {
        const file = join(story.id, `${String(photographs.length + 1).padStart(2, '0')}-${name}.png`);
        // Fonts and the transition of the screen first: a picture of a half-drawn screen tells nothing.
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({ path: join(out, file), animations: 'disabled' });
        photographs.push({ file, caption });
        console.log(`  ${file}`);
      },
    });
    const transcript = await writeTranscript(listener, directory);
    const papers = await collectPapers(kiosk, story);
    const workbench = join(story.id, 'workbench.png');
    await photographWorkbench(context, kiosk, join(out, workbench));
    await context.close();
    const code = await stopKeepingData(kiosk);
    if (code !== 0) throw new Error(`the terminal ended with ${code}`);
    return { story, photographs, papers: [...papers, { file: workbench, caption: 'L’établi à la fin de l’histoire' }], transcript, report: audit(kiosk.dataDirectory, story) };
  } catch (error) {
    await page.screenshot({ path: join(directory, 'failed.png') }).catch(() => undefined);
    await kiosk.kill();
    throw error;
  } finally {
    rmSync(kiosk.dataDirectory, { recursive: true, force: true });
  }
}

/** What the terminal said, a sentence a line, beside the pictures; empty where it was silent. */
async function writeTranscript(listener: Listener, directory: string): Promise<readonly string[]> {
  const said = (await listener.transcript()).map(({ text }) => text);
  if (said.length > 0) writeFileSync(join(directory, 'transcript.txt'), `${said.join('\n')}\n`);
  return said;
}

/** The page beside the kiosk, with what came out of the printers in its trays. */
async function photographWorkbench(context: BrowserContext, kiosk: Kiosk, file: string): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(kiosk.workbenchAddress);
  await page.locator('.paper img').first().waitFor();
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.close();
}

async function stopKeepingData(kiosk: Kiosk): Promise<number | null> {
  process.kill(kiosk.pid, 'SIGTERM');
  return kiosk.ended;
}

async function collectPapers(kiosk: Kiosk, story: Story): Promise<Photograph[]> {
  const papers: Photograph[] = [];
  for (const kind of ['label-printer', 'receipt-printer'] as const) {
    const printed = await kiosk.papers(kind);
    const wanted = kind === 'label-printer' ? story.labels : story.receipts;
    if (printed.length < wanted) throw new Error(`${story.id}: ${printed.length} papers of the ${kind}, expected ${wanted}`);
    for (const { number, lines } of printed) {
      const file = join(story.id, `${kind}-${number}.png`);
      writeFileSync(join(out, file), await kiosk.paperPicture(kind, number));
      papers.push({ file, caption: lines.find((line) => line.trim() !== '') ?? '' });
      console.log(`  ${file}`);
    }
  }
  return papers;
}

/** The ledger is read by the auditor's own tool, from outside: it must verify, and every cent must be accounted for. */
function audit(data: string, story: Story): string {
  const ledger = (...words: string[]) => execFileSync(process.execPath, ['electron/ledger/cli.ts', ...words, '--data', data], { encoding: 'utf8' });
  const verified = ledger('verify');
  const report = ledger('report');
  const euro = (cents: number) => `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')} EUR`;
  const expected = `paid ${euro(story.paid)} = issued ${euro(story.issued)} + given back ${euro(story.returned)} + open incidents ${euro(0)}`;
  // In school mode nothing is sold, and the day's report has nothing to add up.
  const nothing = story.paid === 0 && report.startsWith('Nothing was sold');
  if (!nothing && !report.includes(expected)) throw new Error(`${story.id}: the ledger does not say "${expected}":\n${report}`);
  console.log(`  ${verified.trim().split('\n')[0]}\n  ${nothing ? report.trim() : expected}`);
  return `${verified}\n${report}`;
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.cause ?? error) : error);
  process.exitCode = 1;
});
