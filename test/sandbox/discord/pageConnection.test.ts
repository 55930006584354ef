import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPage } from '../../../sandbox/discord/page.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { COMMANDS, login, openLeague, request } from './bot.ts';
import { openConnection } from './pageClient.ts';

let discord: LocalDiscord;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock, page: openPage });
});

afterEach(() => discord.close());

describe('the connection of the page', () => {
  it('starts with a complete snapshot', async () => {
    discord.person('Dora').say({ channel: 'chat', text: 'good race!' });
    const page = await openConnection(discord);
    const snapshot = await page.next('snapshot');
    expect(snapshot.guild).toEqual({ id: discord.guildId, name: 'Test league' });
    expect(snapshot.app).toEqual({ id: discord.applicationId, isOnline: false });
    expect(snapshot.channels).toMatchObject([{ name: 'race-control', topic: 'Incidents' }, { name: 'chat' }]);
    expect(snapshot.people).toMatchObject([
      { name: 'Ada', roles: ['Admins'], commands: [] },
      { name: 'Sam', roles: ['Stewards'] },
      { name: 'Dora', roles: [] },
    ]);
    expect(snapshot.messages).toMatchObject({ [discord.channel('chat')]: [{ content: 'good race!' }] });
    expect(snapshot.members).toContainEqual(expect.objectContaining({ user: expect.objectContaining({ bot: true }) }));
  });

  it('reports when the bot goes online or offline, and for how long it was away', async () => {
    const page = await openConnection(discord);
    // Otherwise the second log-in would have to wait.
    discord.logins.concurrency = 16;
    const first = await login(discord);
    expect(await page.next('presence')).toEqual({ kind: 'presence', isOnline: true });
    expect(await (await openConnection(discord)).next('snapshot')).toMatchObject({ app: { isOnline: true } });
    await first.destroy();
    expect(await page.next('presence')).toEqual({ kind: 'presence', isOnline: false });
    clock.advance(2600);
    const second = await login(discord);
    expect(await page.next('presence')).toEqual({ kind: 'presence', isOnline: true, offlineMs: 2600 });
    await second.destroy();
  });

  it('posts as the acting person and tells every page', async () => {
    const [one, other] = [await openConnection(discord), await openConnection(discord)];
    one.send({ act: 'say', as: discord.person('Dora').id, channel: discord.channel('chat'), text: 'hello' });
    for (const page of [one, other]) {
      expect(await page.next('event')).toMatchObject({ t: 'MESSAGE_CREATE', d: { content: 'hello' } });
    }
  });

  it('reacts as the acting person and tells every page', async () => {
    const { id } = discord.person('Dora').say({ channel: 'chat', text: 'who is in?' });
    const page = await openConnection(discord);
    page.send({ act: 'react', as: discord.person('Sam').id, message: id, emoji: '👍' });
    expect(await page.next('event')).toMatchObject({ t: 'MESSAGE_REACTION_ADD', d: { emoji: { name: '👍' } } });
    const later = await openConnection(discord);
    expect((await later.next('snapshot')).reactions).toEqual({ [id]: { '👍': [discord.person('Sam').id] } });
    page.send({ act: 'react', as: discord.person('Sam').id, message: id, emoji: 'abc' });
    expect((await page.next('refused')).text).toBe('Unknown Emoji');
  });

  it('reports hidden channels for each person, and changes to them', async () => {
    const page = await openConnection(discord);
    expect((await page.next('snapshot')).people).toMatchObject([{ hidden: [] }, { hidden: [] }, { hidden: [] }]);
    discord.world.overwrite('chat', { deny: ['ViewChannel'] });
    const hidden = [discord.channel('chat')];
    expect((await page.next('people')).people).toMatchObject([{ hidden: [] }, { hidden }, { hidden }]);
  });

  it.each([
    ['text that is not JSON', '{', 'it is not JSON'],
    ['a frame that is not an object', '[]', 'frame'],
    ['an unknown act', '{"act":"constructor"}', 'act'],
    ['a missing field', '{"act":"say","as":"1","channel":"2"}', 'text'],
    ['a field of another type', '{"act":"say","as":"1","channel":"2","text":{}}', 'text'],
    ['a person who does not exist', '{"act":"say","as":"1","channel":"2","text":"x"}', 'Nobody here has the id 1'],
  ])('answers %s with an error and stays open', async (_, frame, words) => {
    const page = await openConnection(discord);
    page.sendRaw(frame);
    expect((await page.next('refused')).text).toContain(words);
    page.send({ act: 'say', as: discord.person('Dora').id, channel: 'chat', text: 'still here' });
    expect(await page.next('event')).toMatchObject({ d: { content: 'still here' } });
  });

  it('sends a new snapshot when a channel or the bot is removed', async () => {
    const page = await openConnection(discord);
    await page.next('snapshot');
    discord.world.removeChannel(discord.channel('chat'));
    expect((await page.next('snapshot')).channels).toMatchObject([{ name: 'race-control' }]);
    discord.world.throwOutBot();
    const members = (await page.next('snapshot')).members as readonly { readonly user: { readonly bot?: boolean } }[];
    expect(members.some(({ user }) => user.bot)).toBe(false);
  });

  it('refuses a command with a missing required option', async () => {
    const commands = `PUT /applications/${discord.applicationId}/guilds/${discord.guildId}/commands`;
    await request(discord, commands, COMMANDS);
    const page = await openConnection(discord);
    const slash = { act: 'slash', as: discord.person('Dora').id, channel: 'chat', path: ['server', 'set'] };
    page.send({ ...slash, nonce: 'n1', options: { laps: 5 } });
    expect(await page.next('interaction')).toMatchObject({
      nonce: 'n1',
      state: 'refused',
      text: '/server set needs the option "session".',
    });
    const asked = new Promise((resolve) => discord.world.on(({ t }) => t === 'INTERACTION_CREATE' && resolve(t)));
    page.send({ ...slash, nonce: 'n2', options: { session: 'race', laps: 5 } });
    await asked;
    clock.advance(3_000);
    expect(await page.next('interaction')).toMatchObject({ nonce: 'n2', state: 'failed' });
  });

  it('sends refusals under the nonce of the request', async () => {
    const page = await openConnection(discord);
    page.send({ act: 'slash', as: discord.person('Dora').id, channel: 'chat', nonce: 'n1', path: ['ban'] });
    expect(await page.next('interaction')).toMatchObject({ nonce: 'n1', state: 'refused' });
    page.send({ act: 'submit', as: discord.person('Dora').id, modal: 'n1', nonce: 'n2', fields: {} });
    const text = 'This form is no longer open';
    expect(await page.next('interaction')).toEqual({ kind: 'interaction', nonce: 'n2', state: 'refused', text });
  });
});

