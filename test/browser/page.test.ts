import type { Client } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../../sandbox/discord/page.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { openLeague } from '../sandbox/discord/bot.ts';
import { openBot } from './bot.ts';
import { chromiumPath, hasChromium, openBrowser } from './browser.ts';

const title = hasChromium ? 'the page in Chromium' : `the page in Chromium (left out: there is no ${chromiumPath})`;

describe.skipIf(!hasChromium)(title, () => {
  let browser: Browser;
  let discord: LocalDiscord;
  let client: Client<true>;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    discord = await openLeague({ page: openPage });
    client = await openBot(discord);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    errors.length = 0;
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    await page.goto(`${discord.url}#chat/Dora`);
    await message('This is the start of the #chat channel').waitFor();
  });

  afterEach(async () => {
    await page.close();
    await client.destroy();
    await discord.close();
    expect(errors).toEqual([]);
  });

  const message = (text: string) => page.locator('.messages').getByText(text);
  const type = async (words: string) => {
    await page.locator('.composer-input').click();
    await page.keyboard.type(words);
  };

  it('opens with the channel and person in its address', async () => {
    expect(await page.title()).toBe('#chat | Test league');
    expect(await page.locator('.person-panel .person-name').textContent()).toContain('Dora');
  });

  it('shows when the bot is offline and when it is back', async () => {
    discord.logins.concurrency = 16;
    await client.destroy();
    await page.getByText('is offline: nothing answers here until it is back.').waitFor();
    expect(await page.locator('.member.offline').textContent()).toContain('offline');
    client = await openBot(discord);
    await page.getByText(/is back online, after \d+\.\d s\./).waitFor();
    expect(await page.locator('.member.offline').count()).toBe(0);
  });

  it('runs a command with an autocomplete choice', async () => {
    await type('/driver ');
    await page.keyboard.type('bru');
    await page.locator('.list-row', { hasText: 'Brunok' }).click();
    await page.keyboard.press('Enter');
    await message('BRUNOK').waitFor();
    expect(await page.locator('.message strong', { hasText: 'BRUNOK' }).count()).toBe(1);
  });

  it('presses a button that changes its message', async () => {
    discord.person('Sam').slash({ channel: 'chat', path: ['driver'], options: { name: 'Ele' } });
    await page.getByRole('button', { name: '0 times' }).click();
    await message('pressed by Dora').waitFor();
  });

  it('opens, cancels and submits a form, but not with an empty required field', async () => {
    discord.person('Sam').slash({ channel: 'chat', path: ['driver'], options: { name: 'Ele' } });
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('heading', { name: 'Report an incident' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Report' }).click();
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.getByText('This field is required').waitFor();
    await page.locator('dialog input').fill('3');
    await page.getByRole('button', { name: 'Submit' }).click();
    await message('lap 3 is noted').waitFor();
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  it('shows an ephemeral answer only to the caller, until it is dismissed', async () => {
    await type('/secret ');
    await page.keyboard.press('Enter');
    await message('only for you').waitFor();
    await actAs('Sam');
    await message('only for you').waitFor({ state: 'detached' });
    await actAs('Dora');
    await message('only for you').waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await message('only for you').waitFor({ state: 'detached' });
  });

  it('shows new messages and posts what is typed', async () => {
    discord.person('Sam').say({ channel: 'chat', text: 'good race!' });
    await message('good race!').waitFor();
    await type('yes, it was');
    await page.keyboard.press('Enter');
    await message('yes, it was').waitFor();
    expect(discord.world.messages(discord.channel('chat')).at(-1)?.author.global_name).toBe('Dora');
  });

  it('works while the bot restarts', async () => {
    await client.destroy();
    await type('while it was away');
    await page.keyboard.press('Enter');
    await message('while it was away').waitFor();
    client = await openBot(discord);
    await type('/secret ');
    await page.keyboard.press('Enter');
    await message('only for you').waitFor();
  });

  it('reconnects after a lost connection', async () => {
    const { port } = new URL(discord.url);
    await client.destroy();
    await discord.close();
    await page.getByText('Connection lost').waitFor();
    discord = await openLeague({ port: Number(port), page: openPage });
    client = await openBot(discord);
    await page.getByText('Connection lost').waitFor({ state: 'hidden' });
    discord.person('Sam').say({ channel: 'chat', text: 'back again' });
    await message('back again').waitFor();
    // The browser reports the websocket connections that failed.
    errors.length = 0;
  });

  async function actAs(name: string): Promise<void> {
    await page.locator('.person-panel .person').click();
    await page.locator('.select-menu .person', { hasText: name }).click();
  }
});
