import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/discord/people.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { login, openLeague, request } from './bot.ts';

const commands = [
  new SlashCommandBuilder()
    .setName('server')
    .setDescription('The server')
    .addSubcommand((sub) => sub.setName('info').setDescription('What runs'))
    .addSubcommand((sub) =>
      sub
        .setName('set')
        .setDescription('Change a session')
        .addStringOption((option) =>
          option.setName('session').setDescription('Which').setRequired(true).setAutocomplete(true),
        )
        .addIntegerOption((option) => option.setName('laps').setDescription('How many').setMinValue(1).setMaxValue(99)),
    ),
  new SlashCommandBuilder()
    .setName('verdict')
    .setDescription('Decide')
    .addStringOption((option) =>
      option.setName('type').setDescription('Which').setRequired(true).addChoices({ name: 'Time', value: 'time' }),
    )
    .addUserOption((option) => option.setName('who').setDescription('Whom')),
  new SlashCommandBuilder().setName('ban').setDescription('Ban').setDefaultMemberPermissions(0),
].map((command) => command.toJSON());

let discord: LocalDiscord;
let client: Client<true>;
let clock: FakeClock;
let ada: Person;
let dora: Person;

beforeEach(async () => {
  clock = new FakeClock();
  discord = await openLeague({ clock });
  client = await login(discord);
  await client.application.commands.set(commands, discord.guildId);
  ada = discord.person('Ada');
  dora = discord.person('Dora');
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

const info = (person: Person) => person.slash({ channel: 'chat', path: ['server', 'info'] });

/** Answers every slash command by `answer`; what it throws fails the test that awaits it. */
function onSlash(answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    client.on(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) answer(interaction).then(resolve, reject);
    });
  });
}

const onAny = (answer: (interaction: Interaction) => Promise<unknown>) =>
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));

const buttons = (...ids: string[]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    ids.map((id) => new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Danger)),
  );

