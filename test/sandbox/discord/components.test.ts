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
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../../../sandbox/discord/people.ts';
import type { LocalDiscord } from '../../../sandbox/discord/server.ts';
import { COMMANDS, login, openLeague } from './bot.ts';

let discord: LocalDiscord;
let client: Client<true>;
let ada: Person;
let dora: Person;

beforeEach(async () => {
  discord = await openLeague();
  client = await login(discord);
  await client.application.commands.set(COMMANDS, discord.guildId);
  ada = discord.person('Ada');
  dora = discord.person('Dora');
});

afterEach(async () => {
  await client.destroy();
  await discord.close();
});

const info = (person: Person) => person.slash({ channel: 'chat', path: ['server', 'info'] });

const onAny = (answer: (interaction: Interaction) => Promise<unknown>) =>
  client.on(Events.InteractionCreate, (interaction) => void answer(interaction));

const buttons = (...ids: string[]) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    ids.map((id) => new ButtonBuilder().setCustomId(id).setLabel(id).setStyle(ButtonStyle.Danger)),
  );

describe('an answer to a button press', () => {
  it('is a reply to the message pressed, and a follow-up is a reply to that answer', async () => {
    onAny(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Sure?', components: [buttons('yes')] });
      if (!interaction.isButton()) return;
      await interaction.deferReply();
      await interaction.editReply('Done.');
      await interaction.followUp('And told.');
    });
    const asked = info(ada);
    await asked.done();
    const card = asked.reply()?.id ?? '';
    expect(asked.reply()).toMatchObject({ type: 20, interaction: { name: 'server info' } });
    const pressed = ada.click({ message: card, customId: 'yes' });
    await pressed.until(({ followUps }) => followUps.length > 0);
    const answer = pressed.reply();
    expect(answer).toMatchObject({
      type: 19,
      content: 'Done.',
      message_reference: { message_id: card, channel_id: discord.channel('chat') },
      referenced_message: { id: card, content: 'Sure?' },
      interaction_metadata: { interacted_message_id: card },
    });
    expect(answer).not.toHaveProperty('interaction');
    expect(pressed.followUps).toMatchObject([
      {
        type: 19,
        message_reference: { message_id: answer?.id },
        interaction_metadata: { original_response_message_id: answer?.id },
      },
    ]);
  });

  it('that updates the message is not a reply', async () => {
    onAny(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Sure?', components: [buttons('yes')] });
      if (interaction.isButton()) await interaction.update('Done.');
    });
    const asked = info(ada);
    await asked.done();
    const pressed = ada.click({ message: asked.reply()?.id ?? '', customId: 'yes' });
    await pressed.done();
    expect(pressed.reply()).toMatchObject({ type: 20, content: 'Done.' });
    expect(pressed.reply()).not.toHaveProperty('message_reference');
  });
});

describe('components', () => {
  it('can be buttons that update their ephemeral message, seen only by its owner', async () => {
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

  it('update their message after a deferral', async () => {
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

  it('offer the values of a menu and accept no others', async () => {
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

  it('refuses missing, too long and unknown fields, and another person', async () => {
    onAny(async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal);
    });
    const handle = info(ada);
    await handle.done();
    expect(() => ada.submit({ modal: handle, fields: {} })).toThrow('"reason" must be filled in');
    expect(() => ada.submit({ modal: handle, fields: { reason: 'far too long' } })).toThrow('0 to 10 characters');
    expect(() => ada.submit({ modal: handle, fields: { other: 'x' } })).toThrow('no field "other"');
    expect(() => dora.submit({ modal: handle, fields: { reason: 'x' } })).toThrow('no form to submit');
  });
});
