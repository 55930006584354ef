import type { Client, ForumChannel, TextChannel } from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../../sandbox/discord/page.ts';
import type { SceneLine } from '../../sandbox/discord/scenes.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { login, openLeague } from '../sandbox/discord/bot.ts';
import { hasChromium, openBrowser } from './browser.ts';

/** A picture of one pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(!hasChromium)('Discord features on the page', () => {
  let browser: Browser;
  let discord: LocalDiscord;
  let client: Client<true>;
  let page: Page;
  let chat: TextChannel;
  let tell: (line: SceneLine) => void = () => {};
  const errors: string[] = [];

  beforeAll(async () => {
    browser = await openBrowser();
  });

  afterAll(() => browser?.close());

  beforeEach(async () => {
    const behind = {
      subscribe(listener: (line: SceneLine) => void) {
        tell = listener;
        return () => {};
      },
    };
    discord = await openLeague({
      channels: [{ name: 'chat' }, { name: 'other' }, { name: 'incidents', tags: ['open', 'decided'] }],
      page: (inside) => openPage(inside, { behind }),
    });
    client = await login(discord);
    chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    errors.length = 0;
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    await page.goto(`${discord.url}#chat/Dora`);
    await text('This is the start of the #chat channel').waitFor();
  });

  afterEach(async () => {
    await page.close();
    await client.destroy();
    await discord.close();
    expect(errors).toEqual([]);
  });

  const text = (words: string) => page.locator('.messages').getByText(words);
  const channel = (name: string) => page.locator('.channels .channel', { hasText: name });

  it('opens a thread, posts in it and returns to its channel', async () => {
    const card = await chat.send('contact on lap 3');
    const thread = await card.startThread({ name: 'Incident 7' });
    await thread.send('who was it?');
    await page.locator('.thread-box').click();
    await text('who was it?').waitFor();
    await text('contact on lap 3').waitFor();
    await page.locator('.composer-input').fill('me');
    await page.keyboard.press('Enter');
    await text('me').last().waitFor();
    expect(discord.world.messages(thread.id).at(-1)?.content).toBe('me');
    await page.locator('#header .parent').click();
    await page.locator('.thread-box', { hasText: '2 messages' }).waitFor();
  });

  it('lists the posts of a forum and opens one', async () => {
    const forum = (await client.channels.fetch(discord.channel('incidents'))) as ForumChannel;
    const [open] = forum.availableTags;
    await forum.threads.create({
      name: 'Incident 8',
      appliedTags: [open?.id ?? ''],
      message: { content: 'Ben on Ada' },
    });
    await channel('incidents').click();
    expect(await page.locator('.composer-box').isVisible()).toBe(false);
    const post = page.locator('.post', { hasText: 'Incident 8' });
    expect(await post.textContent()).toContain('open');
    await post.click();
    await text('Ben on Ada').waitFor();
  });

  it("shows reactions and toggles the reader's own", async () => {
    const message = await chat.send('who is in?');
    await message.react('👍');
    await page.locator('.reaction', { hasText: '1' }).click();
    await page.locator('.reaction.own', { hasText: '2' }).click();
    await page.locator('.reaction:not(.own)', { hasText: '1' }).waitFor();
  });

  it('shows images and lists other files', async () => {
    await chat.send({ files: [{ attachment: PIXEL, name: 'map.png' }] });
    await chat.send({ files: [{ attachment: Buffer.alloc(1536), name: 'laps.json' }] });
    const picture = page.locator('.picture img');
    await picture.waitFor();
    expect(await page.evaluate(`document.querySelector('.picture img').decode()`)).toBeUndefined();
    await page.locator('.file', { hasText: 'laps.json' }).getByText('1.50 KB').waitFor();
  });

  it('draws a line above the first unread message', async () => {
    await channel('other').click();
    discord.person('Sam').say({ channel: 'chat', text: 'one' });
    discord.person('Sam').say({ channel: 'chat', text: 'two' });
    await page.locator('.channel.unread', { hasText: 'chat' }).click();
    await page.locator('.day.new').waitFor();
    expect(await page.locator('.day.new + .message').textContent()).toContain('one');
  });

  it('keeps the scroll position of a reader and counts new messages', async () => {
    for (let count = 0; count < 60; count += 1) discord.person('Sam').say({ channel: 'chat', text: `line ${count}` });
    await text('line 59').waitFor();
    // However fast messages come, a reader who was at the end stays there.
    await page.waitForFunction(
      `(({ scrollTop, clientHeight, scrollHeight }) => scrollTop + clientHeight > scrollHeight - 5)(document.querySelector('#scroller'))`,
    );
    expect(await page.locator('.jump').isVisible()).toBe(false);
    await page.evaluate(`document.querySelector('#scroller').scrollTop = 100`);
    const top = () =>
      page
        .locator('.message')
        .nth(5)
        .evaluate((node) => node.getBoundingClientRect().top);
    const before = await top();
    discord.person('Sam').say({ channel: 'chat', text: 'one more' });
    await page.locator('.jump', { hasText: '1 new message' }).waitFor();
    expect(await top()).toBe(before);
    await page.locator('.jump').click();
    await text('one more').waitFor();
    expect(await page.locator('.jump').isVisible()).toBe(false);
  });

  it('does not post an unknown command, and Escape clears it', async () => {
    const composer = page.locator('.composer-input');
    await composer.click();
    await page.keyboard.type('/nonsense');
    await page.getByText('No command begins with /nonsense').waitFor();
    await page.keyboard.press('Enter');
    expect(await composer.inputValue()).toBe('/nonsense');
    await page.keyboard.press('Escape');
    expect(await composer.inputValue()).toBe('');
    expect(discord.world.messages(chat.id)).toEqual([]);
  });

  it('hides a channel from people who may not see it', async () => {
    discord.world.overwrite('other', { deny: ['ViewChannel'] });
    discord.world.overwrite('other', { role: 'Stewards', allow: ['ViewChannel'] });
    await channel('other').waitFor({ state: 'detached' });
    await page.locator('.member', { hasText: 'Sam' }).click();
    await channel('other').click();
    await page.locator('.member', { hasText: 'Dora' }).click();
    await text('This is the start of the #chat channel').waitFor();
  });

  it('has a drawer with messages to drivers and lines of the game server', async () => {
    tell({ kind: 'car', carId: 5, text: 'Slow down' });
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.locator('.car-line', { hasText: 'Slow down' }).getByText('car 5').waitFor();
    tell({ kind: 'server', text: 'Assetto Corsa Dedicated Server v1.15' });
    await page.locator('.server-line', { hasText: 'v1.15' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('#scenes').isVisible()).toBe(false);
  });

  it('puts the channels behind a button on a narrow screen', async () => {
    await page.setViewportSize({ width: 700, height: 800 });
    expect(await channel('other').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Channels' }).click();
    await channel('other').click();
    await text('This is the start of the #other channel').waitFor();
    await channel('other').waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(700);
  });
});