describe('a slash command', () => {
  it('reaches the bot with its options, its caller and their roles, and shows the reply', async () => {
    onSlash(async (interaction) => {
      const { options } = interaction;
      const isAdmin = interaction.memberPermissions?.has('Administrator');
      const text = [
        options.getString('type'),
        options.getUser('who')?.globalName,
        interaction.user.globalName,
        isAdmin,
      ];
      await interaction.reply(text.join(' '));
    });
    const path = ['verdict'];
    const handle = ada.slash({ channel: 'chat', path, options: { type: 'time', who: dora.id } });
    await handle.done();
    expect(handle.reply()?.content).toBe('time Dora Ada true');
    expect(handle.ephemeral).toBe(false);
    expect(discord.world.messages(discord.channel('chat'))).toHaveLength(1);
  });

  it('is answered by a deferral and an edit', async () => {
    onSlash(async (interaction) => {
      await interaction.deferReply();
      await interaction.editReply('started');
      await interaction.editReply('up');
    });
    const handle = info(ada);
    await handle.until(({ state }) => state === 'thinking');
    await handle.done();
    await handle.until((one) => one.reply()?.content === 'up');
  });

  it('keeps an ephemeral reply between the bot and its caller', async () => {
    onSlash((interaction) => interaction.reply({ content: 'secret', flags: MessageFlags.Ephemeral }));
    const handle = info(ada);
    await handle.done();
    const channel = discord.channel('chat');
    expect(handle.ephemeral).toBe(true);
    expect(discord.world.messages(channel)).toEqual([]);
    expect(discord.world.messages(channel, dora.id)).toEqual([]);
    expect(discord.world.messages(channel, ada.id)).toMatchObject([{ content: 'secret' }]);
    expect((await request(discord, `GET /channels/${channel}/messages`)).body).toEqual([]);
  });

  it('takes follow-ups, and a deleted reply is gone', async () => {
    const answered = onSlash(async (interaction) => {
      await interaction.reply('one');
      await interaction.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
      expect((await interaction.fetchReply()).content).toBe('one');
      await interaction.deleteReply();
    });
    const handle = info(ada);
    await answered;
    expect(handle.followUps.map(({ content }) => content)).toEqual(['two']);
    expect(handle.reply()).toBeUndefined();
  });

  it('lets the first follow-up after a deferral take its place', async () => {
    const answered = onSlash(async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.followUp('late');
    });
    const handle = info(ada);
    await answered;
    expect([handle.reply()?.content, handle.ephemeral, handle.followUps]).toEqual(['late', true, []]);
  });

  it('carries the roles its caller has now', async () => {
    onSlash((interaction) => interaction.reply(`admin: ${interaction.memberPermissions?.has('Administrator')}`));
    discord.world.setRoles(ada.id, ['Stewards']);
    const handle = info(ada);
    await handle.done();
    expect(handle.reply()?.content).toBe('admin: false');
    expect(ada.roles).toEqual(['Stewards']);
  });

  it('fails for its caller after three seconds, and for the bot too', async () => {
    const late = onSlash(async (interaction) => {
      clock.advance(3_000);
      await interaction.reply('too late');
    });
    const handle = info(ada);
    await expect(handle.done()).rejects.toThrow('The application did not respond');
    await expect(late).rejects.toMatchObject({ code: 10062 });
  });

  it('is acknowledged once', async () => {
    const twice = onSlash(async (interaction) => {
      await interaction.reply('one');
      await interaction.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
        body: { type: 4, data: { content: 'two' } },
        auth: false,
      });
    });
    const handle = info(ada);
    await expect(twice).rejects.toMatchObject({ code: 40060 });
    expect(handle.reply()?.content).toBe('one');
  });

  it('can be edited for fifteen minutes', async () => {
    const late = onSlash(async (interaction) => {
      await interaction.reply('one');
      clock.advance(15 * 60_000);
      await interaction.editReply('two');
    });
    info(ada);
    await expect(late).rejects.toMatchObject({ status: 401, code: 50027 });
  });

  it('completes an option', async () => {
    onAny(async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      await interaction.respond([{ name: `${interaction.options.getFocused()}ctice`, value: 'PRACTICE' }]);
    });
    const path = ['server', 'set'];
    const handle = ada.autocomplete({ channel: 'chat', path, focused: 'session', options: { session: 'pra' } });
    await handle.done();
    expect(handle.choices).toEqual([{ name: 'practice', value: 'PRACTICE' }]);
  });
});

describe('components', () => {
  it('confirm and cancel by buttons that update their message', async () => {
    onAny(async (interaction) => {
      if (interaction.isChatInputCommand()) {
        await interaction.reply({
          content: 'Sure?',
          components: [buttons('yes', 'no')],
          flags: MessageFlags.Ephemeral,
        });
      } else if (interaction.isButton()) {
        await interaction.update({ content: `pressed ${interaction.customId}`, components: [] });
      }
    });
    const asked = info(ada);
    await asked.done();
    const message = asked.reply()?.id ?? '';
    expect(() => dora.click({ message, customId: 'yes' })).toThrow('Dora sees no message');
    const pressed = ada.click({ message, customId: 'yes' });
    await pressed.done();
    expect(asked.reply()).toMatchObject({ content: 'pressed yes', components: [] });
    expect(() => ada.click({ message, customId: 'yes' })).toThrow('The message has nothing called "yes" to press.');
  });

  it('update later, after a deferral', async () => {
    onAny(async (interaction) => {
      if (!interaction.isButton()) return;
      await interaction.deferUpdate();
      await interaction.editReply('done');
    });
    const channel = await client.channels.fetch(discord.channel('race-control'));
    const card = channel?.isSendable()
      ? await channel.send({ content: 'card', components: [buttons('go')] })
      : undefined;
    const handle = dora.click({ message: card?.id ?? '', customId: 'go' });
    await handle.until((one) => one.reply()?.content === 'done');
    expect(discord.world.messages(discord.channel('race-control'))).toMatchObject([{ content: 'done' }]);
  });

  it('offer values, and take no others', async () => {
    const select = new StringSelectMenuBuilder().setCustomId('driver').addOptions({ label: 'Ben', value: '7656' });
    onAny(async (interaction) => {
      if (interaction.isStringSelectMenu()) await interaction.reply(`chosen ${interaction.values.join()}`);
    });
    const channel = await client.channels.fetch(discord.channel('chat'));
    const components = [new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select)];
    const card = channel?.isSendable() ? await channel.send({ content: 'Who?', components }) : undefined;
    const message = card?.id ?? '';
    expect(() => ada.select({ message, customId: 'driver', values: ['1'] })).toThrow('offers 7656, not "1"');
    const handle = ada.select({ message, customId: 'driver', values: ['7656'] });
    await handle.done();
    expect(handle.reply()?.content).toBe('chosen 7656');
  });

  it('are refused when disabled', async () => {
    const row = buttons('go');
    row.components[0]?.setDisabled(true);
    const channel = await client.channels.fetch(discord.channel('chat'));
    const card = channel?.isSendable() ? await channel.send({ content: 'card', components: [row] }) : undefined;
    expect(() => ada.click({ message: card?.id ?? '', customId: 'go' })).toThrow('"go" is disabled');
  });
});

