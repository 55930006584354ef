import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Demo, openDemo } from '../sandbox/demo/demo.ts';

// Takes the pictures of README and docs/ from a live demo, in five minutes: npm run screenshots. Needs Chromium, and a
// font with emoji (fonts-noto-color-emoji on Debian).

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** Starts a browser without any requests to other machines. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

/** Enough time for the race to end and its documents to be written. */
const PATIENCE_MS = 400_000;

/** One picture: a channel, in a window that shows only the messages. */
interface View {
  readonly channel: string;
  readonly width: number;
  readonly height: number;
  /** The message at the top of the picture. */
  readonly from?: RegExp;
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.error(`There is no ${executablePath}; install Chromium or name it with CHROMIUM.`);
  process.exit(2);
}
mkdirSync(IMAGES, { recursive: true });
const browser = await chromium.launch({ executablePath, args: QUIET });
const demo = await openDemo({ port: 0, host: '127.0.0.1', cars: 10, minutes: 2, speed: 1, help: false });
try {
  await takeAll(browser, demo);
} finally {
  await demo.close();
  await browser.close();
}

async function takeAll(opened: Browser, { page, discord }: Demo): Promise<void> {
  const shows = async (channel: string, what: RegExp) => {
    const id = discord.channel(channel);
    const deadline = Date.now() + PATIENCE_MS;
    while (!discord.world.messages(id).some((message) => what.test(JSON.stringify(message)))) {
      if (Date.now() > deadline) throw new Error(`#${channel} does not show ${what}`);
      await pause(250);
    }
    await pause(2000);
  };
  const take = (view: View) => shoot(opened, page, view);
  await shows('stewards', /⚖️/);
  // Wait for the pictures of the contacts, and for a lap that gives the board its gaps.
  await pause(8000);
  const [board, card] = [
    await take({ channel: 'live-timing', width: 640, height: 860, from: /League/ }),
    await take({ channel: 'stewards', width: 640, height: 860, from: /^INC-\d+ / }),
  ];
  await beside(opened, [board, card], 'pitwall.png');
  await take({ channel: 'stewards', width: 390, height: 844, from: /^INC-\d+ / }).then(save('phone.png'));
  await take({ channel: 'stewards', width: 760, height: 420, from: /^Stewards’ queue/ }).then(save('queue.png'));
  await shows('documents', /Doc \d+/);
  await take({ channel: 'documents', width: 760, height: 620, from: /Doc 1\b/ }).then(save('document.png'));
}

async function shoot(opened: Browser, address: string, { channel, width, height, from }: View): Promise<Page> {
  const page = await opened.newPage({ viewport: { width, height }, colorScheme: 'dark' });
  await page.goto(`${address}#${channel}/Stig`);
  await page.getByRole('button', { name: 'Close the tour' }).click();
  await page.locator('.message').first().waitFor();
  await page
    .locator('.embed img')
    .first()
    .waitFor({ timeout: 1000 })
    .catch(() => {});
  // While pictures load, the page keeps scrolling to the end.
  await pause(1500);
  if (from) {
    const top = page.locator('.message', { has: page.locator('.embed-title', { hasText: from }) }).first();
    const id = await top.getAttribute('data-id');
    await page.evaluate(`document.querySelector('[data-id="${id}"]').scrollIntoView({ block: 'start' })`);
  }
  await pause(700);
  return page;
}

function save(name: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.screenshot({ path: `${IMAGES}${name}` });
    await page.close();
    console.log(`${IMAGES}${name}`);
  };
}

/** Puts two windows into one picture. */
async function beside(opened: Browser, pages: readonly Page[], name: string): Promise<void> {
  const pictures = await Promise.all(pages.map((page) => page.screenshot()));
  const sheet = await opened.newPage({ viewport: { width: 1288, height: 860 } });
  const images = pictures.map((bytes) => `<img src="data:image/png;base64,${bytes.toString('base64')}">`);
  await sheet.setContent(`<body style="margin:0;display:flex;gap:8px;background:#1e1f22">${images.join('')}`);
  await Promise.all(pages.map((page) => page.close()));
  await save(name)(sheet);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
