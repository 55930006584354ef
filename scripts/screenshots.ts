import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { recordingPath } from '../sandbox/acserver/options.ts';
import { openDemo } from '../sandbox/demo/demo.ts';

// Takes the pictures of the README from a live demo: npm run screenshots. Needs Chromium; a font with emoji helps.

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** A browser that starts without looking anything up outside of this machine. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.error(`There is no ${executablePath}; install Chromium or name it with CHROMIUM.`);
  process.exit(2);
}

mkdirSync(IMAGES, { recursive: true });
const replay = recordingPath('nurburgring_sprint_b');
const demo = await openDemo({ port: 0, host: '127.0.0.1', replay, speed: 4, help: false });
const browser = await chromium.launch({ executablePath, args: QUIET });
try {
  await take(browser);
} finally {
  await browser.close();
  await demo.close();
}

async function take(opened: Browser): Promise<void> {
  const page = await opened.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${demo.page}#race-control/Stig`);
  await page
    .getByText(/lap 2:/)
    .first()
    .waitFor({ timeout: 60_000 });
  await say(page, '/server drivers');
  await page.getByText('used').nth(1).waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: `${IMAGES}/race-control.png` });
  console.log(`${IMAGES}race-control.png`);
}

async function say(page: Page, words: string): Promise<void> {
  const composer = page.locator('.composer-input');
  await composer.click();
  await composer.pressSequentially(words, { delay: 20 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}
