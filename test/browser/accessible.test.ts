import axe from 'axe-core';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  EmbedBuilder,
  type Interaction,
  LabelBuilder,
  ModalBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../../sandbox/discord/page.ts';
import type { SceneLine, TourStep } from '../../sandbox/discord/scenes.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { openLeague } from '../sandbox/discord/bot.ts';
import { openBot } from './bot.ts';
import { hasChromium, openBrowser } from './browser.ts';

const STEPS: readonly TourStep[] = [
  { kind: 'press', text: 'Decide.', label: 'Go to #chat as Sam', channel: 'chat', as: 'Sam', button: 'Ask' },
  { kind: 'drive', text: 'Drive.', label: 'Get in the car', says: { driver: 'Mara Quint', text: '!report' } },
  { kind: 'kill', text: 'Kill it.', label: 'Kill the bot' },
];

/** The themes and widths in which a visitor may see the page. */
const LOOKS = (['dark', 'light'] as const).flatMap((theme) => [1280, 390].map((width) => [theme, width] as const));

describe.skipIf(!hasChromium)('the page is accessible:', () => {
  let browser: Browser;
  let discord: LocalDiscord;
  let client: Client<true>;
  let page: Page;
  let chat: TextChannel;
  let tell: (line: SceneLine) => void = () => {};
  const said: [number, string][] = [];

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
    const cars = {
      drivers: [{ carId: 0, name: 'Mara Quint' }],
      onChange: () => () => {},
      say: async (carId: number, text: string) => void said.push([carId, text]),
    };
    said.length = 0;
    const tour = { steps: STEPS, kill: async () => {} };
    discord = await openLeague({ page: (inside) => openPage(inside, { behind, cars, tour }) });
    client = await openBot(discord, answer);
    chat = (await client.channels.fetch(discord.channel('chat'))) as TextChannel;
    await chat.send(card('INC-1 · Falk, Quint'));
    await chat.send({ content: '### Rules\n> be fair\n`!report` <@&1> [link](https://example.org)' });
    await chat.send(card('INC-2 · Porter, Péage'));
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`${discord.url}#chat/Dora`);
    await page.getByText('INC-2 ·').first().waitFor();
  });

  afterEach(async () => {
    await page.close();
    await client.destroy();
    await discord.close();
  });

  it.each(LOOKS)('axe finds no violation in any view: %s, %d pixels wide', async (theme, width) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    expect(await violations()).toEqual([]);
    const composer = page.locator('.composer-input');
    await composer.fill('/');
    await page.locator('.list-row').first().waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    await composer.pressSequentially('/driver ');
    await page.locator('.option').first().waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    if (width < 800) await page.getByRole('button', { name: 'Channels' }).click();
    await page.locator('.person-panel .person').click();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    if (width < 800) await page.locator('#main').click({ position: { x: width - 20, y: 300 } });
    await page.getByRole('button', { name: 'Form, INC-2' }).click();
    await page.locator('dialog').waitFor();
    expect(await violations()).toEqual([]);
    await page.keyboard.press('Escape');
    tell({ kind: 'car', carId: 0, text: 'Slow down' });
    tell({ kind: 'server', text: 'Server started' });
    await page.getByRole('button', { name: /^Behind/ }).click();
    await page.getByText('Slow down').waitFor();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });

  it('an answer to a button links back to its card', async () => {
    await page.getByRole('button', { name: 'Ask, INC-1' }).click();
    await page.getByText('Who is it?').waitFor();
    const answer = page.locator('.message', { hasText: 'Who is it?' });
    await answer.getByRole('button', { name: 'INC-1 · Falk, Quint' }).click();
    expect(await focused()).toContain('INC-1');
  });

  it('pressing a button by keyboard keeps the focus on it, even if the card changes', async () => {
    const button = page.getByRole('button', { name: 'Ask, INC-2' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Who is it?').waitFor();
    await expect.poll(focused).toBe('Ask');
    const last = (await chat.messages.fetch()).find(({ embeds: [embed] }) => embed?.title?.startsWith('INC-2'));
    await last?.edit(card('INC-2 · Porter, decided'));
    await page.getByText('INC-2 · Porter, decided').first().waitFor();
    expect(await focused()).toBe('Ask');
  });

  it('closing a form restores the focus', async () => {
    await page.getByRole('button', { name: 'Form, INC-2' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Form');
  });

  it('Escape closes an open list first, then the form', async () => {
    await page.getByRole('button', { name: 'Form, INC-2' }).click();
    await page.locator('dialog .select').click();
    await page.getByRole('option', { name: 'Quint' }).click();
    expect(await focused()).toContain('Quint');
    await page.keyboard.press('Escape');
    await page.locator('.select-menu').waitFor({ state: 'detached' });
    expect(await page.locator('dialog .select').textContent()).toContain('Quint');
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  it('Tab reaches the buttons of one card only, and the arrow keys the other cards', async () => {
    await page.locator('.composer-input').focus();
    const stops: (string | null)[] = [];
    for (let count = 0; count < 4; count += 1) {
      await page.keyboard.press('Shift+Tab');
      stops.push(await focused());
    }
    expect(stops.slice(0, 3)).toEqual(['Commands and options', 'Form', 'Ask']);
    expect(stops[3]).toContain('INC-2');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toContain('INC-1');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Ask');
  });

  it('the tour advances with each completed step', async () => {
    await page.getByRole('button', { name: 'Go to #chat as Sam' }).click();
    expect(await page.locator('.person-panel .person-name').textContent()).toContain('Sam');
    await page.getByRole('button', { name: 'Ask, INC-2' }).click();
    await page.getByText('Tour 2 of 3').waitFor();
    await page.getByRole('button', { name: 'Get in the car' }).click();
    await page.locator('.car-text').press('Enter');
    await page.getByText('Tour 3 of 3').waitFor();
    expect(said).toEqual([[0, '!report']]);
    await page.getByRole('button', { name: 'Kill the bot' }).click();
    await page.getByText('That was the tour.').waitFor();
    await page.getByRole('button', { name: 'Close the tour' }).click();
    expect(await page.locator('#tour').isVisible()).toBe(false);
  });

  it('the tour shows the oldest card with the button of its step, however much came after it', async () => {
    await chat.send('a line\n'.repeat(60));
    await chat.send('the last');
    await page.locator('#sidebar').getByText('race-control').click();
    await page.getByText('This is the start of the #race-control channel').waitFor();
    await page.getByRole('button', { name: 'Go to #chat as Sam' }).click();
    await page.getByText('the last', { exact: true }).waitFor();
    const isInView = async (text: string) => {
      const box = await page.locator('.messages').getByText(text, { exact: true }).first().boundingBox();
      return box !== null && box.y > 140 && box.y < 720;
    };
    await chat.send('and another');
    await page.getByText('and another', { exact: true }).waitFor();
    expect([await isInView('INC-1 · Falk, Quint'), await isInView('and another')]).toEqual([true, false]);
  });

  const focused = (): Promise<string | null> =>
    page.evaluate(
      'document.activeElement.getAttribute("aria-label")?.includes(" and ") ? document.activeElement.getAttribute("aria-label") : document.activeElement.textContent',
    );

  /** The violations that axe finds on the page as it is, by rule and place. */
  async function violations(): Promise<string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ': ' + target.join(' ') + ' ' + failureSummary)))`,
    );
    return found as string[];
  }
});

const card = (title: string) => ({
  embeds: [new EmbedBuilder().setTitle(title).setDescription('**A** Falk\n**B** Quint').setColor(0xe67e22)],
  components: [
    new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder().setCustomId('ask').setLabel('Ask').setStyle(ButtonStyle.Primary),
      new ButtonBuilder().setCustomId('form').setLabel('Form').setStyle(ButtonStyle.Danger),
    ),
  ],
});

const form = () =>
  new ModalBuilder()
    .setCustomId('verdict')
    .setTitle('Decide')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Who')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId('who')
            .setMaxValues(2)
            .addOptions({ label: 'Falk', value: '1' }, { label: 'Quint', value: '2' }),
        ),
      new LabelBuilder()
        .setLabel('Reason')
        .setTextInputComponent(new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Paragraph)),
    );

async function answer(interaction: Interaction): Promise<void> {
  if (!interaction.isButton()) return;
  if (interaction.customId === 'form') await interaction.showModal(form());
  else await interaction.reply('Who is it?');
}