describe('a modal', () => {
  const reason = new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Short).setMaxLength(10);
  const modal = new ModalBuilder()
    .setCustomId('why')
    .setTitle('Why?')
    .addLabelComponents(new LabelBuilder().setLabel('Reason').setTextInputComponent(reason));

  it('is shown, filled in and submitted', async () => {
    onAny(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal);
      else if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue('reason'));
    });
    const handle = info(ada);
    await handle.done();
    expect(handle.modal?.title).toBe('Why?');
    const submitted = ada.submit({ modal: handle, fields: { reason: 'dive bomb' } });
    await submitted.done();
    expect(submitted.reply()?.content).toBe('dive bomb');
  });

  it('refuses what its form would refuse', async () => {
    onSlash((interaction) => interaction.showModal(modal));
    const handle = info(ada);
    await handle.done();
    expect(() => ada.submit({ modal: handle, fields: {} })).toThrow('"reason" must be filled in');
    expect(() => ada.submit({ modal: handle, fields: { reason: 'far too long' } })).toThrow('0 to 10 characters');
    expect(() => ada.submit({ modal: handle, fields: { other: 'x' } })).toThrow('no field "other"');
    expect(() => dora.submit({ modal: handle, fields: { reason: 'x' } })).toThrow('no form to submit');
  });
});

describe('what the Discord client refuses to send', () => {
  const use = (path: string[], options = {}) => ada.slash({ channel: 'chat', path, options });

  it.each([
    ['an unknown command', () => use(['fly']), 'There is no command "/fly".'],
    ['a command without its subcommand', () => use(['server']), '/server needs one of its subcommands: info, set.'],
    ['an unknown option', () => use(['server', 'info'], { x: 1 }), '/server info has no option "x"; it has none.'],
    ['a missing option', () => use(['server', 'set']), '/server set needs the option "session".'],
    [
      'a number out of range',
      () => use(['server', 'set'], { session: 'Q', laps: 100 }),
      'must be from 1 to 99, not 100.',
    ],
    [
      'a value of the wrong type',
      () => use(['server', 'set'], { session: 'Q', laps: 'ten' }),
      'must be a whole number',
    ],
    ['a value that is no choice', () => use(['verdict'], { type: 'x' }), 'must be one of time, not "x".'],
    ['an unknown user', () => use(['verdict'], { type: 'time', who: '1' }), 'Nothing in the guild has the id "1".'],
  ])('is %s', (_, send, sentence) => {
    expect(send).toThrow(sentence);
  });

  it('is a command that is hidden from the caller', () => {
    expect(dora.commands().map(({ name }) => name)).toEqual(['server', 'verdict']);
    expect(() => dora.slash({ channel: 'chat', path: ['ban'] })).toThrow('"/ban" is hidden from Dora');
    expect(ada.commands().map(({ name }) => name)).toEqual(['server', 'verdict', 'ban']);
  });
});
