import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { recordingPath } from '../sandbox/acserver/options.ts';
import { type Demo, openDemo } from '../sandbox/demo/demo.ts';

// Takes the pictures of the README from live demos: npm run screenshots. Needs Chromium; a font with emoji helps.

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** A browser that starts without looking anything up outside of this machine. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.error(`There is no ${executablePath}; install Chromium or name it with CHROMIUM.`);
  process.exit(2);
}

interface Scene {
  /** A recording; synthetic cars drive without one. */
  readonly replay?: string;
  readonly speed: number;
  readonly take: (page: Page, demo: Demo) => Promise<void>;
}

/** Positions are evidence only at the speed at which cars are driven. */
const SCENES: readonly Scene[] = [
  { replay: recordingPath('nurburgring_sprint_b'), speed: 4, take: takeRaceControl },
  { speed: 1, take: takeIncidentCard },
  { speed: 5, take: takePenalties },
];

mkdirSync(IMAGES, { recursive: true });
const browser = await chromium.launch({ executablePath, args: QUIET });
try {
  await Promise.all(SCENES.map((scene) => play(browser, scene)));
} finally {
  await browser.close();
}

async function play(opened: Browser, { take, ...options }: Scene): Promise<void> {
  const demo = await openDemo({ port: 0, host: '127.0.0.1', cars: 10, minutes: 5, help: false, ...options });
  try {
    const page = await opened.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(110_000);
    await take(page, demo);
  } finally {
    await demo.close();
  }
}

async function takeRaceControl(page: Page, demo: Demo): Promise<void> {
  await page.goto(`${demo.page}#race-control/Stig`);
  await page.getByText('Qualify').first().waitFor();
  await say(page, '/server drivers');
  await page.getByText('used').nth(1).waitFor();
  await page.waitForTimeout(1500);
  await save(page, 'race-control');
}

/** An incident in the race, with what a steward can press. */
async function takeIncidentCard(page: Page, demo: Demo): Promise<void> {
  await beginRace(demo);
  await page.goto(`${demo.page}#stewards/Stig`);
  // Its picture follows a moment later.
  await cards(page).locator('.embed img').first().waitFor();
  await page.waitForTimeout(1500);
  await save(page.locator('#main'), 'incident-card');
}

/** Two verdicts, one of them served, and what the race comes to by them. */
async function takePenalties(page: Page, demo: Demo): Promise<void> {
  await beginRace(demo);
  await page.goto(`${demo.page}#stewards/Stig`);
  await cards(page).nth(1).waitFor();
  await decide(page, 'Drive-through');
  await decide(page, '+5 s');
  await page.getByRole('button', { name: 'Served', exact: true }).click();
  await open(page, 'race-control');
  await page.getByText(/has served/).waitFor();
  await page.waitForTimeout(500);
  await save(page.locator('#main'), 'penalties');
  await page.getByText('Race: provisional result').waitFor();
  await page.waitForTimeout(1500);
  await save(page.locator('#main'), 'classification');
}

/** Once everybody is there, the race director ends the qualifying. */
async function beginRace({ discord }: Demo): Promise<void> {
  const channel = discord.channel('race-control');
  const log = discord.channel('race-log');
  const joined = () => discord.world.posts.list(log).filter(({ content }) => content.includes('joined in car'));
  while (joined().flatMap(({ content }) => content.split('\n')).length < 8) await pause(100);
  const ada = discord.person('Ada');
  const asked = ada.slash({ channel, path: ['next_session'] });
  await asked.done();
  const message = asked.reply();
  const [row] = message?.components ?? [];
  const yes = row && 'components' in row ? row.components.find((part) => 'custom_id' in part) : undefined;
  if (message && yes && 'custom_id' in yes) await ada.click({ message: message.id, customId: yes.custom_id }).done();
}

/** Incidents about which something can still be decided. */
function cards(page: Page): Locator {
  return page
    .locator('.message', { hasText: /INC-\d+ · / })
    .filter({ has: page.getByRole('button', { name: 'More' }) });
}

async function open(page: Page, channel: string): Promise<void> {
  await page.locator('#sidebar').getByText(channel).click();
}

/** The first whom the form offers gets it. */
async function decide(page: Page, label: string): Promise<void> {
  await cards(page).last().getByRole('button', { name: label }).click();
  const form = page.locator('dialog');
  await form.locator('.select').first().click();
  await form.getByRole('option').first().click();
  // Several can be chosen: the list closes when somebody clicks beside it.
  await page.locator('.popover-layer').click({ position: { x: 1, y: 1 } });
  await form.getByRole('button', { name: 'Submit' }).click();
  await form.waitFor({ state: 'detached' });
  await page
    .getByText(/\(P-\d+, (?:issued|serving)/)
    .last()
    .waitFor();
}

async function say(page: Page, words: string): Promise<void> {
  const composer = page.locator('.composer-input');
  await composer.click();
  await composer.pressSequentially(words, { delay: 20 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
}

async function save(what: Page | Locator, name: string): Promise<void> {
  await what.screenshot({ path: `${IMAGES}${name}.png` });
  console.log(`${IMAGES}${name}.png`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