describe('a bot behind the page', () => {
  let client: Client<true>;

  beforeEach(async () => {
    client = await login(discord);
    const help = new SlashCommandBuilder().setName('help').setDescription('What can be typed');
    const driver = new SlashCommandBuilder()
      .setName('driver')
      .setDescription('One driver')
      .addStringOption((option) =>
        option.setName('name').setDescription('Whom').setRequired(true).setAutocomplete(true),
      );
    const ban = new SlashCommandBuilder().setName('ban').setDescription('Ban').setDefaultMemberPermissions(0);
    await client.application.commands.set([help, driver, ban], discord.guildId);
  });

  afterEach(() => client.destroy());

  const use = (path: string[], options = {}) => ({
    act: 'slash',
    as: discord.person('Dora').id,
    channel: discord.channel('chat'),
    nonce: 'n',
    path,
    options,
  });

  it('offers each person the commands their client would show', async () => {
    const page = await openConnection(discord);
    const { commands, people } = await page.next('snapshot');
    const names = (commands as { id: string; name: string }[]).map(({ name }) => name);
    expect(names.sort()).toEqual(['ban', 'driver', 'help']);
    expect((people as { commands: string[] }[]).map((person) => person.commands.length)).toEqual([3, 2, 2]);
  });

  it('sends changed commands to the page', async () => {
    const page = await openConnection(discord);
    await client.application.commands.set([], discord.guildId);
    expect(await page.next('commands')).toMatchObject({ commands: [], people: [{ commands: [] }, {}, {}] });
  });

  it('sends a deferred answer, then its edit, only to its recipient if ephemeral', async () => {
    onInteraction(client, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply('for you');
    });
    const page = await openConnection(discord);
    page.send(use(['help']));
    expect(await page.next('interaction')).toEqual({ kind: 'interaction', nonce: 'n', state: 'pending' });
    expect(await page.next('interaction')).toEqual({ kind: 'interaction', nonce: 'n', state: 'answered' });
    const [created, edited] = [await page.next('ephemeral'), await page.next('ephemeral')];
    expect(created).toMatchObject({ to: discord.person('Dora').id, t: 'MESSAGE_CREATE', d: { content: '' } });
    expect(edited).toMatchObject({ to: discord.person('Dora').id, t: 'MESSAGE_UPDATE', d: { content: 'for you' } });
  });

  it('reports that the application did not respond', async () => {
    const heard = new Promise((resolve) => client.once(Events.InteractionCreate, resolve));
    const page = await openConnection(discord);
    page.send(use(['help']));
    await heard;
    clock.advance(3000);
    const text = 'The application did not respond';
    expect(await page.next('interaction')).toEqual({ kind: 'interaction', nonce: 'n', state: 'failed', text });
  });

  it('sends autocomplete choices to the page', async () => {
    onInteraction(client, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: interaction.options.getFocused(), value: '7' }]);
    });
    const page = await openConnection(discord);
    page.send({ ...use(['driver'], { name: 'do' }), act: 'autocomplete', focused: 'name' });
    expect(await page.next('interaction')).toMatchObject({ state: 'choices', choices: [{ name: 'do', value: '7' }] });
  });

  it('sends a form to the page and accepts it filled in', async () => {
    const button = new ButtonBuilder().setCustomId('report').setLabel('Report').setStyle(ButtonStyle.Primary);
    const lap = new TextInputBuilder().setCustomId('lap').setStyle(TextInputStyle.Short);
    const label = new LabelBuilder().setLabel('Lap').setTextInputComponent(lap);
    onInteraction(client, async (interaction) => {
      if (interaction.isButton())
        await interaction.showModal(
          new ModalBuilder().setCustomId('form').setTitle('Report').addLabelComponents(label),
        );
      if (interaction.isModalSubmit()) await interaction.reply(`lap ${interaction.fields.getTextInputValue('lap')}`);
    });
    const channel = await client.channels.fetch(discord.channel('chat'));
    if (!channel?.isSendable()) throw new Error('no channel to send to');
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(button);
    const message = await channel.send({ content: 'here', components: [row] });
    const page = await openConnection(discord);
    const as = discord.person('Dora').id;
    page.send({ act: 'click', as, message: message.id, customId: 'report', nonce: 'n' });
    expect(await page.next('interaction')).toMatchObject({ nonce: 'n', state: 'modal', modal: { title: 'Report' } });
    page.send({ act: 'submit', as, modal: 'n', nonce: 'n2', fields: { lap: '3' } });
    expect(await page.next('interaction')).toEqual({ kind: 'interaction', nonce: 'n2', state: 'answered' });
    expect(await page.next('event')).toMatchObject({ t: 'MESSAGE_CREATE', d: { content: 'lap 3' } });
  });
});

function onInteraction(client: Client, answer: (interaction: Interaction) => Promise<void>): void {
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction).catch(expect.unreachable));
}
